"""Who took part, by district, as it is published with a count."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.kernel.suppression import SMALLEST, in_tens
from forum.voting.publishing import turnout


def voted(lines):
    return [line["voted"] for line in lines]


def test_where_only_a_few_did_not_vote_how_many_did_is_not_said():
    assert voted(turnout({1: 31, 2: 20, 3: 25, 4: 26}, {1: 34, 2: 60, 3: 60, 4: 60})) == [None, None, 25, 26]
    assert voted(turnout({1: 31, 2: 20, 3: 25, 4: 26}, {1: 64, 2: 60, 3: 60, 4: 60})) == [31, 20, 25, 26]
    assert voted(turnout({1: 31, 2: 20}, {1: 33, 2: 20})) == [None, None]


def test_each_district_has_its_line_and_a_few_without_one_are_not_what_is_left_of_the_sum():
    assert turnout({4: 20}, {3: 40, 4: 40}) == [{"district": 3, "voted": None}, {"district": 4, "voted": None}]
    assert voted(turnout({0: 3, 1: 20, 2: 21}, {1: 60, 2: 60})) == [None, None]
    assert turnout({}, {}) == []


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.integers(1, 5), st.integers(0, 60)), st.dictionaries(st.integers(1, 5), st.integers(0, 90)))
def test_neither_who_voted_nor_who_did_not_is_a_small_number_beside_what_dossiers_show(counts, living):
    for line in turnout(counts, living):
        if line["voted"] is not None:
            assert line["voted"] >= SMALLEST
            assert (in_tens(living[line["district"]]) or 0) - line["voted"] >= SMALLEST


@pytest.mark.parametrize(("number", "expected"), [(None, None), (0, None), (9, None), (10, 10), (19, 10), (20, 20), (134, 130)])
def test_in_tens(number, expected):
    assert in_tens(number) == expected
