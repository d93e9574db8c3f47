"""What the front page says of the council: what is overdue, and what was answered last."""

from typing import Any

from forum.city.types import Block
from forum.council.queries import cases, decisions
from forum.council.types import VERDICT_NAMES, Verdict
from forum.kernel import clock, records


def _answers() -> dict[str, Any] | None:
    late, done = cases.front(clock.now())
    if not late and not done:
        return None
    return {"late": late, "done": done, "latest": decisions.latest([c.id for c in done]), "VERDICT_NAMES": VERDICT_NAMES, "Verdict": Verdict}


def _version() -> object:
    return records.clock()


BLOCKS = (Block(25, "council/block.html", _answers, _version),)
