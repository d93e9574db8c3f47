"""The weighted inclusive Gregory method: seats for many, with surpluses passed on at a fraction of their worth.

As RCTab counts it: the fraction is cut off at the chosen number of decimals, and so is what each ballot is worth afterwards. Inside, a vote is
a whole number of units; no float, no rounding but those two.
"""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from forum.voting.tally.hands import Hands
from forum.voting.tally.papers import Papers
from forum.voting.tally.rounds import EXHAUSTED, REASONS, RESIDUAL, Result, Round, in_order, standing_at_first
from forum.voting.tally.rules import WRITE_INS, BadCase, Rules

MOST_DECIMALS, MOST_IN_64_BITS = 20, 9
FINAL_SURPLUS = "final_round_surplus"
Transfers = dict[str, dict[str, Decimal]]


def count(papers: Papers, rules: Rules) -> Result:
    """Count, and return the elected and every round. Cost: distinct rankings, times rounds at most."""
    return _Count(papers, rules).run()


class _Count:
    """A count going on: what every ballot is worth, who holds it, who is in, and what the elected keep."""

    def __init__(self, papers: Papers, rules: Rules) -> None:
        if not 0 <= rules.decimals <= MOST_DECIMALS:
            raise BadCase(f"from 0 to {MOST_DECIMALS} decimals can be counted, not {rules.decimals}")
        if rules.seats < 1:
            raise BadCase("there should be at least one seat")
        self.papers, self.rules, self.names, self.place = papers, rules, papers.candidates, in_order(papers, rules)
        self.standing = standing_at_first(papers, rules)
        self.hands = Hands(papers, self.standing)
        self.unit = 10**rules.decimals
        # What does not fit 64 bits is counted in whole numbers of Python, as exactly and more slowly.
        self.worth = np.full(len(papers.counts), self.unit, dtype=np.int64 if rules.decimals <= MOST_IN_64_BITS else object)
        self.split = np.zeros(len(papers.counts), dtype=bool)
        self.kept: dict[int, Decimal] = {}
        self.winners: list[int] = []
        self.rounds: list[Round] = []
        self.quota = Decimal(0)

    def run(self) -> Result:
        while self._goes_on():
            self._round()
        return Result(tuple(self.names[n] for n in self.winners), tuple(self.rounds))

    def _goes_on(self) -> bool:
        if not self.rounds:
            return True
        last = self.rounds[-1]
        if last.elected and len(self.winners) >= min(self.rules.seats, len(self.names)):
            return len(self.names) > self.rules.seats > 1  # one more round shows where the last surpluses went
        return len(self.winners) < self.rules.seats and bool(self.standing.any())

    def _round(self) -> None:
        tally = {n: self.kept[n] if n in self.kept else self._sum(self.hands.holder == n) for n in range(len(self.names)) if self.standing[n] or n in self.kept}
        if not self.rounds:
            self.quota = self._quota(sum(tally.values(), Decimal(0)))
        there = [n for n in tally if n not in self.kept]
        inactive = self._inactive()
        elected = self._elected(tally, there)
        eliminated = [] if elected or self._is_full() else self._losers(tally, there)
        self.winners += elected
        before = self.hands.holder.copy()
        surpluses = {n: self._elect(n, tally[n]) for n in elected}
        self.standing[[*elected, *eliminated]] = False
        is_last = bool(elected) and len(self.names) <= self.rules.seats
        if (self._is_full() and not elected) or is_last:
            inactive[FINAL_SURPLUS] = self._lost_at_last if self.rounds else Decimal(0)
        transfers: Transfers = {self.names[n]: {} for n in (*elected, *eliminated)}
        if not is_last:
            transfers = self._pass_on(before, [*elected, *eliminated], surpluses)
        self.rounds.append(Round(
            len(self.rounds) + 1, {self.names[n]: v for n, v in tally.items()}, self.quota, tuple(self.names[n] for n in elected), tuple(self.names[n] for n in eliminated), inactive, transfers,
        ))  # fmt: skip

    def _quota(self, votes: Decimal) -> Decimal:
        units, seats = int(votes * self.unit), self.rules.seats
        if self.rules.quota == "hare":
            whole = -(-units // (seats * self.unit))
            return Decimal(-(-units // seats)).scaleb(-self.rules.decimals) if self.rules.quota_fractional else Decimal(whole)
        if self.rules.quota != "droop":
            raise BadCase(f"there is no quota of the name {self.rules.quota[:40]!r}")
        return Decimal(units // (seats + 1) + 1).scaleb(-self.rules.decimals) if self.rules.quota_fractional else Decimal(units // ((seats + 1) * self.unit) + 1)

    def _is_full(self) -> bool:
        return len(self.winners) >= self.rules.seats

    def _elected(self, tally: dict[int, Decimal], there: Sequence[int]) -> list[int]:
        if self._is_full() or any(self.names[n] == WRITE_INS and tally[n] > 0 for n in there):
            return []
        if len(there) <= self.rules.seats - len(self.winners):
            found = [n for n in there if self.names[n] != WRITE_INS]
        else:
            found = [n for n in there if tally[n] >= self.quota]
            if self.rules.one_winner_per_round and len(found) > 1:
                return [min(found, key=lambda n: (-tally[n], self.place[n]))]
        return sorted(found, key=lambda n: self.names[n])

    def _losers(self, tally: dict[int, Decimal], there: Sequence[int]) -> list[int]:
        write_ins = [n for n in there if self.names[n] == WRITE_INS]
        if write_ins:
            return write_ins
        fewest = min(tally[n] for n in there)
        return [max((n for n in there if tally[n] == fewest), key=lambda n: self.place[n])]

    def _elect(self, candidate: int, votes: Decimal) -> Decimal:
        """Let a candidate keep the quota, cut down what their ballots are worth, and return the surplus."""
        surplus = max(votes - self.quota, Decimal(0))
        fraction = int(surplus * self.unit) * self.unit // int(votes * self.unit) if surplus > 0 else 0
        mine = self.hands.holder == candidate
        self.worth[mine] = self.worth[mine] * fraction // self.unit
        self.split[mine] = True
        self.kept[candidate] = min(votes, self.quota).quantize(Decimal(1).scaleb(-self.rules.decimals))
        return surplus

    def _pass_on(self, before: NDArray[np.int64], left: Sequence[int], surpluses: dict[int, Decimal]) -> Transfers:
        moved = self.hands.drop(left) if self._is_full() else self.hands.move(self.standing)  # with all seats filled nobody is left to take a surplus
        result: Transfers = {}
        lost = np.zeros(len(before), dtype=bool)
        for n in left:
            rows = moved[before[moved] == n]
            told: dict[str, Decimal] = {}
            for to in np.unique(self.hands.holder[rows]).tolist():
                here = np.zeros(len(before), dtype=bool)
                here[rows[self.hands.holder[rows] == to]] = True
                if to < 0:
                    lost |= here
                value = self._sum(here & (self.worth > 0))
                if value:
                    name = self.names[to] if to >= 0 else EXHAUSTED
                    told[name] = told.get(name, Decimal(0)) + value
            if surpluses.get(n):
                rest = surpluses[n] - sum(told.values(), Decimal(0))
                if rest:
                    told[RESIDUAL] = rest
                    self.kept[n] = self.quota
            result[self.names[n]] = told
        self._lost_at_last = self._sum(lost)
        self._late = lost if self._is_full() else np.zeros(len(before), dtype=bool)
        return result

    def _inactive(self) -> dict[str, Decimal]:
        late = self._late if self.rounds else np.zeros(len(self.worth), dtype=bool)
        return {name: self._sum((self.hands.holder == code) & ~late) for name, code in REASONS.items()}

    def _sum(self, chosen: NDArray[np.bool_]) -> Decimal:
        units = int((self.worth[chosen] * self.papers.counts[chosen]).sum())
        return Decimal(units).scaleb(-self.rules.decimals) if bool(self.split[chosen].any()) else Decimal(units // self.unit)
