"""People's words become clean HTML: the allow-list holds, and harmless words survive."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.rules_inline import linkify

from forum.kernel import text
from forum.kernel.errors import TooLarge
from forum.kernel.text import ATTRIBUTES, TAGS, one_line, render

CORPUS = (Path(__file__).parent.parent.parent / "cases" / "hostile_text" / "strings.txt").read_text(encoding="utf-8").split("\n%%\n")


class Allowed(HTMLParser):
    """Fails on any tag, attribute or address that is not on the list."""

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in [*ATTRIBUTES.get(tag, []), "rel"], (tag, name)
            if name == "href":
                assert value.lower().startswith(("http://", "https://", "mailto:", "/")), value
                assert not value.startswith("//"), value


@pytest.mark.parametrize("source", CORPUS, ids=range(len(CORPUS)))
def test_nothing_outside_the_allow_list_comes_through(source):
    Allowed().feed(render(source).html)


@given(st.text(alphabet=st.sampled_from("<>\"'&=/ \n`*_[]()#!:;@-javscriptonloadhfmgu0\u202e\u200b"), max_size=200))
def test_nor_out_of_any_mixture_of_its_letters(source):
    Allowed().feed(render(source).html)


def test_links_are_marked_and_open_no_door():
    html = render("[x](https://a.example) and https://b.example").html
    assert html.count('rel="nofollow ugc noopener"') == 2
    assert "target" not in html


def test_mentions_are_found_once_each_and_only_where_they_are_ones():
    assert render("@ayesha-khan and @ayesha-khan, @bilal-ahmed; not a@b-c.org, not `@code-it`").mentions == ("ayesha-khan", "bilal-ahmed")


def test_headings_stay_below_the_pages_own():
    assert "<h1" not in render("# One\n\n## Two").html
    assert "<h3>One</h3>" in render("# One").html
    assert render("## A\n\n#### B\n\n## C", top=2).html == "<h2>A</h2>\n<h3>B</h3>\n<h2>C</h2>\n"


def test_raw_html_is_shown_not_obeyed():
    assert "&lt;b&gt;" in render("<b>bold</b>").html


def test_deep_nesting_ends():
    html = render(">" * 5000 + " deep").html
    assert html.count("<blockquote>") <= 20


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["http://a.example", "https://b.example/x_y", "a://", "www.c.example", ":", "://", "x" * 70, "http:", "*", "_", "`", "[", "](", ")", " ", "\n", "@someone", "پانی", "ftp://d.example"]), max_size=60))
def test_links_are_found_as_the_library_finds_them(parts):
    words, usual = "".join(parts) * 3, text._make()
    usual.inline.ruler.at("linkify", linkify)
    assert text._markdown.render(words, {"mentions": [], "top": 3}) == usual.render(words, {"mentions": [], "top": 3})


def test_each_link_is_looked_for_near_itself_however_much_stands_before_it(monkeypatch):
    seen = []
    monkeypatch.setattr(text, "linkify", lambda state, silent: seen.append(len(state.pending)) or linkify(state, silent))
    made = text._make().render("http://a." * 3_000, {"mentions": [], "top": 3})
    assert made
    assert len(seen) > 1_000
    assert max(seen) <= 256 + len("http://a.")


def test_too_long_is_said_in_numbers():
    with pytest.raises(TooLarge, match="200001"):
        render("x" * 200_001)


@pytest.mark.parametrize(("typed", "shown"), [
    ("  Ayesha \n Khan\t", "Ayesha Khan"), ("A\u202ednim\u202c", "Adnim"), ("Ali\u200b\u00adRaza", "AliRaza"), ("عائشہ خان", "عائشہ خان"),
    ("می\u200cخواهم", "می\u200cخواهم"),
])
def test_a_title_is_one_line_without_tricks_and_joiners_that_urdu_needs_stay(typed, shown):
    assert one_line(typed) == shown
