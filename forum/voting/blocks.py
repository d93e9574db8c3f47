"""What the front page says of votes: those one can vote in now."""

from typing import Any

from flask import current_app

from forum.city.types import Block
from forum.kernel import clock, records
from forum.voting.queries import contests


def _votes() -> dict[str, Any] | None:
    found = contests.running(clock.now())
    names = {d.id: d.name for d in current_app.extensions["forum.places_now"]()["districts"]}
    return {"votes": found, "districts": names} if found else None


def _version() -> object:
    return records.clock(), clock.now().strftime("%Y-%m-%d %H:%M")


BLOCKS = (Block(10, "voting/block.html", _votes, _version),)
