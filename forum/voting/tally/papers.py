"""Ballots as arrays: each distinct ranking once, with how many cast it, and every rule about odd marks applied beforehand.

A row holds candidates by number in order of preference, then why the ballot ends there. Only one thing cannot be settled beforehand: a rank given
to several, where it matters who is still in; such a rank is a *group*, looked at when the count comes to it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forum.voting.tally.rules import WRITE_INS, BadCase, Duplicate, Overvote, Rules

CHOICES, OVERVOTES, SKIPPED, REPEATED, BLANK = -1, -2, -3, -4, -5
GROUP = -10  # and below: the group number GROUP - n
FLAG = "__overvote__"
MOST_CANDIDATES = 2_000

Ranking = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Papers:
    """`marks`: one row for each distinct ranking, candidates by number, then the reason of its end. `counts`: how many cast it."""

    candidates: tuple[str, ...]
    marks: NDArray[np.int16]
    counts: NDArray[np.int64]
    groups: tuple[tuple[int, ...], ...]

    @property
    def blank(self) -> int:
        """How many ballots rank nobody."""
        return int(self.counts[self.marks[:, 0] == BLANK].sum())


def read(ballots: Iterable[tuple[Ranking, int]], candidates: Sequence[str], rules: Rules) -> Papers:
    """Return ballots as arrays. Raises BadCase for names nobody stands under. Cost: once over the distinct ballots."""
    names = (*candidates, WRITE_INS) if rules.write_ins and WRITE_INS not in candidates else tuple(candidates)
    if len(set(names)) != len(names):
        raise BadCase("a candidate is named twice")
    if not 1 <= len(names) <= MOST_CANDIDATES:
        raise BadCase(f"there should be from 1 to {MOST_CANDIDATES} candidates, not {len(names)}")
    number = {name: n for n, name in enumerate(names)}
    groups: dict[tuple[int, ...], int] = {}
    found: Counter[tuple[int, ...]] = Counter()
    for ranking, count in ballots:
        try:
            found[_row(ranking, number, rules, groups)] += count
        except KeyError as error:
            raise BadCase(f"a ballot names {str(error.args[0])[:80]!r}, and no candidate has that name") from None
    width = max((len(row) for row in found), default=1)
    marks = np.full((len(found), width), CHOICES, dtype=np.int16)
    for n, row in enumerate(found):
        marks[n, : len(row)] = row
    return Papers(names, marks, np.fromiter(found.values(), dtype=np.int64, count=len(found)), tuple(groups))


def _row(ranking: Ranking, number: dict[str, int], rules: Rules, groups: dict[tuple[int, ...], int]) -> tuple[int, ...]:
    row: list[int] = []
    seen: set[int] = set()
    last = 0
    limit = rules.max_skipped_ranks
    for rank, marked in enumerate(ranking, start=1):
        if not marked:
            continue
        if limit is not None and rank - last > limit + 1:
            return (*row, SKIPPED)
        last = rank
        here = [number[name] for name in marked if name != FLAG]
        if rules.duplicate is Duplicate.EXHAUST and any(n in seen for n in here):
            return (*row, REPEATED)
        seen.update(here)
        if len(here) == 1 and len(marked) == 1:
            row.append(here[0])
        elif rules.overvote is Overvote.EXHAUST or (FLAG in marked and rules.overvote is Overvote.EXHAUST_IF_MULTIPLE_CONTINUING):
            return (*row, OVERVOTES)
        elif rules.overvote is Overvote.EXHAUST_IF_MULTIPLE_CONTINUING:
            row.append(GROUP - groups.setdefault(tuple(sorted(set(here))), len(groups)))
    if last == 0:
        return (BLANK,)
    return (*row, SKIPPED if limit is not None and len(ranking) - last > limit else CHOICES)
