"""A town whose people propose: residents of two districts, staff, and proposals made through the product's own actions."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask

from forum.kernel import clock, worker
from forum.kernel.db import transaction
from forum.kernel.hashing import sha256_hex
from forum.kernel.rules import Actor, Grant, Role
from forum.proposals.actions import drafting, publishing, rules
from forum.proposals.queries import writing
from forum.proposals.types import Kind
from forum.residency.actions import confirming, handing_out
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
