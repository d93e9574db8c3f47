"""A town with a vote, made through the product's own actions; its times are moved by hand, for votes go by the database's clock."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from forum.kernel import clock
from forum.kernel.db import db, transaction
from forum.kernel.rules import Role
from forum.proposals.actions import moving
from forum.proposals.types import Mover, Stage
from forum.voting.actions import announcing, casting, preparing
from forum.voting.actions.preparing import Plan
from forum.voting.keys import secrets
from forum.voting.models import Contest
from forum.voting.queries import contests
from forum.voting.types import Method, Publish
from tests.integration.proposals.conftest import NORTH, Town, town

__all__ = ["NORTH", "Polls", "polls", "town"]
TITLES = ("A park", "A school", "A library")


@dataclass
class Polls:
    """What votes of a test are made and moved with."""

    town: Town

    def plan(self, **more) -> Plan:
        now = clock.now()
        usual = {"title": "The empty plot", "question": "What comes to the empty plot?", "source": "It is **ours**.", "district_id": None, "method": Method.IRV, "seats": 1, "ranks": 3, "publish": Publish.PATHS,
                 "opens_at": now + timedelta(hours=1), "closes_at": now + timedelta(days=7), "titles": TITLES}  # fmt: skip
        return Plan(**{**usual, **more})

    def prepare(self, once: str = "", **more) -> str:
        with transaction():
            return preparing.prepare(self.plan(**more), once=once or f"once-{more.get('title', '')}{more.get('method', '')}"[:40], actor=self.town.actor("officer"), now=clock.now())

    def announce(self, **more) -> str:
        name = self.prepare(**more)
        with transaction():
            announcing.announce(name, actor=self.town.actor("officer"), now=clock.now(), secrets=secrets())
        return name

    def shift(self, name: str, *, opens: int = -60, closes: int = 3600) -> int:
        """Move the dates, in seconds from now, and note that it is open when it is."""
        with transaction():
            row = contests.prepared(name)
            row.opens_at, row.closes_at = clock.now() + timedelta(seconds=opens), clock.now() + timedelta(seconds=closes)
            number = row.id
        with transaction():
            announcing.open_contest(number, now=clock.now())
        return number

    def open(self, **more) -> str:
        name = self.announce(**more)
        self.shift(name)
        return name

    def cast(self, name: str, who: str, *ranking: int, once: str = "once", nonce: bytes | None = None):
        with transaction():
            return casting.cast(contests.prepared(name).id, ranking, nonce=nonce, once=once, actor=self.town.actor(who), now=clock.now(), secrets=secrets())

    def close(self, name: str) -> Contest:
        from forum.voting import jobs
        self.shift(name, opens=-120, closes=-1)
        jobs.keep_time()
        db.session.expire_all()
        return contests.prepared(name)

    def review(self, title: str, who: str = "ayesha") -> int:
        """Publish a proposal and take it to review."""
        number = self.town.publish(who, title)
        with transaction():
            moving.move_stage(moving.locked(number), Stage.UNDER_REVIEW, by=Mover.SUPPORT, person_id=None, now=clock.now())
        return number


@pytest.fixture
def polls(town) -> Polls:
    town.add("second", Role.OFFICER)
    return Polls(town)
