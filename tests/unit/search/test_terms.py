"""Words become terms; pieces put together are the text again."""

from hypothesis import given
from hypothesis import strategies as st

from forum.search.snippets import mark, snippet
from forum.search.terms import likeness, stem, typed, words


@given(st.text(max_size=400), st.text(max_size=40))
def test_marking_loses_and_adds_nothing(text, asked):
    assert "".join(piece for piece, _ in mark(text, typed(asked))) == text


@given(st.text(max_size=3000), st.text(max_size=40))
def test_a_snippet_is_short(text, asked):
    assert len("".join(piece for piece, _ in snippet(text, typed(asked)))) <= 230


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_a_share_and_looks_both_ways(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)


def test_stems():
    assert {stem(w) for w in ("crossing", "crossings", "crossed")} == {"cross"}
    assert {stem(w) for w in ("درخت", "درختوں", "درختیں")} == {"درخت"}
    assert stem("ات") == "ات"


def test_a_sector_is_one_word():
    assert words("G-9, g-9 and G9; F-7/2") == ["g9", "g9", "and", "g9", "f7", "2"]


def test_the_last_word_may_be_unfinished():
    assert [t.is_prefix for t in typed("safe cro")] == [False, True]
    assert [t.is_prefix for t in typed("safe cro ")] == [False, False]
