"""Counts: by hand, by their invariants, against slow exact references, and against real elections where their files are at hand."""

import json
import os
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.voting import counting
from forum.voting.tally import pairwise
from forum.voting.tally.rules import BadCase
from tests.unit.voting import references

NAMES = ["Park", "School", "Bridge", "Nothing", "Library"]
REAL = Path(os.environ.get("FORUM_TALLY_CASES", Path(__file__).parents[4] / "shared" / "data" / "tally"))


def case(*lines, candidates=None, **more):
    ballots = [{"ranking": [[n] for n in names.split(">")] if names else [], "count": count} for names, count in lines]
    return {"candidates": candidates or sorted({n for b in ballots for rank in b["ranking"] for n in rank}), "ballots": ballots, **more}


# Tennessee's capital, the textbook's example: four cities, where voters live.
TENNESSEE = case(("Memphis>Nashville>Chattanooga>Knoxville", 42), ("Nashville>Chattanooga>Knoxville>Memphis", 26), ("Chattanooga>Knoxville>Nashville>Memphis", 15), ("Knoxville>Chattanooga>Nashville>Memphis", 17))


class TestByHand:
    def test_instant_runoff_round_by_round(self):
        found = counting.count(TENNESSEE, method="irv")
        assert found["winners"] == ["Knoxville"]
        assert [r["tally"] for r in found["rounds"]] == [
            {"Chattanooga": "15", "Knoxville": "17", "Memphis": "42", "Nashville": "26"}, {"Knoxville": "32", "Memphis": "42", "Nashville": "26"}, {"Knoxville": "58", "Memphis": "42"},
        ]  # fmt: skip
        assert [r["threshold"] for r in found["rounds"]] == ["51", "51", "51"]
        assert found["rounds"][0]["transfers"] == {"Chattanooga": {"Knoxville": "15"}}

    @pytest.mark.parametrize("method", ["schulze", "ranked-pairs", "minimax", "copeland"])
    def test_pairwise_methods_find_who_beats_everybody(self, method):
        assert counting.count(TENNESSEE, method=method)["winners"] == ["Nashville"]

    def test_a_plain_sentence_says_that_the_two_views_disagree(self):
        assert counting.disagreement(TENNESSEE, ["Knoxville"]) == "Nashville would beat each of the others one to one, and does not win by this method."
        assert counting.disagreement(TENNESSEE, ["Nashville"]) == ""

    def test_scottish_surplus_is_cut_off_once_at_five_decimals(self):
        found = counting.count(case(("A>B", 10), ("A>C", 4), ("B", 3), ("C", 3), ("D>C", 2), seats=2), method="stv-scotland-2007")
        # 22 valid, quota 8: A has 14, surplus 6, each paper is worth 6/14 = 0.42857
        second = found["stages"][1]
        assert second["action"] == {"type": "surplus", "candidate": "A", "surplus": "6.00000"}
        assert second["tally"]["B"] == "7.28570"
        assert second["tally"]["C"] == "4.71428"
        assert second["non_transferable"] == "0.00000"
        assert found["winners_set"] == ["A", "B"]

    def test_approval_adds_up(self):
        assert counting.count(case(("A>B", 3), ("B", 2)), method="approval") == {"winners": ["B"], "ranking": [["B"], ["A"]], "approvals": {"A": 3, "B": 5}}

    def test_a_tie_falls_as_the_order_says(self):
        tied = case(("A", 2), ("B", 2), ("C>A", 1), ("C>B", 1))
        assert counting.count({**tied, "tie_order": ["A", "B", "C"]}, method="irv")["winners"] == ["A"]
        assert counting.count({**tied, "tie_order": ["B", "A", "C"]}, method="irv")["winners"] == ["B"]

    def test_nobody_wins_where_nobody_voted(self):
        assert counting.count(case(("", 0), candidates=["A", "B"]), method="irv")["rounds"][0]["tally"] == {"A": "0", "B": "0"}

    @pytest.mark.parametrize(("rule", "inactive"), [("exhaust", "3"), ("skip", "0"), ("exhaust_if_multiple_continuing", "3")])
    def test_two_in_one_rank(self, rule, inactive):
        marked = {"candidates": ["A", "B", "C"], "ballots": [{"ranking": [["A", "B"], ["C"]], "count": 3}, {"ranking": [["A"]], "count": 5}], "rules": {"overvote": rule}}
        assert counting.count(marked, method="irv")["rounds"][0]["inactive"]["overvotes"] == inactive

    def test_more_decimals_than_64_bits_hold_are_counted_as_exactly(self):
        asked = case(("A>B", 10), ("A>C", 4), ("B", 3), ("C", 3), ("D>C", 2), seats=2)
        few, many = (counting.count({**asked, "rules": {"decimals": d}}, method="stv-wigm") for d in (5, 15))
        assert few["winners"] == many["winners"]
        assert many["rounds"][1]["tally"]["B"].startswith(few["rounds"][1]["tally"]["B"][:5])
        assert len(many["rounds"][1]["tally"]["B"].partition(".")[2]) == 15


RANKINGS = st.lists(st.lists(st.sampled_from(NAMES), unique=True, max_size=5), min_size=1, max_size=40)


def as_case(ballots, **more):
    return {"candidates": NAMES, "ballots": [{"ranking": [[n] for n in r], "count": 1} for r in ballots], "tie_order": NAMES, **more}


