"""When the city must answer, by its own calendar. Pure.

A day is a day in the city: an answer is due before the end of the day that is so many days after the one on which the proposal was
received, or of the next working day when that one is free. Zone rules make such days 23 or 25 hours long twice a year; nobody loses any.
"""

from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from forum.council.types import Calendar

REMIND_BEFORE = (14, 3, 0)
"""Days before the due day on which those responsible are reminded."""


class Step(IntEnum):
    """How far the reminders of a case have come. Each is sent once, and only the latest when several are owed."""

    NONE = 0
    EARLY = 1
    SOON = 2
    TODAY = 3
    OVERDUE = 4


def working_day(day: date, calendar: Calendar) -> date:
    """Return the day, or the next that is neither weekend nor holiday. A calendar without any working day returns the day itself."""
    for ahead in range(400):
        found = day + timedelta(days=ahead)
        if found.weekday() not in calendar.weekend and found not in calendar.holidays:
            return found
    return day


def due_day(received_at: datetime, days: int, calendar: Calendar, zone: ZoneInfo) -> date:
    """Return the last day on which an answer is in time."""
    return working_day(received_at.astimezone(zone).date() + timedelta(days=days), calendar)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the moment a day of the city ends: when the next begins."""
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)


def day_of(due_at: datetime, zone: ZoneInfo) -> date:
    """Return the due day of a moment made by `end_of`."""
    return (due_at - timedelta(seconds=1)).astimezone(zone).date()


def step_owed(due_at: datetime, now: datetime, zone: ZoneInfo) -> Step:
    """Return the reminder that is owed by now, the latest of them."""
    if now >= due_at:
        return Step.OVERDUE
    left = (day_of(due_at, zone) - now.astimezone(zone).date()).days
    return max((step for step, days in zip((Step.EARLY, Step.SOON, Step.TODAY), REMIND_BEFORE, strict=True) if left <= days), default=Step.NONE)


def whole_days(length: timedelta) -> int:
    """Return a length in days, rounded to the nearest."""
    return (length + timedelta(hours=12)) // timedelta(days=1)


def days_taken(received_at: datetime, answered_at: datetime, zone: ZoneInfo) -> int:
    """Return how many days an answer took, by the city's calendar days."""
    return (answered_at.astimezone(zone).date() - received_at.astimezone(zone).date()).days
