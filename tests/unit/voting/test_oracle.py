"""Our pairwise methods beside the answers of pref_voting, an outside implementation (`oracle/make.py` asked it)."""

import json
from pathlib import Path

import pytest

from forum.voting.tally import copeland, minimax, pairwise, ranked_pairs, schulze
from forum.voting.tally.pairwise import Strength

ELECTIONS = [json.loads(line) for line in (Path(__file__).parent / "oracle" / "winners.jsonl").read_text().splitlines()]


def ours(election):
    names = [str(n) for n in range(election["size"])]
    return pairwise.read([(tuple((str(c),) for c in ranking), count) for ranking, count in election["ballots"]], names)


def test_there_are_enough_elections_and_some_without_a_condorcet_winner():
    assert len(ELECTIONS) == 200
    assert sum(pairwise.condorcet_winner(ours(e)) is None for e in ELECTIONS) > 20


def test_tables_of_pairs_are_the_same():
    for election in ELECTIONS:
        assert [list(row) for row in ours(election).votes] == election["pairwise"]


def test_a_condorcet_winner_is_the_same():
    for election in ELECTIONS:
        theirs = election["winners"]["condorcet"]
        found = pairwise.condorcet_winner(ours(election))
        assert (found is None) == (len(theirs) == election["size"])  # theirs: everybody, where there is none
        assert found is None or [int(found)] == theirs


@pytest.mark.parametrize(("name", "method"), [("schulze", schulze.count), ("minimax", minimax.count)])
def test_winners_by_margins_are_the_same(name, method):
    for election in ELECTIONS:
        assert sorted(int(n) for n in method(ours(election), Strength.MARGINS).ranking[0]) == election["winners"][name]


def test_copeland_winners_are_the_same():
    for election in ELECTIONS:
        assert sorted(int(n) for n in copeland.count(ours(election)).ranking[0]) == election["winners"]["copeland"]


def test_the_winner_by_ranked_pairs_is_one_of_theirs_whatever_order_settles_ties():
    for election in ELECTIONS:
        for order in ([str(n) for n in range(election["size"])], [str(n) for n in reversed(range(election["size"]))]):
            found = ranked_pairs.count(ours(election), Strength.MARGINS, order).ranking[0]
            assert {int(n) for n in found} <= set(election["winners"]["ranked-pairs"])
