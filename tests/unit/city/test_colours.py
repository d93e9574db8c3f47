"""Contrast as WCAG defines it, against its own published extremes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.city import colours


def test_black_on_white_is_twenty_one_to_one_and_white_on_white_is_one():
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#ffffff", "#ffffff") == 1


def test_the_grey_at_the_limit():
    assert colours.is_readable("#767676")
    assert not colours.is_readable("#777777")


@pytest.mark.parametrize("text", ["", "red", "#fff", "#12345g", "#0B6E4F", "url(x)", "#0b6e4f;}"])
def test_what_is_no_colour_is_refused(text):
    assert not colours.is_readable(text)


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_any_colour_has_a_reading_on_the_dark_page(accent):
    assert colours.contrast(colours.for_dark(accent), "#10171a") >= 7
