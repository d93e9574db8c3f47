"""Two by two: how many prefer each to each other, and who, if anybody, beats everybody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from forum.voting.tally.papers import FLAG, Ranking
from forum.voting.tally.rules import BadCase

NOWHERE = 30_000


class Unranked(StrEnum):
    """What leaving somebody out means: below all that are ranked, or no opinion at all."""

    TIED_LAST = "tied_last"
    NOT_COMPARED = "not_compared"


class Strength(StrEnum):
    """How strong a victory is."""

    WINNING_VOTES = "winning_votes"
    MARGINS = "margins"
    RATIO = "ratio"


@dataclass(frozen=True)
class Pairwise:
    """`votes[a][b]`: how many rank a above b."""

    candidates: tuple[str, ...]
    votes: tuple[tuple[int, ...], ...]

    def beats(self, a: int, b: int) -> bool:
        return self.votes[a][b] > self.votes[b][a]

    def strength(self, a: int, b: int, by: Strength) -> Fraction:
        """Return how strong a's victory over b is; 0 where there is none."""
        won, lost = self.votes[a][b], self.votes[b][a]
        if won <= lost:
            return Fraction(0)
        if by is Strength.RATIO:
            return Fraction(won, lost) if lost else Fraction(10**15 + won)
        return Fraction(won if by is Strength.WINNING_VOTES else won - lost)


def read(ballots: Iterable[tuple[Ranking, int]], candidates: Sequence[str], *, unranked: Unranked = Unranked.TIED_LAST) -> Pairwise:
    """Return the pairwise table of ballots; equal ranks prefer nobody. Raises BadCase for unknown names. Cost: distinct ballots, times candidates squared."""
    number = {name: n for n, name in enumerate(candidates)}
    if len(number) != len(candidates):
        raise BadCase("a candidate is named twice")
    if not 1 <= len(candidates) <= 500:
        raise BadCase(f"there should be from 1 to 500 candidates to compare two by two, not {len(candidates)}")
    found: dict[tuple[int, ...], int] = {}
    for ranking, count in ballots:
        places = [NOWHERE] * len(number)
        for rank, names in enumerate(ranking):
            for name in names:
                if name != FLAG:
                    if name not in number:
                        raise BadCase(f"a ballot names {name[:80]!r}, and no candidate has that name")
                    places[number[name]] = min(rank, places[number[name]])
        found[tuple(places)] = found.get(tuple(places), 0) + count
    places_, counts = np.array(list(found), dtype=np.int32).reshape(len(found), len(number)), np.fromiter(found.values(), dtype=np.int64, count=len(found))
    return Pairwise(tuple(candidates), table(places_, counts, unranked=unranked))


def table(places: NDArray[np.int32], counts: NDArray[np.int64], *, unranked: Unranked = Unranked.TIED_LAST) -> tuple[tuple[int, ...], ...]:
    """Return how many prefer each to each, from the place each distinct ballot gives each candidate."""
    size = places.shape[1]
    result = np.zeros((size, size), dtype=np.int64)
    for a in range(size):
        for b in range(size):
            above = places[:, a] < places[:, b]
            if unranked is Unranked.NOT_COMPARED:
                above &= places[:, b] < NOWHERE
            result[a, b] = counts[above].sum()
    return tuple(tuple(int(v) for v in row) for row in result)


def condorcet_winner(pairs: Pairwise) -> str | None:
    """Return who beats everybody else one to one, if there is such a candidate."""
    size = len(pairs.candidates)
    return next((pairs.candidates[a] for a in range(size) if all(pairs.beats(a, b) for b in range(size) if b != a)), None)


def as_json(pairs: Pairwise) -> dict[str, dict[str, int]]:
    """Return the table by names."""
    names = pairs.candidates
    return {a: {b: pairs.votes[i][j] for j, b in enumerate(names) if i != j} for i, a in enumerate(names)}
