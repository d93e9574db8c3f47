"""Full-text search: the same relevance cases on both databases, safe snippets, an index that follows what is kept."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forum.kernel.db import transaction
from forum.search import actions, queries
from forum.search.types import Document

CASES = json.loads((Path(__file__).parent.parent.parent / "cases" / "search" / "relevance.json").read_text(encoding="utf-8"))
AT = datetime(2026, 3, 1, tzinfo=UTC)


def put(number, title, text, kind="thing"):
    actions.keep(Document(kind, number, title, text, f"/{kind}s/{number}", AT))


@pytest.fixture
def filled(context):
    context.extensions["forum.search_kinds"]["thing"] = "Things"
    with transaction():
        for d in CASES["documents"]:
            put(d["id"], d["title"], d["text"])
    return context


def ids(words, **more):
    return [f.subject_id for f in queries.found(words, **more)]


def test_every_relevance_case(filled):
    faults = []
    for case in CASES["queries"]:
        there = ids(case["q"])
        if case.get("first") and there[:1] != [case["first"]]:
            faults.append((case["q"], "first", there))
        if not set(case["also"]) <= set(there) or set(there) & set(case.get("never", [])):
            faults.append((case["q"], there))
    assert not faults, faults


def test_pieces_put_together_are_the_text_and_only_what_was_looked_for_is_marked(filled):
    found = queries.found("library flood")[0]
    assert "".join(p for p, _ in found.title) == "Reopen the women's library in F-7"
    assert [p for p, hit in (*found.title, *found.snippet) if hit] == ["library", "flood"]


def test_a_snippet_with_markup_in_it_stays_text(filled):
    page = filled.test_client().get("/search?q=flood").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<mark>flood</mark>" in page


def test_a_long_text_is_shown_where_it_fits(context):
    with transaction():
        put(1, "Long", "beginning " * 400 + "the tramway is here " + "end " * 400)
    snippet = queries.found("tramway")[0].snippet
    text = "".join(p for p, _ in snippet)
    assert ("tramway", True) in snippet
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert len(text) < 300


def test_what_is_kept_anew_is_found_by_its_new_words_only(filled):
    with transaction():
        put(4, "A tram to the airport", "Rails.")
    assert ids("night") == []
    assert ids("tram") == [4]


def test_what_is_forgotten_is_not_found(filled):
    with transaction():
        actions.forget("thing", 4)
        actions.forget("thing", 4)
        actions.forget("thing", 999)
    assert ids("night") == []


def test_kinds_are_kept_apart(filled):
    with transaction():
        put(4, "Night watch", "Another kind.", kind="other")
    assert {(f.kind, f.subject_id) for f in queries.found("night")} == {("thing", 4), ("other", 4)}
    assert [(f.kind, f.subject_id) for f in queries.found("night", kind="other")] == [("other", 4)]


def test_pages_follow_one_another_without_gap_or_repetition(context):
    with transaction():
        for n in range(1, 46):
            put(n, f"Lamp {n}", "A lamp for a dark street.")
    first, second, third = (ids("lamp", page=p) for p in (1, 2, 3))
    assert len(first) == 21
    assert sorted(first[:20] + second[:20] + third) == list(range(1, 46))


@pytest.mark.parametrize("text", ["", " ", "word " * 60_000, "ا" * 200_000, " ".join(f"w{n}" for n in range(50_000)), "\u202e\u200e\u200b", "a'b''c\\'", "'''\\\\"])
def test_any_text_can_be_kept(context, text):
    with transaction():
        put(1, "Kept anyway", text)
    assert ids("kept") == [1]


class TestAlike:
    def fill(self, count=600):
        subjects = ["Benches", "Lamps", "Playgrounds", "Water filters", "Bus shelters", "Clinics", "Crossings", "Libraries", "Drains", "Markets"]
        with transaction():
            for n in range(count):
                put(n, f"{subjects[n % 10]} for street {n} in sector {'FGIE'[n % 4]}-{n % 12}", "Something should be done.")
            put(9001, "Safe pedestrian crossings near schools", "Zebra stripes.")
            put(9002, "اسکولوں کے قریب محفوظ راستے", "بچے۔")

    @pytest.mark.parametrize(("title", "expected"), [
        ("Safer crossing for pedestrians near the school", 9001), ("pedestrian crossings at schools", 9001),
        ("Safe pedestrian crossings near schools", 9001), ("اسکول کے قریب محفوظ راستہ", 9002),
    ])  # fmt: skip
    def test_a_planted_near_duplicate_stands_first(self, context, title, expected):
        self.fill()
        assert queries.alike(title, kind="thing")[0].subject_id == expected

    @pytest.mark.parametrize("title", ["", "the of and", "Zoological garden renovation", "؟؟"])
    def test_nothing_alike_is_nothing(self, context, title):
        self.fill(50)
        assert queries.alike(title, kind="thing") == []

    def test_a_page_asks_once(self, context, count_queries):
        self.fill(50)
        with count_queries() as seen:
            queries.alike("crossings near schools", kind="thing")
            queries.found("crossings")
        assert len(seen) == 2


class TestPage:
    def test_it_offers_kinds_and_keeps_the_one_that_was_chosen(self, filled):
        assert '<option value="thing" selected>' in filled.test_client().get("/search?q=bus&kind=thing").text
        assert "Shaded" not in filled.test_client().get("/search?q=bus&kind=proposal").text

    @pytest.mark.parametrize("query", ["page=0", "page=-1", "page=99999999", "page=x", "kind=nonsense", "page=10"])
    def test_odd_addresses_are_answered(self, filled, query):
        assert filled.test_client().get(f"/search?q=bus&{query}").status_code == 200

    def test_a_search_costs_a_fixed_number_of_queries(self, filled, count_queries):
        client = filled.test_client()
        client.get("/search?q=bus")
        with count_queries() as seen:
            client.get("/search?q=bus")
        few = len(seen)
        with transaction():
            for n in range(100, 160):
                put(n, f"Bus {n}", "bus")
        with count_queries() as seen:
            client.get("/search?q=bus")
        assert len(seen) == few <= 6
