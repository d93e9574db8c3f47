"""When a notice is mailed: at once, in a daily or a weekly letter, or never; and not in somebody's quiet hours. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from forum.kernel.words import N_

MORNING = 8
MONDAY = 0


class Rhythm(StrEnum):
    """How often somebody wants mail."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


RHYTHM_NAMES: dict[Rhythm, str] = {
    Rhythm.AT_ONCE: N_("At once, a mail for each"),
    Rhythm.DAILY: N_("Once a day, at eight in the morning"),
    Rhythm.WEEKLY: N_("Once a week, on Monday morning"),
    Rhythm.NEVER: N_("No mail; only what concerns the safety of my account"),
}


def due_at(rhythm: Rhythm, quiet: tuple[int, int] | None, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when a notice of this moment is mailed, None for never.

    `quiet`: from which hour to which hour of the city's clock nothing is sent; the first may be the later (22 to 7).
    """
    if rhythm is Rhythm.NEVER:
        return None
    there = now.astimezone(zone)
    when = there if rhythm is Rhythm.AT_ONCE else _next_morning(there)
    if rhythm is Rhythm.WEEKLY:
        when += timedelta(days=(MONDAY - when.weekday()) % 7)
    return _after_quiet(when, quiet).astimezone(now.tzinfo)


def _next_morning(there: datetime) -> datetime:
    morning = there.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return morning if morning > there else morning + timedelta(days=1)


def _after_quiet(when: datetime, quiet: tuple[int, int] | None) -> datetime:
    if quiet is None or quiet[0] == quiet[1]:
        return when
    start, end = quiet
    is_quiet = start <= when.hour < end if start < end else when.hour >= start or when.hour < end
    if not is_quiet:
        return when
    awake = when.replace(hour=end, minute=0, second=0, microsecond=0)
    return awake if awake > when else awake + timedelta(days=1)