class TestInvariants:
    @given(RANKINGS)
    @settings(deadline=None)
    def test_votes_and_inactive_ballots_add_up_in_every_round(self, ballots):
        for method in ("irv", "bottoms-up"):
            for step in counting.count(as_case(ballots, seats=1), method=method)["rounds"]:
                assert sum(map(int, step["tally"].values())) + sum(map(int, step["inactive"].values())) == sum(bool(b) for b in ballots)

    @given(RANKINGS, st.integers(1, 4))
    @settings(deadline=None)
    def test_no_scottish_vote_is_made_out_of_nothing(self, ballots, seats):
        found = counting.count(as_case(ballots, seats=seats), method="stv-scotland-2007")
        valid, before = sum(bool(b) for b in ballots), Decimal(0)
        for stage in found["stages"]:
            lost = valid - sum(map(Decimal, stage["tally"].values()))
            assert lost >= 0
            assert Decimal(stage["non_transferable"]) <= lost
            assert lost >= before - Decimal("0.00001") * len(ballots)
            before = lost
        assert len(found["winners_set"]) == seats

    @given(RANKINGS, st.randoms())
    @settings(deadline=None)
    def test_the_order_of_ballots_changes_nothing(self, ballots, random):
        shuffled = list(ballots)
        random.shuffle(shuffled)
        for method in counting.METHODS:
            assert counting.count(as_case(shuffled, seats=2), method=method) == counting.count(as_case(ballots, seats=2), method=method)

    @given(RANKINGS, st.permutations(NAMES))
    @settings(deadline=None)
    def test_names_do_not_matter(self, ballots, other):
        rename = dict(zip(NAMES, other, strict=True))
        renamed = [[rename[n] for n in r] for r in ballots]
        for method in ("irv", "stv-scotland-2007", "schulze", "copeland", "minimax"):
            before = counting.count(as_case(ballots, seats=2), method=method)
            after = counting.count({**as_case(renamed, seats=2), "candidates": [rename[n] for n in NAMES], "tie_order": [rename[n] for n in NAMES]}, method=method)
            key = "winners_set" if "winners_set" in before else "winners"
            assert sorted(rename[n] for n in before[key]) == sorted(after[key])

    @given(RANKINGS)
    @settings(deadline=None)
    def test_runoff_as_the_reference(self, ballots):
        found = counting.count(as_case(ballots), method="irv")
        winner, rounds = references.runoff(ballots, NAMES, NAMES)
        assert found["winners"] == [winner]
        assert [{k: int(v) for k, v in r["tally"].items()} for r in found["rounds"]] == rounds

    @given(RANKINGS.filter(any), st.integers(1, 4))
    @settings(deadline=None, max_examples=200)
    def test_scottish_as_the_reference(self, ballots, seats):
        found = counting.count(as_case(ballots, seats=seats), method="stv-scotland-2007")
        assert found["winners_set"] == sorted(references.scottish(ballots, NAMES, seats, NAMES))

    @given(RANKINGS.filter(any))
    @settings(deadline=None)
    def test_whoever_beats_everybody_wins_by_every_pairwise_method(self, ballots):
        asked = as_case(ballots)
        best = pairwise.condorcet_winner(pairwise.read([(tuple((n,) for n in r), c) for r, c in Counter(map(tuple, ballots)).items()], NAMES))
        for method in ("schulze", "ranked-pairs", "minimax", "copeland"):
            found = counting.count(asked, method=method)["winners"]
            assert best is None or found == [best]


class TestNoCase:
    @pytest.mark.parametrize(("fault", "words"), [
        ({"ballots": 3}, "no ballots"), ({"candidates": "AB"}, "no list of candidates"), ({"candidates": ["A", "A"]}, "stands there twice"), ({"candidates": [f"C{n}" for n in range(100_000)]}, "not 100000"),
        ({"seats": 0}, "at least one seat"), ({"seats": True}, "whole number"), ({"seats": 10**30}, "whole number"), ({"rules": {"decimals": 99}}, "decimals"), ({"rules": []}, None), ({"rules": 7}, "rules"),
        ({"ballots": [{"ranking": [["A"]], "count": -1}]}, "cannot be cast -1 times"), ({"ballots": [{"ranking": [["A"]], "count": 10**40}]}, "cannot be cast"), ({"ballots": [{"ranking": [["Z"]]}]}, "no candidate has that name"),
        ({"ballots": [{"ranking": ["A"]}]}, "ballot 1 has no ranking"), ({"totals": {"ballots": 9}}, "says 9 ballots and holds 2"), ({"excluded": ["A", "B"]}, "every candidate is excluded"), ({"tie_order": ["Z"]}, "order for ties"),
        ({"method": "magic"}, "no method of the name"), ({"rules": {"quota": "generous"}}, "quota"),
    ])  # fmt: skip
    def test_one_sentence_says_why(self, fault, words):
        whole = {"candidates": ["A", "B"], "ballots": [{"ranking": [["A"]], "count": 2}], "method": "stv", "seats": 1, "totals": {"ballots": 2}}
        whole = {**whole, **({"totals": {}} if "ballots" in fault else {}), **fault}
        if words is None:
            assert counting.count(whole)["winners"] == ["A"]
            return
        with pytest.raises(BadCase, match=words):
            counting.count(whole)


if REAL.is_dir():
    FILES = sorted(REAL.rglob("*.json"))

    @pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
    def test_a_real_election_comes_out_as_it_did(file):
        given_case = json.loads(file.read_text(encoding="utf-8"))
        found, expected = counting.count(given_case), given_case["expected"]
        if last := expected.pop("last_round", None):
            assert found["rounds"][-1]["tally"] == last["tally"]
            assert str(sum(map(int, found["rounds"][-1]["inactive"].values()))) == last["inactive_total"]
        assert {k: found[k] for k in expected if k in found} == {k: v for k, v in expected.items() if k in found}
        assert {"winners", "winners_set"} & set(found) & set(expected)
