"""The city's clock: whole days of the city, over changes of the hour, weekends and holidays."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.council import deadlines
from forum.council.deadlines import Step
from forum.council.types import Calendar, OfficeRecord

KARACHI, MADRID, AUCKLAND = ZoneInfo("Asia/Karachi"), ZoneInfo("Europe/Madrid"), ZoneInfo("Pacific/Auckland")
PLAIN = Calendar(weekend=())


def test_sixty_days_end_when_the_sixtieth_day_ends_in_the_city():
    received = datetime(2026, 5, 1, 20, 30, tzinfo=UTC)  # half past one at night of the 2nd in Karachi
    day = deadlines.due_day(received, 60, PLAIN, KARACHI)
    assert day == date(2026, 7, 1)
    assert deadlines.end_of(day, KARACHI) == datetime(2026, 7, 1, 19, 0, tzinfo=UTC)


@pytest.mark.parametrize(("received", "zone"), [(datetime(2026, 3, 1, 12, tzinfo=UTC), MADRID), (datetime(2026, 10, 1, 12, tzinfo=UTC), MADRID), (datetime(2026, 9, 1, 12, tzinfo=UTC), AUCKLAND)])
def test_a_change_of_the_hour_takes_nobodys_day(received, zone):
    day = deadlines.due_day(received, 60, PLAIN, zone)
    assert (day - received.astimezone(zone).date()).days == 60
    end = deadlines.end_of(day, zone).astimezone(zone)
    assert (end.hour, end.minute, end.date()) == (0, 0, day + timedelta(days=1))


def test_a_free_day_passes_the_answer_on_to_the_next_working_day():
    saturday = date(2026, 11, 28)
    assert deadlines.working_day(saturday, Calendar()) == date(2026, 11, 30)
    assert deadlines.working_day(saturday, Calendar(holidays=frozenset({date(2026, 11, 30), date(2026, 12, 1)}))) == date(2026, 12, 2)
    assert deadlines.working_day(saturday, Calendar(weekend=tuple(range(7)))) == saturday


@given(st.integers(0, 14 * 365 * 24).map(lambda hours: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)), st.integers(5, 365), st.sampled_from([KARACHI, MADRID, AUCKLAND]))
def test_the_due_day_is_never_early_never_free_and_comes_back_from_its_moment(received, days, zone):
    day = deadlines.due_day(received, days, Calendar(), zone)
    assert days <= (day - received.astimezone(zone).date()).days <= days + 2
    assert day.weekday() not in Calendar().weekend
    assert deadlines.day_of(deadlines.end_of(day, zone), zone) == day


def test_reminders_are_owed_on_their_days_and_only_the_latest():
    due_at = deadlines.end_of(date(2026, 12, 31), KARACHI)
    at = {days: datetime(2026, 12, 31, 9, tzinfo=KARACHI) - timedelta(days=days) for days in (15, 14, 4, 3, 1, 0)}
    assert [deadlines.step_owed(due_at, at[d], KARACHI) for d in (15, 14, 4, 3, 1, 0)] == [Step.NONE, Step.EARLY, Step.EARLY, Step.SOON, Step.SOON, Step.TODAY]
    assert deadlines.step_owed(due_at, due_at - timedelta(seconds=1), KARACHI) is Step.TODAY
    assert deadlines.step_owed(due_at, due_at, KARACHI) is Step.OVERDUE


@pytest.mark.parametrize(("days", "middle"), [((), None), ((1, 5, 9), 5), ((1, 2, 3, 100), 2)])
def test_the_middle_value(days, middle):
    assert OfficeRecord(1, len(days), 0, 0, 0, 0, days).median_days == middle
