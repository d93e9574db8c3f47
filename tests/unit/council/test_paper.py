"""What fits on a sheet."""

import re

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.council import dossier, paper
from forum.kernel.text import TAGS, render


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


def dossier_of(*, sections=(), arguments=0, questions=0, letters=700):
    said = [{"comment": n, "html": "<p>" + "words " * (letters // 6) + "</p>"} for n in range(arguments + questions)]
    return {"proposal": {"html": {str(n): html for n, html in enumerate(sections)}}, "arguments": said[:arguments], "questions": said[arguments:], "recommendations": said[:arguments], "asked": []}


def test_a_long_text_is_read_by_its_first_paragraphs_or_words():
    assert paper.beginning("<p>Short.</p>") is None
    paragraphs = "\n".join(f"<p>{'words ' * 100}no. {n}</p>" for n in range(60))
    assert paper.beginning(paragraphs) == "\n".join(f"<p>{'words ' * 100}no. {n}</p>" for n in range(2))
    one = paper.beginning("<p><strong>" + "words &amp; " * 900 + "</strong></p>")
    assert one.startswith("<p><strong>words &amp; words")
    assert one.endswith(" …</strong></p>")
    assert paper.beginning("<p>a&amp;&amp;bc</p>", 2) == "<p>a&amp; …</p>"
    assert paper.beginning("<p>" + "w" * 5_000 + "</p>", 100) == "<p>" + "w" * 100 + " …</p>"


@given(st.text(alphabet="ab <>&*_`[]()#-1.\n|سا", max_size=600), st.integers(1, 200))
def test_the_beginning_of_clean_words_is_clean_and_no_longer_than_asked(words, most):
    html = render(words).html
    made = paper.beginning(html, most)
    if made is not None:
        assert nh3.clean(made, tags=set(TAGS), attributes={"a": {"href", "title"}, "ol": {"start"}}, link_rel="nofollow ugc noopener") == made
        assert len("".join(re.sub(r"<[^>]*>|&[a-z#0-9]+;", "", made).split())) <= most + 1


def test_however_much_is_said_it_reads_in_about_ten_minutes():
    section = "<p>" + "words " * 6_600 + "</p>"
    made = dossier_of(sections=[section] * 7, arguments=18, questions=20)
    room = paper.measure(made)
    assert (room.section, room.comment) == (paper.TEXT // 7, paper.SPOKEN // 38)
    assert paper.minutes(made) <= 10
    assert paper.minutes(dossier_of(sections=[section])) == 2
    assert paper.measure(dossier_of(sections=["<p>Short.</p>"], arguments=2)) == paper.Measure(paper.SECTION, dossier.BRIEF)
    assert paper.minutes(dossier_of()) == 1
