"""What a count in rounds leaves behind, and what every such count does alike: ties, reasons, transfers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from forum.voting.tally.hands import Hands
from forum.voting.tally.papers import CHOICES, OVERVOTES, REPEATED, SKIPPED, Papers
from forum.voting.tally.rules import BadCase, Rules

REASONS = {"exhausted_choices": CHOICES, "overvotes": OVERVOTES, "repeated_rankings": REPEATED, "skipped_rankings": SKIPPED}
EXHAUSTED, RESIDUAL = "exhausted", "residual surplus"


@dataclass(frozen=True)
class Round:
    """One round: who had how many votes, what it took, who was elected or eliminated, where their votes went, and which count no more."""

    number: int
    tally: Mapping[str, Decimal]
    threshold: Decimal
    elected: tuple[str, ...]
    eliminated: tuple[str, ...]
    inactive: Mapping[str, Decimal]
    transfers: Mapping[str, Mapping[str, Decimal]]


@dataclass(frozen=True)
class Result:
    """Winners in the order of their election, and every round."""

    winners: tuple[str, ...]
    rounds: tuple[Round, ...]


def in_order(papers: Papers, rules: Rules) -> list[int]:
    """Return each candidate's place in the order that settles ties. Raises BadCase for an order that names others."""
    order = rules.order or papers.candidates
    unknown = set(order) - set(papers.candidates)
    if unknown:
        raise BadCase(f"the order for ties names {min(unknown)[:80]!r}, and no candidate has that name")
    place = {name: n for n, name in enumerate(order)}
    return [place.get(name, len(place) + n) for n, name in enumerate(papers.candidates)]


def standing_at_first(papers: Papers, rules: Rules) -> NDArray[np.bool_]:
    """Return who is in at the beginning. Raises BadCase when nobody is."""
    result = np.array([name not in rules.excluded for name in papers.candidates], dtype=bool)
    if not result.any():
        raise BadCase("every candidate is excluded")
    return result


def pass_on(hands: Hands, papers: Papers, standing: NDArray[np.bool_], gone: Sequence[int]) -> dict[str, dict[str, Decimal]]:
    """Pass on the whole ballots of those who are `gone`, and return from whom to whom how many went. Cost: the ballots that move."""
    before = hands.holder.copy()
    moved = hands.move(standing)
    names, ended = papers.candidates, len(papers.candidates)
    went = np.zeros((len(gone), ended + 1), dtype=np.int64)
    row_of = {n: row for row, n in enumerate(gone)}
    rows = np.array([row_of.get(n, -1) for n in range(ended)], dtype=np.int64)[before[moved]]
    to = hands.holder[moved]
    np.add.at(went, (rows, np.where(to >= 0, to, ended)), papers.counts[moved])
    called = (*names, EXHAUSTED)
    return {names[n]: {called[t]: Decimal(int(went[row, t])) for t in np.flatnonzero(went[row]).tolist()} for n, row in row_of.items()}


def batch(tally: Sequence[int], among: Sequence[int], *, leave: int) -> list[int]:
    """Return the candidates who cannot win even with all votes of those below them: the largest such set, from the bottom, that leaves so many."""
    result: list[int] = []
    seen: list[int] = []
    below = 0
    for votes in sorted({tally[n] for n in among}):
        if below < votes and len(among) - len(seen) >= leave:
            result = list(seen)
        here = [n for n in among if tally[n] == votes]
        seen += here
        below += votes * len(here)
    return result


def text(value: Decimal) -> str:
    """Return a number as a plain decimal string."""
    return format(value, "f")


def as_json(result: Result) -> dict[str, object]:
    """Return a result in RCTab's shape, numbers as decimal strings, names in alphabetical order."""
    return {
        "winners": list(result.winners),
        "rounds": [
            {
                "round": r.number, "tally": {k: text(r.tally[k]) for k in sorted(r.tally)}, "threshold": text(r.threshold), "elected": sorted(r.elected), "eliminated": sorted(r.eliminated),
                "inactive": {k: text(v) for k, v in sorted(r.inactive.items())}, "transfers": {k: {to: text(v) for to, v in sorted(r.transfers[k].items())} for k in sorted(r.transfers)},
            }
            for r in result.rounds
        ],
    }  # fmt: skip
