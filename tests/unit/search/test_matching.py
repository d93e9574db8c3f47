"""Words are found as people type them."""

import pytest

from forum.search.matching import fold, matches


@pytest.mark.parametrize(("typed", "text", "expected"), [
    ("tran", "Transport", True), ("TRANS", "transport", True), ("port", "Transport", False), ("tree park", "Parks and trees", True),
    ("jose", "José", True), ("پانی", "پانی", True), ("پاني", "پانی", True), ("كراچي", "کراچی", True), ("g 9", "G-9", True), ("x", "", False),
])
def test_matching(typed, text, expected):
    assert matches(fold(typed), text) is expected
