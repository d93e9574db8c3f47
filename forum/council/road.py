"""The way of a case as a line of stations, for a picture. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.council.types import ACCEPTING, Verdict, Work
from forum.kernel.words import N_

STATIONS = {"received": N_("Received"), "assigned": N_("With an office"), "answered": N_("Answered"), "doing": N_("Under way"), "done": N_("Done")}


@dataclass(frozen=True)
class Station:
    """A station of the road: `state` is done, now or next; `at`: when it was reached."""

    name: str
    state: str
    at: datetime | None = None


def road(*, received_at: datetime, assigned_at: datetime | None, answered_at: datetime | None, verdict: Verdict | None, works: Sequence[Work], is_finished: bool) -> list[Station]:
    """Return the stations of a case. What was not accepted ends where it was answered."""
    reached = [("received", True, received_at), ("assigned", assigned_at is not None or answered_at is not None, assigned_at), ("answered", answered_at is not None, answered_at)]
    if verdict is None or verdict in ACCEPTING:
        reached += [("doing", is_finished, None), ("done", is_finished, None)]
    first = next((n for n, (_, is_there, _) in enumerate(reached) if not is_there), len(reached))
    is_moving = first < 3 or bool(works)
    return [Station(name, "done" if is_there else "now" if n == first and is_moving else "next", at) for n, (name, is_there, at) in enumerate(reached)]
