"""How a milestone and a session stand today. Pure."""

from datetime import date, datetime

from forum.council.types import Pace, SessionState


def pace(due_on: date, done_on: date | None, today: date, *, is_dropped: bool) -> Pace:
    """Return how a milestone stands. `due_on`: the day that was promised first, however often a report named a later one. One that was late and is done is done."""
    if is_dropped:
        return Pace.DROPPED
    if done_on is not None:
        return Pace.DONE
    return Pace.LATE if due_on < today else Pace.AHEAD


def meeting(state: str, starts_at: datetime, ends_at: datetime, now: datetime) -> SessionState:
    """Return how a session stands: what is kept of it is only whether it was cancelled."""
    if state == SessionState.CANCELLED:
        return SessionState.CANCELLED
    return SessionState.PLANNED if now < starts_at else SessionState.RUNNING if now < ends_at else SessionState.HELD


def whole(percents: list[int]) -> int:
    """Return how far a whole is, as the mean of its parts, rounded down so that nothing unfinished shows 100."""
    return sum(percents) // len(percents) if percents else 0
