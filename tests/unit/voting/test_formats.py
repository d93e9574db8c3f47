"""Files of ballots: the same votes in every form come out the same, and a damaged file is one sentence."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.voting import counting, formats
from forum.voting.tally.rules import BadCase

BLT = """# a small election
4 2
-4
10 1 2 0
4 1 3 0
3 2 0
(a) 3 3 0
2 1=2 - 3 0
0
"Ann O'Neil"
"Bob"
"Cem"
"Dora"
"A seat for two"
"""
CSV = """rank 1,rank 2,count
Ann,Bob,10
Ann,Cem,4
Bob,,3
Cem,,3
"""
SOI = """# FILE NAME: small.soi
# NUMBER ALTERNATIVES: 3
# ALTERNATIVE NAME 1: Ann
# ALTERNATIVE NAME 2: Bob
# ALTERNATIVE NAME 3: Cem
10: 1,2
4: 1,3
3: 2
3: 3
"""
ABIF = """{"title": "small"}
=B:[Bob]
10: Ann > B
4: Ann>Cem
3: B
3: Cem
"""
CASE = {"candidates": ["Ann", "Bob", "Cem"], "method": "irv", "ballots": [{"ranking": [["Ann"], ["Bob"]], "count": 10}, {"ranking": [["Ann"], ["Cem"]], "count": 4}, {"ranking": [["Bob"]], "count": 3}, {"ranking": [["Cem"]], "count": 3}]}
SMALL = {"x.csv": CSV, "x.soi": SOI, "x.abif": ABIF, "x.json": json.dumps(CASE)}


def of(case):
    found = {}
    for ballot in case["ballots"]:
        key = tuple(tuple(rank) for rank in ballot["ranking"] if rank)
        found[key] = found.get(key, 0) + ballot["count"]
    return found


@pytest.mark.parametrize("name", SMALL)
def test_the_same_votes_in_every_form(name):
    case = formats.read(name, SMALL[name])
    assert sorted(case["candidates"]) == ["Ann", "Bob", "Cem"]
    assert of(case) == {(("Ann",), ("Bob",)): 10, (("Ann",), ("Cem",)): 4, (("Bob",),): 3, (("Cem",),): 3}
    assert counting.count(case, method="irv")["winners"] == ["Ann"]


def test_a_blt_file_with_everything_that_may_stand_in_one():
    case = formats.read("x.blt", BLT)
    assert case["candidates"] == ["Ann O'Neil", "Bob", "Cem", "Dora"]
    assert (case["seats"], case["excluded"]) == (2, ["Dora"])
    assert case["ballots"][3] == {"ranking": [["Cem"]], "count": 3}
    assert case["ballots"][4]["ranking"] == [["Ann O'Neil", "Bob"], [], ["Cem"]]
    assert counting.count(case)["winners_set"] == ["Ann O'Neil", "Bob"]


def test_ties_in_preflib_are_equal_ranks():
    assert formats.read("x.toi", SOI + "2: {1,2},3\n")["ballots"][-1] == {"ranking": [["Ann", "Bob"], ["Cem"]], "count": 2}


@pytest.mark.parametrize(("name", "text", "words"), [
    ("x.blt", "", "line 1: the file is empty"), ("x.blt", "3\n", "line 1: there should be"), ("x.blt", "1000000 1\n0\n", "line 1: 1000000 candidates are too many"), ("x.blt", "2 1\n3 1 2\n0\n\"A\"\n\"B\"\n", "line 2: a ballot should end in 0"),
    ("x.blt", "2 1\n3 1 7 0\n0\n\"A\"\n\"B\"\n", "line 2: there is no candidate number 7"), ("x.blt", "2 1\n3 1 2 0\n", "ends before the 0"), ("x.blt", "2 1\n3 1 0\n0\n\"A\"\n", "1 names for 2 candidates"),
    ("x.blt", "2 1\n3 1 0\n0\n\"A\n\"B\"\n", "line 4: the quotes"), ("x.blt", "2 1\n9999999999999999 1 0\n0\n\"A\"\n\"B\"\n", "line 2: .* is not a number that fits"), ("x.blt", "2 nan\n", "line 1: 'nan' is not a number"),
    ("x.csv", "", "line 1: there should be a heading"), ("x.csv", "rank 1\nA,B\n", "line 2: there are more cells"), ("x.csv", "rank 1,count\nA,many\n", "line 2: 'many' is not a number"),
    ("x.soi", "10: 1,2\n", "no alternative number 1"), ("x.soi", SOI + "nonsense\n", "line 10: there should be a count"), ("x.soi", SOI + "3: 1;;2\n", "line 10: the order"), ("x.abif", "", "there are no ballots"),
    ("x.abif", "A > B\n", "line 1: there should be a count"), ("x.json", "{", "line 1: this is not JSON"), ("x.json", "[1]", "holds no case"), ("x.json", '{"candidates": ["A"], "ballots": [{"ranking": [["A"]], "count": NaN}]}', "NaN is no number"),
    ("x.json", "[" * 100_000, "nested too deeply"), ("x.xls", "", "files that end in"),
])  # fmt: skip
def test_a_damaged_file_is_one_sentence(name, text, words):
    with pytest.raises(BadCase, match=words):
        counting.count(formats.read(name, text))


@given(st.sampled_from([*SMALL, "x.blt"]), st.data())
@settings(deadline=None, max_examples=300)
def test_whatever_is_cut_out_or_put_in_there_is_a_count_or_a_sentence(name, data):
    text = {**SMALL, "x.blt": BLT}[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    damaged = text[:start] + data.draw(st.sampled_from(["", "0", "-", ",", "{", "=", ">", "\n", '"', "\x00", "9" * 30, "null", "é"])) + text[end:]
    words = "counted"
    try:
        counting.table(counting.count(formats.read(name, damaged)))
    except BadCase as fault:
        words = str(fault)
    assert 5 < len(words) < 400
