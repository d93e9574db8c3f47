"""Five tries a day."""

from datetime import UTC, datetime, timedelta

from forum.residency import tries

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_four_tries_leave_one():
    made = [NOW - n * HOUR for n in range(4)]
    assert tries.locked(made, NOW) is None
    assert tries.wrong(made, NOW).values == {"left": 1}


def test_the_fifth_locks_until_a_day_after_the_first_of_them():
    made = [NOW - n * HOUR for n in range(5)]
    words = tries.locked(made, NOW)
    assert words is not None
    assert words.values == {"hours": 21}
    assert "last try" in str(tries.wrong(made, NOW))


def test_tries_of_yesterday_do_not_count():
    assert tries.locked([NOW - timedelta(hours=24)] * 9, NOW) is None
