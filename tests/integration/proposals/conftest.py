"""A town whose people propose: residents of two districts, staff, and proposals made through the product's own actions."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from forum.accounts.models import Person
from forum.kernel import clock, worker
from forum.kernel.db import db, transaction
from forum.kernel.hashing import sha256_hex
from forum.kernel.ids import new_public_id, slug
from forum.kernel.rules import Actor, Grant, Role
from forum.proposals.actions import drafting, publishing, rules
from forum.proposals.queries import writing
from forum.proposals.types import Kind
from forum.residency.actions import confirming, handing_out
from forum.residency.models import Residency
from forum.residency.types import Method
from tests.support.city import NOWHERE, Somebody, sign_in_as, somebody

NORTH, SOUTH = 1, 2
TEXT = {"problem": "The pipe bursts.\n\nEvery summer again.", "measure": "Replace it.\n\nWhole.", "cost": "Little.", "area": "", "evidence": "", "topics": [1]}


@dataclass
class Town:
    """People by name, and what they can do."""

    app: Flask
    people: dict[str, Somebody] = field(default_factory=dict)
    grants: dict[str, tuple[Role, ...]] = field(default_factory=dict)

    def add(self, name: str, *roles: Role, district: int | None = None) -> Somebody:
        who = somebody(f"{name} Tester", *roles)
        self.people[name], self.grants[name] = who, roles
        if district:
            with transaction():
                confirming.confirm(who.id, district_id=district, method=Method.INVITATION, proof=sha256_hex(name), by=None, now=clock.now())
        return who

    def crowd(self, count: int, district: int) -> list[str]:
        """Add many residents of a district at once, and return their names."""
        names, now = [f"neighbour {len(self.people) + n}" for n in range(count)], clock.now()
        with transaction():
            rows = [Person(public_id=new_public_id(12), handle=slug(name, fallback="x"), name=name, name_skeleton=name, joined_at=now) for name in names]
            db.session.add_all(rows)
            db.session.flush()
            db.session.add_all(Residency(person_id=p.id, district_id=district, method=Method.INVITATION, proof_hash=sha256_hex(p.name), confirmed_at=now, valid_until=now + timedelta(days=99)) for p in rows)
            self.people |= {p.name: Somebody(p.id, p.public_id, p.handle, "") for p in rows}
            self.grants |= dict.fromkeys(names, ())
        return names

    def actor(self, name: str) -> Actor:
        who = self.people[name]
        return Actor(person=who.id, handle=who.handle, email_confirmed=True, grants=frozenset(Grant(r) for r in self.grants[name]))

    def browser(self, name: str):
        return sign_in_as(self.app, self.people[name])

    def draft(self, name: str = "ayesha", title: str = "Repair the water pipe", kind: Kind = Kind.CITIZEN, **content: Any) -> int:
        actor, now = self.actor(name), clock.now()
        with transaction():
            number = drafting.start_draft(kind, title=title, once=f"{name}{title}"[:40], actor=actor, now=now)
            text = {"title": title, "district": None, **TEXT, **content}
            drafting.save_text(number, text, revision=writing.working_text(number).revision, actor=actor, now=now)
        return number

    def publish(self, name: str = "ayesha", title: str = "Repair the water pipe", **more: Any) -> int:
        number = self.draft(name, title, **more)
        with transaction():
            publishing.publish(number, reason="", is_substantial=True, actor=self.actor(name), now=clock.now())
        return number

    def change(self, number: int, name: str = "ayesha", *, reason: str = "Made it clearer", is_substantial: bool = True, **content: Any) -> int:
        with transaction():
            working = writing.working_text(number)
            drafting.save_text(number, {**working.content, **content}, revision=working.revision, actor=self.actor(name), now=clock.now())
            return publishing.publish(number, reason=reason, is_substantial=is_substantial, actor=self.actor(name), now=clock.now())

    def notices(self, name: str) -> list[str]:
        from forum.notifications import queries as notifications
        worker.drain()
        return [str(n.sentence) for n in notifications.inbox(self.people[name].id) if "/proposals" in n.path]


@pytest.fixture
def town(app, context) -> Town:
    made = Town(app)
    with transaction():
        handing_out.switch_method(Method.INVITATION.value, on=True, actor=NOWHERE, now=clock.now())
        for area, threshold in ((0, 4), (NORTH, 3), (SOUTH, 2)):
            rules.set_rule(area, threshold=threshold, days=90, actor=NOWHERE, now=clock.now())
    for name in ("ayesha", "bilal", "mariam", "usman"):
        made.add(name, district=NORTH)
    made.add("tahir", district=SOUTH)
    made.add("nobody")  # has not confirmed a district
    made.add("officer", Role.OFFICER)
    made.add("moderator", Role.MODERATOR)
    made.add("admin", Role.ADMINISTRATOR)
    return made
