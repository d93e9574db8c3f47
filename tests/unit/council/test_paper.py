"""What fits on a sheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.council import paper


@given(st.lists(st.lists(st.integers(0, 10**9), min_size=1, max_size=4), max_size=40))
def test_every_column_stands_in_one_strip_and_no_strip_is_wider_than_the_sheet(columns):
    found = paper.strips(columns)
    assert [n for first, end in found for n in range(first, end)] == list(range(len(columns)))
    for first, end in found:
        assert end - first == 1 or sum(max(len(str(c)) for c in column) for column in columns[first:end]) <= paper.ROOM
    sizes = [end - first for first, end in found]
    assert not sizes or max(sizes) - min(sizes) < len(sizes) + 1


def test_a_small_vote_keeps_its_titles_and_a_large_one_has_codes():
    assert not paper.is_wide([["106"] * 4] * 4)
    assert paper.strips([["106"] * 4] * 4) == [(0, 4)]
    assert paper.is_wide([["54321"] * 15] * 15)
    assert paper.strips([["54321"] * 15] * 15) == [(0, 8), (8, 15)]
    assert paper.strips([]) == []


@pytest.mark.parametrize(("words", "way"), [("For whom does the city build next?", "ltr"), ("آئی ۔ ۸", "rtl"), ("12 (no name)", "ltr"), ("<b>اردو</b> words", "rtl")])
def test_names_say_which_way_they_run(words, way):
    assert paper.directed(f"<p>x <bdi>{words}</bdi>, <bdi dir='auto'>y</bdi>") == f"<p>x <bdi dir=\"{way}\">{words}</bdi>, <bdi dir='auto'>y</bdi>"
