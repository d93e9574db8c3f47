"""Wilson's lower bound: few marks promise little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.discussions.ranking import score

COUNTS = st.integers(0, 100_000)


@pytest.mark.parametrize(("helpful", "unhelpful", "expected"), [(0, 0, 0), (1, 0, 378_416), (5, 0, 752_736), (80, 20, 743_955), (0, 9, 0)])
def test_known_values(helpful, unhelpful, expected):
    """Computed by hand from the formula with z = 1.2816."""
    assert score(helpful, unhelpful) == pytest.approx(expected, abs=700)


@given(COUNTS, COUNTS)
def test_it_is_a_share(helpful, unhelpful):
    assert 0 <= score(helpful, unhelpful) <= 1_000_000


@given(COUNTS, COUNTS)
def test_another_helpful_mark_never_harms_and_another_unhelpful_one_never_helps(helpful, unhelpful):
    assert score(helpful + 1, unhelpful) >= score(helpful, unhelpful) >= score(helpful, unhelpful + 1)


@given(st.integers(1, 1000), st.integers(0, 1000), st.integers(2, 20))
def test_the_same_share_of_more_marks_stands_higher(helpful, unhelpful, times):
    assert score(helpful * times, unhelpful * times) >= score(helpful, unhelpful)
