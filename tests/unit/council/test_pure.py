"""What the council's room computes without a database: departures, small cells, the trace and its picture."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.council import dossier, tracing
from forum.council.departing import departs
from forum.council.road import road
from forum.council.tracing import Trace
from forum.council.types import Verdict
from forum.kernel.suppression import SMALLEST


def result(winners, status="final"):
    return {"status": status, "winners": winners, "options": [{"code": 1, "proposal": 7}, {"code": 2, "proposal": 8}, {"code": 3, "proposal": None}]}


@pytest.mark.parametrize(
    ("verdict", "winners", "expected"),
    [(Verdict.ACCEPT, [1], False), (Verdict.IN_PART, [1], True), (Verdict.REJECT, [1], True), (Verdict.STUDY, [1], True), (Verdict.ACCEPT, [2], True), (Verdict.IN_PART, [3], True), (Verdict.REJECT, [2], False), (Verdict.STUDY, [2], False)],
)  # fmt: skip
def test_a_decision_departs_when_it_goes_another_way_than_the_vote(verdict, winners, expected):
    assert departs(verdict, 7, result(winners)) is expected


def test_without_a_final_vote_on_it_nothing_departs():
    assert not departs(Verdict.REJECT, 7, None)
    assert not departs(Verdict.REJECT, 7, result([1], status="provisional"))
    assert not departs(Verdict.ACCEPT, 99, result([1]))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.tuples(st.sampled_from(["citizen", "professional", "official"]), st.sampled_from(["for", "against"])), st.integers(0, 40)))
def test_no_small_number_of_people_stands_anywhere_in_the_agreement(argued):
    for line in dossier.agreement(argued):
        for side in ("for", "against"):
            number = line[side]
            assert number is None or number == 0 or number >= SMALLEST


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.integers(1, 4), st.integers(0, 40)), st.dictionaries(st.integers(1, 4), st.integers(0, 60)))
def test_districts_hide_small_counts_of_supporters_and_of_residents(counts, residents):
    for of in (None, 1, 2):
        lines = dossier.districts(counts, residents, known=(1, 2, 3, 4), of=of)
        assert [line["district"] for line in lines] == ([1, 2, 3, 4] if of is None else [of])  # whoever is there: a line that comes would tell
        for line in lines:
            for name in ("endorse", "residents"):
                assert line[name] is None or line[name] >= SMALLEST
            if line["endorse"] is not None:
                assert residents.get(line["district"], 0) - line["endorse"] >= SMALLEST  # nor is it known of the few who do not


def test_two_dossiers_show_the_same_residents_so_nothing_is_found_by_comparing_them():
    residents = {1: 12, 2: 5, 3: 14}
    city = {line["district"]: line["residents"] for line in dossier.districts({}, residents, known=(1, 2, 3), of=None)}
    assert city == {1: None, 2: None, 3: None}
    assert [dossier.districts({}, residents, known=(1, 2, 3), of=d)[0]["residents"] for d in (1, 2, 3)] == [city[1], city[2], city[3]]


def test_a_few_who_endorsed_without_a_district_are_not_what_is_left_of_the_sum():
    for elsewhere, expected in ((3, [None, None]), (0, [30, 25]), (14, [30, 25])):
        lines = dossier.districts({1: 30, 2: 25, None: elsewhere}, {1: 50, 2: 60}, known=(1, 2), of=None)
        assert [line["endorse"] for line in lines] == expected


def test_an_empty_district_and_one_with_its_first_resident_look_the_same():
    before, after = (dossier.districts({1: 30, 2: 25, 4: 12}, {1: 50, 2: 60, 4: 70, **more}, known=(1, 2, 3, 4), of=None) for more in ({}, {3: 1}))
    assert before == after
    assert [line["endorse"] for line in before] == [30, 25, None, None]


def test_of_a_district_only_its_own_line_is_there():
    assert dossier.districts({1: 30, None: 4}, {1: 90, 2: 60}, known=(1, 2), of=1) == [{"district": 1, "endorse": None, "residents": 90}]
    assert dossier.districts({1: 30}, {1: 90, 2: 60}, known=(1, 2), of=1) == [{"district": 1, "endorse": 30, "residents": 90}]


def test_a_long_comment_is_cut_between_two_words_and_a_short_one_is_whole():
    assert dossier.brief("<p>It <strong>leaks</strong>.</p>") is None
    assert dossier.brief("<p>Salt &amp; water " + "leak " * 400 + "</p>").startswith("Salt & water leak")
    short = dossier.brief("<p>" + "leak " * 400 + "</p>")
    assert short.endswith("leak …")
    assert len(short) <= dossier.BRIEF + 2


def a_trace():
    trace = Trace(7)
    for number in (1, 2, 3):
        trace.add("version", number, at=f"2026-01-0{number}", title=f"Version {number}", path=f"/proposals/7/versions/{number}")
    comment = trace.add("comment", 5, at="2026-01-01", title="The pipe", path="/talk/comments/5")
    trace.add("comment", 6, at="2026-01-01", title="Another", path="/talk/comments/6")
    trace.add("decision", 1, at=None, title="Decision 1", path="/council/decisions/1")
    trace.add("milestone", 1, at=None, title="Dig", path="/council/cases/1#milestone-1")
    for start, end, how in ((comment, "version-2", "led to"), ("version-1", "version-2", "led to"), ("version-2", "version-3", "led to"), ("version-3", "decision-1", "informed"), ("decision-1", "milestone-1", "is done by"), ("comment-6", "decision-1", "was answered by")):
        trace.link(start, end, how)
    return trace


def test_a_trace_leads_there_and_back():
    trace = a_trace()
    trace.link("comment-5", "nowhere", "led to")
    trace.link("comment-5", "version-2", "led to")
    assert len(trace.links) == 6
    assert trace.around("comment-5") == {"comment-5", "version-2", "version-3", "decision-1", "milestone-1"}
    assert trace.around("milestone-1") == {"milestone-1", "decision-1", "version-3", "version-2", "version-1", "comment-5", "comment-6"}


def test_the_json_of_a_trace_keeps_to_its_schema():
    made = json.loads(json.dumps(tracing.as_json(a_trace())))
    check(made, tracing.SCHEMA)
    ids = {s["id"] for s in made["steps"]}
    assert all(k["from"] in ids and k["to"] in ids for k in made["links"])
    with pytest.raises(AssertionError):
        check({**made, "more": 1}, tracing.SCHEMA)
    with pytest.raises(AssertionError):
        check({**made, "links": [{"from": "a", "to": "b", "how": "somehow"}]}, tracing.SCHEMA)


def check(value, schema):
    """Check the few words of JSON Schema that ours uses; one it does not know is a fault of the test."""
    import re
    known = {"$schema", "title", "type", "additionalProperties", "required", "properties", "items", "const", "enum", "pattern", "minimum"}
    assert set(schema) <= known, set(schema) - known
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
    wanted = schema.get("type", [])
    assert not wanted or isinstance(value, tuple(kinds[k] for k in ([wanted] if isinstance(wanted, str) else wanted)))
    assert "const" not in schema or value == schema["const"]
    assert "enum" not in schema or value in schema["enum"]
    assert "pattern" not in schema or re.search(schema["pattern"], value)
    assert "minimum" not in schema or value >= schema["minimum"]
    if isinstance(value, dict):
        assert set(schema["required"]) <= set(value) <= set(schema["properties"])
        for name, inner in value.items():
            check(inner, schema["properties"][name])
    if isinstance(value, list):
        for inner in value:
            check(inner, schema["items"])


def test_the_picture_keeps_the_chosen_way_and_only_so_many():
    trace = a_trace()
    for n in range(10, 30):
        trace.add("comment", n, at="2026-01-01", title="x", path="/talk/comments/1")
    dots, lines, rows = tracing.picture(trace, "comment-5", most=4)
    column = [d for d in dots if d.x == 0]
    assert len(column) == rows == 4
    assert "comment-5" in {d.step.id for d in column}
    order = [s.id for s in trace.ordered()]
    assert [d.step.id for d in column] == sorted((d.step.id for d in column), key=order.index)  # each stands where it stood
    assert {d.step.id for d in dots if d.is_lit} == trace.around("comment-5")
    assert all(lit == (a.is_lit and b.is_lit) for a, b, lit in lines)


def test_the_round_that_decided():
    rounds = [{"round": 1, "eliminated": ["3"], "elected": []}, {"round": 2, "eliminated": [], "elected": ["1"]}]
    assert tracing.decided_in(rounds, "3") == 1
    assert tracing.decided_in(rounds, "1") == 2
    assert tracing.decided_in(rounds, "2") == 2  # it stayed to the end, and lost there
    assert tracing.decided_in([], "2") is None


@pytest.mark.parametrize(("has_office", "verdict", "works", "is_finished", "expected"), [
    (False, None, 0, False, "done now next next next"), (True, None, 0, False, "done done now next next"), (False, Verdict.REJECT, 0, False, "done done done"), (True, Verdict.STUDY, 0, False, "done done done"),
    (True, Verdict.ACCEPT, 0, False, "done done done next next"), (True, Verdict.IN_PART, 2, False, "done done done now next"), (True, Verdict.ACCEPT, 2, True, "done done done done done"),
])  # fmt: skip
def test_the_road_of_a_case(has_office, verdict, works, is_finished, expected):
    now = datetime(2026, 3, 1, tzinfo=UTC)
    way = road(received_at=now, assigned_at=now if has_office else None, answered_at=now if verdict else None, verdict=verdict, works=[None] * works, is_finished=is_finished)
    assert " ".join(s.state for s in way) == expected


@pytest.mark.parametrize(("text", "way"), [("<p>Water</p>", "ltr"), ("<p>پانی Water</p>", "rtl"), ("1. &quot;پانی", "rtl"), ("", "ltr"), ("42", "ltr")])
def test_a_text_runs_as_its_first_letter_does(text, way):
    assert dossier.direction_of(text) == way
