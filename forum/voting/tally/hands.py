"""Who holds each ballot while a count goes on."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from forum.voting.packing import BITS, MOST_RANKS
from forum.voting.tally.papers import CHOICES, GROUP, OVERVOTES, Papers


class Trail:
    """Which marks of each distinct ranking ever held its ballots, while a count went on: what is published of a ballot as its count path."""

    def __init__(self, papers: Papers) -> None:
        self._papers = papers
        self._held = np.zeros(papers.marks.shape, dtype=bool)

    def note(self, rows: NDArray[np.int64], at: NDArray[np.int64]) -> None:
        self._held[rows, at] = True

    def packed(self) -> list[tuple[int, int]]:
        """Return each path as a packed ranking (`voting/packing.py`) and how many ballots went it; for at most 15 candidates. Cost: one pass per rank."""
        keys = np.zeros(len(self._papers.counts), dtype=np.int64)
        length = np.zeros(len(keys), dtype=np.int64)
        for column in range(self._papers.marks.shape[1]):
            here = self._held[:, column] & (self._papers.marks[:, column] >= 0)
            keys[here] = keys[here] << BITS | self._papers.marks[here, column].astype(np.int64) + 1
            length[here] += 1
        keys <<= BITS * (MOST_RANKS - length)
        distinct, where = np.unique(keys, return_inverse=True)
        counts = np.zeros(len(distinct), dtype=np.int64)
        np.add.at(counts, where, self._papers.counts)
        return list(zip(distinct.tolist(), counts.tolist(), strict=True))

    def paths(self) -> dict[tuple[int, ...], int]:
        """Return each path, candidates by number in the order in which they held the ballot, and how many ballots went it."""
        result: dict[tuple[int, ...], int] = {}
        for row, held, count in zip(self._papers.marks.tolist(), self._held.tolist(), self._papers.counts.tolist(), strict=True):
            path = tuple(mark for mark, here in zip(row, held, strict=True) if here and mark >= 0)
            result[path] = result.get(path, 0) + count
        return result


class Hands:
    """The holder of each distinct ranking: a candidate's number, or why it counts for nobody any more. Moves only forward."""

    def __init__(self, papers: Papers, standing: NDArray[np.bool_], trail: Trail | None = None) -> None:
        self._papers, self._trail = papers, trail
        self._at = np.zeros(len(papers.counts), dtype=np.int64)
        self.holder = papers.marks[:, 0].astype(np.int64) if len(papers.counts) else np.zeros(0, dtype=np.int64)
        self.move(standing)
        if trail is not None:
            trail.note(np.arange(len(self.holder)), self._at)

    def move(self, standing: NDArray[np.bool_], *, but: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """Pass ballots of candidates who no longer stand to the next who does, all `but` some. Return the rows that moved. Cost: the ballots that move, times how far."""
        waiting = self._stuck(np.arange(len(self.holder)) if but is None else np.flatnonzero(~but), standing)
        moved = waiting
        while len(waiting):
            self._at[waiting] += 1
            self.holder[waiting] = self._papers.marks[waiting, self._at[waiting]]
            waiting = self._stuck(waiting, standing)
        if self._trail is not None:
            self._trail.note(moved, self._at[moved])
        return moved

    def drop(self, candidates: Sequence[int]) -> NDArray[np.int64]:
        """Let ballots of some candidates count for nobody any more, wherever they would have gone. Return the rows."""
        rows: NDArray[np.int64] = np.flatnonzero(np.isin(self.holder, list(candidates)))
        self.holder[rows] = CHOICES
        return rows

    def _stuck(self, rows: NDArray[np.int64], standing: NDArray[np.bool_]) -> NDArray[np.int64]:
        if self._papers.groups:
            for row in rows[self.holder[rows] <= GROUP]:
                self.holder[row] = self._of_group(int(self.holder[row]), standing)
        gone = np.concatenate([~standing, np.zeros(-GROUP, dtype=bool)])  # a reason is below zero and counts from the end: nothing to pass on
        result: NDArray[np.int64] = rows[gone[self.holder[rows]]]
        return result

    def _of_group(self, mark: int, standing: NDArray[np.bool_]) -> int:
        group = self._papers.groups[GROUP - mark]
        there = [n for n in group if standing[n]]
        if len(there) > 1:
            return OVERVOTES
        return there[0] if there else group[0]  # nobody: the first of them passes it on


def tally(holder: NDArray[np.int64], votes: NDArray[np.int64], candidates: int) -> NDArray[np.int64]:
    """Return how many votes each candidate holds. Exact: whole numbers only."""
    held = holder >= 0
    result = np.zeros(candidates, dtype=np.int64)
    np.add.at(result, holder[held], votes[held])
    return result
