"""When a notice is mailed, on the city's clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from forum.notifications.rhythm import Rhythm, due_at

CITY = ZoneInfo("Asia/Karachi")  # five hours ahead


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=CITY)


@pytest.mark.parametrize(
    ("rhythm", "quiet", "now", "due"),
    [
        (Rhythm.AT_ONCE, None, "2026-11-23 23:30", "2026-11-23 23:30"),
        (Rhythm.AT_ONCE, (22, 7), "2026-11-23 23:30", "2026-11-24 07:00"),
        (Rhythm.AT_ONCE, (22, 7), "2026-11-24 06:59", "2026-11-24 07:00"),
        (Rhythm.AT_ONCE, (22, 7), "2026-11-24 07:00", "2026-11-24 07:00"),
        (Rhythm.AT_ONCE, (12, 14), "2026-11-24 13:10", "2026-11-24 14:00"),
        (Rhythm.AT_ONCE, (9, 9), "2026-11-24 09:10", "2026-11-24 09:10"),
        (Rhythm.DAILY, None, "2026-11-24 07:59", "2026-11-24 08:00"),
        (Rhythm.DAILY, None, "2026-11-24 08:00", "2026-11-25 08:00"),
        (Rhythm.DAILY, (22, 10), "2026-11-24 12:00", "2026-11-25 10:00"),
        (Rhythm.WEEKLY, None, "2026-11-23 07:00", "2026-11-23 08:00"),
        (Rhythm.WEEKLY, None, "2026-11-23 09:00", "2026-11-30 08:00"),
        (Rhythm.WEEKLY, None, "2026-11-29 20:00", "2026-11-30 08:00"),
    ],
)
def test_it_is_mailed_when_somebody_wants_it(rhythm, quiet, now, due):
    assert due_at(rhythm, quiet, at(now).astimezone(UTC), CITY) == at(due)


def test_never_is_never():
    assert due_at(Rhythm.NEVER, None, at("2026-11-24 12:00"), CITY) is None
