"""What is fixed when a vote is announced: one record, whose hash anybody can take again. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from forum.voting.types import OptionView


def declaration(facts: dict[str, Any], options: Sequence[OptionView], *, opens_at: datetime, closes_at: datetime) -> dict[str, Any]:
    """Return the record of a vote. `facts`: name, title, question, area, method, seats, ranks, publish, lot_commit, log, key."""
    return {
        "format": "city-vote-1", **facts,
        "opens_at": opens_at.isoformat(timespec="seconds"), "closes_at": closes_at.isoformat(timespec="seconds"),
        "options": [{"code": o.code, "title": o.title, "proposal": o.proposal_id} for o in options],
    }  # fmt: skip
