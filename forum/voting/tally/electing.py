"""Counts a vote: ballots and rules in, everything that is published of the count out.

Candidates are options by their codes, as words ("1", "2"). A count is made with one order for ties and once more with the opposite order: only where
the two differ did a tie decide anything, and only then are lots drawn.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from forum.voting.tally import irv, packed, pairwise, papers, rounds, schulze, scotland
from forum.voting.tally.hands import Trail
from forum.voting.tally.papers import Papers, Ranking
from forum.voting.tally.rules import Rules
from forum.voting.types import Method

Packed = Sequence[tuple[int, int]]
"""Rankings as whole numbers (`voting/packing.py`), and how many ballots each stands for."""


@dataclass(frozen=True)
class Counted:
    """`count`: rounds, stages or a ranking, as JSON. `paths`: of each ballot only the options that held it. `is_tied`: whether lots matter."""

    ballots: int
    winners: tuple[int, ...]
    count: Mapping[str, Any]
    pairwise: tuple[tuple[int, ...], ...]
    beats_all: int | None
    paths: Packed
    is_tied: bool


def elect(method: Method, ballots: Packed, *, seats: int, options: int, order: Sequence[int] = ()) -> Counted:
    """Count packed rankings. `order`: options by lot, the first wins ties. Cost: distinct rankings, times rounds."""
    keys = np.fromiter((key for key, _ in ballots), dtype=np.int64, count=len(ballots))
    counts = np.fromiter((count for _, count in ballots), dtype=np.int64, count=len(ballots))
    names = tuple(str(code) for code in range(1, options + 1))
    pairs = pairwise.Pairwise(names, pairwise.table(packed.places(keys, options), counts))
    sheets, rules = packed.papers(keys, counts, names), Rules(seats=seats, order=tuple(str(code) for code in order) or names)
    trail = Trail(sheets)
    return _elect(method, sheets, pairs, rules, trail=trail, paths=trail.packed)


def elect_read(method: Method, ballots: Iterable[tuple[Ranking, int]], candidates: Sequence[str], rules: Rules) -> tuple[Counted, Mapping[tuple[int, ...], int]]:
    """Count ballots by names, as files hold them, and return the paths by codes too. Raises BadCase. Cost: a Python step for each distinct ballot."""
    code = {name: str(n) for n, name in enumerate(candidates, start=1)}
    coded = [(tuple(tuple(code.get(name, name) for name in rank) for rank in ranking), count) for ranking, count in ballots]
    names = tuple(code.values())
    own = replace(rules, order=tuple(code.get(name, name) for name in rules.order) or names, excluded=frozenset(code.get(name, name) for name in rules.excluded))
    sheets = papers.read(coded, names, own)
    trail = Trail(sheets)
    found = _elect(method, sheets, pairwise.read(coded, names), own, trail=trail, paths=list)
    return found, {tuple(n + 1 for n in path): count for path, count in trail.paths().items()}


def repeat(method: Method, paths: Packed, *, seats: int, options: int, order: Sequence[int] = ()) -> Mapping[str, Any]:
    """Count published paths: every round must come out as it did from the full rankings."""
    return elect(method, paths, seats=seats, options=options, order=order).count


def _elect(method: Method, sheets: Papers, pairs: pairwise.Pairwise, rules: Rules, *, trail: Trail, paths: Callable[[], Packed]) -> Counted:
    ballots = int(sheets.counts.sum())
    best = pairwise.condorcet_winner(pairs) if ballots else None
    shown = _count(method, sheets, pairs, rules, trail)
    other = _count(method, sheets, pairs, replace(rules, order=rules.order[::-1]))
    winners = shown.get("winners_set") or shown.get("winners") or []
    return Counted(ballots, tuple(sorted(int(w) for w in winners)), shown, pairs.votes, int(best) if best else None, paths() if method is not Method.SCHULZE else (), shown != other)


def _count(method: Method, sheets: Papers, pairs: pairwise.Pairwise, rules: Rules, trail: Trail | None = None) -> dict[str, Any]:
    if method is Method.SCHULZE:
        found = schulze.count(pairs)
        tiers = [sorted(tier, key=rules.order.index) for tier in found.ranking]
        in_line = [name for tier in tiers for name in tier]
        # Only a tie at the line between winning and losing needs lots; other equals stand in the order of the ballot.
        return {"winners": in_line[: rules.seats], "ranking": [sorted(t, key=int) for t in tiers], **found.figures}
    return dict(scotland.as_json(scotland.count(sheets, rules, trail)) if method is Method.SCOTTISH else rounds.as_json(irv.count(sheets, rules, trail)))
