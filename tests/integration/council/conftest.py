"""A town whose council answers: a proposal under review, an office, members, and what they do through the product's own actions."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from forum.accounts.models import Person, Standing
from forum.city import actions as city
from forum.council.actions import deciding, receiving, setting_up
from forum.council.drafts import Draft
from forum.council.queries import cases, decisions
from forum.council.types import Choice, Verdict
from forum.discussions.actions import commenting
from forum.discussions.types import Stance
from forum.kernel import clock, letters, worker
from forum.kernel.db import db, transaction
from forum.kernel.rules import Role
from forum.proposals.actions import moving
from forum.proposals.models import Endorsement
from forum.proposals.queries import reading
from forum.proposals.types import SUBJECT, Mover, Stage
from tests.integration.proposals.conftest import NORTH, SOUTH, Town, town
from tests.integration.voting.conftest import Polls
from tests.support.city import NOWHERE

__all__ = ["NORTH", "Chamber", "chamber", "town"]


@dataclass
class Chamber:
    """What the council of a test is run with."""

    town: Town
    polls: Polls = field(init=False)

    def __post_init__(self) -> None:
        self.polls = Polls(self.town)

    def case(self, title: str = "Repair the water pipe") -> int:
        """Publish a proposal, take it to review, and return its case."""
        number = self.polls.review(title)
        worker.drain()
        db.session.expire_all()
        found = cases.of_proposal(number)
        assert found is not None
        return found.id

    def crowds(self) -> list[list[str]]:
        """Add a crowd to each of four districts, two of them new: 64, 61, 40 and 40 people live there then. Return their names."""
        with transaction():
            for name in ("East", "West"):
                city.add_district(name={"en": name}, actor=NOWHERE, now=clock.now())
        return [self.town.crowd(count, district) for count, district in ((60, NORTH), (60, SOUTH), (40, 3), (40, 4))]

    def received(self, crowds: list[list[str]], endorsed: tuple[int, ...], *, professionals: int = 0) -> int:
        """Publish a proposal that so many of each crowd endorse (the last ones are professionals), take it to review, and return its case."""
        about, now = self.town.publish("ayesha", "Mend the bridge"), clock.now()
        people = [(self.town.people[who], area) for area, (crowd, count) in enumerate(zip(crowds, endorsed, strict=True), start=1) for who in crowd[:count]]
        with transaction():
            db.session.add_all(Endorsement(proposal_id=about, person_id=p.id, version_number=1, district_id=area, at=now) for p, area in people)
            db.session.add(Endorsement(proposal_id=about, person_id=self.town.people["tahir"].id, version_number=1, district_id=SOUTH, at=now, withdrawn_at=now))
            names = {p.id: p.name for p in db.session.scalars(select(Person))}
            for n, (p, _) in enumerate(people[len(people) - professionals :], start=1):
                db.session.add(Standing(claim_id=n, person_id=p.id, name=names[p.id], kind="degree", title="Engineer", body="A university", field_id=1, checked_at=now, valid_until=now + timedelta(days=9)))
            reading.row(about).support = len(people)
        with transaction():
            moving.move_stage(moving.locked(about), Stage.UNDER_REVIEW, by=Mover.SUPPORT, person_id=None, now=clock.now())
        worker.drain()
        db.session.expire_all()
        found = cases.of_proposal(about)
        assert found is not None
        return found.id

    def argue(self, case_id: int, who: str, words: str, stance: Stance) -> int:
        about = cases.case(case_id).proposal_id
        with transaction():
            return commenting.post_comment(SUBJECT, about, words=words, stance=stance, once=f"{who}{words}"[:40], actor=self.town.actor(who), now=clock.now())

    def office(self, name: str = "Water office", *people: str) -> int:
        with transaction():
            return setting_up.set_office(None, name={"en": name}, handles=[self.town.people[p].handle for p in people], actor=NOWHERE, now=clock.now())

    def draft(self, **more: Any) -> Draft:
        usual = {"verdict": Verdict.ACCEPT, "resolution": "The pipe is replaced before summer.", "reasons": "It bursts every year, and costs more each time.", "departure": "", "decided_on": clock.now().astimezone(letters.zone()).date(), "votes": {self.town.people["nadia"].id: Choice.FOR}}  # fmt: skip
        return Draft(**{**usual, **more})

    def decide(self, case_id: int, *, corrects: int | None = None, once: str = "", **more: Any) -> int:
        points = {a.comment_id: "We looked into this, and it is so." for a in decisions.strongest(cases.case(case_id).proposal_id)}
        draft = self.draft(**{"points": points, **more})
        with transaction():
            return deciding.publish(case_id, draft, corrects=corrects, once=once or f"d{case_id}{corrects}{draft.verdict}", actor=self.town.actor("officer"), now=clock.now())

    def shift(self, case_id: int, days: float) -> None:
        """Move a case's due moment to so many days from now."""
        with transaction():
            row = receiving.locked(case_id)
            row.due_at = clock.now() + timedelta(days=days)

    def told(self, name: str) -> list[str]:
        from forum.notifications import queries as notifications
        worker.drain()
        return [str(n.sentence) for n in notifications.inbox(self.town.people[name].id) if "council" in n.path]


@pytest.fixture
def chamber(town) -> Chamber:
    town.add("second", Role.OFFICER)
    town.add("nadia", Role.COUNCIL_MEMBER)
    town.add("kamran", Role.COUNCIL_MEMBER)
    return Chamber(town)
