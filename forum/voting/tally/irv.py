"""Instant runoff: whoever has the fewest votes goes, and their votes go on, until somebody has more than half of those that still count.

As RCTab counts a single winner, with its options. Whole numbers only.
"""

from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from forum.voting.tally.hands import Hands, Trail, tally
from forum.voting.tally.papers import Papers
from forum.voting.tally.rounds import REASONS, Result, Round, batch, in_order, pass_on, standing_at_first
from forum.voting.tally.rules import WRITE_INS, Rules


@dataclass
class _Step:
    number: int
    tally: list[int]
    standing: list[int]
    threshold: int
    inactive: dict[str, int]
    elected: tuple[int, ...] = ()
    eliminated: tuple[int, ...] = ()
    transfers: dict[str, dict[str, Decimal]] = field(default_factory=dict)


def count(papers: Papers, rules: Rules, trail: Trail | None = None) -> Result:
    """Count, and return the winner and every round. No winner when it was told to stop early, or when nobody voted. Cost: distinct rankings, times rounds at most."""
    names, place = papers.candidates, in_order(papers, rules)
    standing = standing_at_first(papers, rules)
    hands = Hands(papers, standing, trail)
    steps: list[_Step] = []
    winner, threshold = None, 0
    while _goes_on(steps, winner, standing, rules):
        votes = tally(hands.holder, papers.counts, len(names)).tolist()
        there = [n for n in range(len(names)) if standing[n]]
        if winner is None and not (rules.first_round_threshold and steps):
            threshold = sum(votes) // 2 + 1
        step = _Step(len(steps) + 1, votes, there, threshold, {name: int(papers.counts[hands.holder == code].sum()) for name, code in REASONS.items()})
        steps.append(step)
        if winner is None:
            winner = _winner(names, votes, there, threshold, place)
            step.elected = () if winner is None else (winner,)
        if not step.elected and len(there) > 2 - (winner is None):
            step.eliminated = tuple(_losers(names, votes, there, place, rules))
            if _goes_on(steps, winner, _without(standing, step.eliminated), rules):
                standing = _without(standing, step.eliminated)
                step.transfers = pass_on(hands, papers, standing, step.eliminated)
    return _result(names, steps, winner)


def _goes_on(steps: list[_Step], winner: int | None, standing: NDArray[np.bool_], rules: Rules) -> bool:
    if not steps:
        return True
    if rules.stop_after_round is not None and len(steps) >= rules.stop_after_round:
        return False
    if rules.continue_until_two:
        return int(standing.sum()) > 2 or bool(steps[-1].eliminated)
    return winner is None and (int(standing.sum()) > 1 or bool(steps[-1].eliminated))


def _winner(names: tuple[str, ...], votes: list[int], there: list[int], threshold: int, place: list[int]) -> int | None:
    if any(names[n] == WRITE_INS and votes[n] > 0 for n in there) and len(there) > 1:
        return None
    over = [n for n in there if votes[n] >= threshold]
    if len(there) <= 2:
        over = there  # the last two: whoever has more wins, and a tie decides who wins, not who goes
    return min(over, key=lambda n: (-votes[n], place[n])) if over else None


def _losers(names: tuple[str, ...], votes: list[int], there: list[int], place: list[int], rules: Rules) -> list[int]:
    write_ins = [n for n in there if names[n] == WRITE_INS and votes[n] > 0]
    if write_ins:
        return write_ins
    if rules.batch_elimination:
        together = batch(votes, there, leave=2 if rules.continue_until_two else 1)
        if len(together) > 1:
            return together
    fewest = min(votes[n] for n in there)
    return [max((n for n in there if votes[n] == fewest), key=lambda n: place[n])]


def _without(standing: NDArray[np.bool_], gone: tuple[int, ...]) -> NDArray[np.bool_]:
    result = standing.copy()
    result[list(gone)] = False
    return result


def _result(names: tuple[str, ...], steps: list[_Step], winner: int | None) -> Result:
    rounds = tuple(
        Round(
            s.number, {names[n]: Decimal(s.tally[n]) for n in s.standing}, Decimal(s.threshold), tuple(names[n] for n in s.elected), tuple(names[n] for n in s.eliminated),
            {k: Decimal(v) for k, v in s.inactive.items()},
            {names[n]: s.transfers.get(names[n], {}) for n in (*s.eliminated, *s.elected)},
        )
        for s in steps
    )  # fmt: skip
    return Result((names[winner],) if winner is not None else (), rounds)
