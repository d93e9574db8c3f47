"""How a milestone stands today. Pure."""

from datetime import date

from forum.council.types import Pace


def pace(due_on: date, done_on: date | None, today: date, *, is_dropped: bool) -> Pace:
    """Return how a milestone stands. `due_on`: the day that was promised first, however often a report named a later one. One that was late and is done is done."""
    if is_dropped:
        return Pace.DROPPED
    if done_on is not None:
        return Pace.DONE
    return Pace.LATE if due_on < today else Pace.AHEAD


def whole(percents: list[int]) -> int:
    """Return how far a whole is, as the mean of its parts, rounded down so that nothing unfinished shows 100."""
    return sum(percents) // len(percents) if percents else 0
