"""Scottish STV: the Scottish Local Government Elections Order 2007, rules 45 to 52.

Votes are whole numbers of a hundred-thousandth. One surplus at a time, the largest; each ballot passes on at its worth times surplus over votes,
cut off once at five decimals. Ties go by the last stage at which those concerned were unequal, then by lot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from forum.voting.tally.hands import Hands, Trail
from forum.voting.tally.papers import Papers
from forum.voting.tally.rounds import in_order, standing_at_first
from forum.voting.tally.rules import BadCase, Rules

UNIT, PLACES = 100_000, 5


@dataclass(frozen=True)
class Stage:
    """One stage. `action`: first count, the surplus of somebody, or somebody's exclusion. `excluded`: who is to go next."""

    number: int
    action: str
    candidate: str
    surplus: Decimal
    tally: Mapping[str, Decimal]
    non_transferable: Decimal
    elected: tuple[str, ...]
    excluded: tuple[str, ...]


@dataclass(frozen=True)
class Elected:
    """Who was elected, in that order, the quota, and every stage. `lots`: how many ties only the lot could settle."""

    winners: tuple[str, ...]
    quota: int
    stages: tuple[Stage, ...]
    lots: int


def count(papers: Papers, rules: Rules, trail: Trail | None = None) -> Elected:
    """Count, and return who is elected and every stage. Cost: distinct rankings, times stages at most."""
    if rules.seats < 1:
        raise BadCase("there should be at least one seat")
    return _Count(papers, rules, trail).run()


class _Count:
    def __init__(self, papers: Papers, rules: Rules, trail: Trail | None) -> None:
        self.papers, self.names, self.seats, self.lot = papers, papers.candidates, rules.seats, in_order(papers, rules)
        self.standing = standing_at_first(papers, rules)
        self.running = [n for n in range(len(self.names)) if self.standing[n]]
        self.hands = Hands(papers, self.standing, trail)
        self.worth = np.full(len(papers.counts), UNIT, dtype=np.int64)
        self.kept: dict[int, int] = {}
        self.winners: list[int] = []
        self.pending: list[int] = []
        self.history: list[dict[int, int]] = []
        self.stages: list[Stage] = []
        self.lots = 0
        self.valid = int(papers.counts[self.hands.holder >= 0].sum())
        self._blank = int(papers.counts[self.hands.holder < 0].sum()) * UNIT
        self.quota = (self.valid // (rules.seats + 1) + 1) * UNIT

    def run(self) -> Elected:
        self._stage("first", None, 0)
        while len(self.winners) < self.seats and (self.pending or self.next):
            if self.pending:
                self._surplus()
            else:
                self._exclusion()
        return Elected(tuple(self.names[n] for n in self.winners), self.quota // UNIT, tuple(self.stages), self.lots)

    def _surplus(self) -> None:
        votes = self.history[-1]
        most = max(votes[n] for n in self.pending)
        chosen = self._of_equals([n for n in self.pending if votes[n] == most], largest=True)
        surplus = votes[chosen] - self.quota
        mine = self.hands.holder == chosen
        self.worth[mine] = self.worth[mine] * surplus // votes[chosen]
        self.pending.remove(chosen)
        self.kept[chosen] = self.quota
        self.standing[chosen] = False
        self._pass_on()
        self._stage("surplus", chosen, surplus)

    def _exclusion(self) -> None:
        gone = self.next.pop()
        self.standing[gone] = False
        self.kept[gone] = 0
        self._pass_on()
        self._stage("exclusion", gone, 0)

    def _pass_on(self) -> None:
        # The elected take no more votes; those whose surplus waits keep what they have until then.
        takers = self.standing.copy()
        takers[self.winners] = False
        waiting = np.isin(self.hands.holder, self.pending)
        self.hands.move(takers, but=waiting)

    def _stage(self, action: str, candidate: int | None, surplus: int) -> None:
        sums = np.zeros(len(self.names), dtype=np.int64)
        held = self.hands.holder >= 0
        np.add.at(sums, self.hands.holder[held], self.worth[held] * self.papers.counts[held])
        votes = {n: self.kept.get(n, int(sums[n])) for n in self.running}
        self.history.append(votes)
        elected = self._elect(votes)
        self.next: list[int] = []
        there = [n for n in self.running if self.standing[n] and n not in self.winners]
        if len(self.winners) >= self.seats:
            self.next = there  # with every seat filled, whoever is left goes
        elif not self.pending and there:
            fewest = min(votes[n] for n in there)
            self.next = [self._of_equals([n for n in there if votes[n] == fewest], largest=False)]
        ended = self.hands.holder < 0
        lost = int((self.worth[ended] * self.papers.counts[ended]).sum()) - self._blank
        self.stages.append(Stage(
            len(self.stages) + 1, action, self.names[candidate] if candidate is not None else "", _decimal(surplus), {self.names[n]: _decimal(v) for n, v in votes.items()}, _decimal(lost),
            tuple(self.names[n] for n in elected), tuple(self.names[n] for n in self.next),
        ))  # fmt: skip

    def _elect(self, votes: dict[int, int]) -> list[int]:
        there = [n for n in self.running if self.standing[n] and n not in self.winners]
        if len(there) <= self.seats - len(self.winners):
            self.winners += there  # rule 52: the last vacancies are filled without another transfer
            return there
        found = sorted((n for n in there if votes[n] >= self.quota), key=lambda n: (votes[n], self.lot[n]), reverse=True)
        self.pending += found
        self.winners += found
        return found

    def _of_equals(self, among: Sequence[int], *, largest: bool) -> int:
        """Return whom a tie falls on: by the last stage at which they were unequal, then by lot."""
        tied = list(among)
        for votes in reversed(self.history[:-1]):
            if len(tied) == 1:
                break
            best = (max if largest else min)(votes[n] for n in tied)
            tied = [n for n in tied if votes[n] == best]
        if len(tied) > 1:
            self.lots += 1
        return min(tied, key=lambda n: self.lot[n])


def _decimal(units: int) -> Decimal:
    return Decimal(units).scaleb(-PLACES)


def as_json(result: Elected) -> dict[str, object]:
    """Return a result as the cases write it, numbers as decimal strings."""
    stages = []
    for s in result.stages:
        action: dict[str, str] = {"type": s.action}
        if s.candidate:
            action["candidate"] = s.candidate
        if s.action == "surplus":
            action["surplus"] = format(s.surplus, "f")
        stages.append({"stage": s.number, "action": action, "tally": {k: format(s.tally[k], "f") for k in sorted(s.tally)}, "non_transferable": format(s.non_transferable, "f"),
                       "elected": list(s.elected), "excluded": list(s.excluded)})  # fmt: skip
    return {"winners_set": sorted(result.winners), "stages": stages}
