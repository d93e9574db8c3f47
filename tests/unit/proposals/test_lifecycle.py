"""The stage machine: no path outside the diagram, every stage can be reached, ends are ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.proposals.lifecycle import ENDORSABLE, ENDS, MOVES, ROAD, NotThatWay, check, line
from forum.proposals.support import NOT_NOW
from forum.proposals.types import STAGE_NAMES, Mover, Stage

# The diagram once more, by hand, so that a slip in one of the two is seen.
DIAGRAM = """
draft>open:author open>under_review:support,staff open>withdrawn:author open>closed:clock,staff,merge withdrawn>open:author
under_review>on_ballot:vote under_review>decided:council under_review>withdrawn:author under_review>closed:staff,merge
withdrawn>under_review:author on_ballot>under_review:vote on_ballot>decided:council decided>being_done:council decided>closed:council
being_done>done:council being_done>decided:council being_done>closed:council
"""
EXPECTED = {(Stage(a), Stage(b)): {Mover(m) for m in who.split(",")} for a, b, who in (
    (*step.split(":")[0].split(">"), step.split(":")[1]) for step in DIAGRAM.split())}  # fmt: skip


def test_the_diagram_is_what_is_written_down():
    assert {k: set(v) for k, v in MOVES.items()} == EXPECTED


@given(st.lists(st.tuples(st.sampled_from(Stage), st.sampled_from(Mover)), max_size=60))
def test_no_walk_leaves_the_diagram(tries):
    stage = Stage.DRAFT
    for to, mover in tries:
        allowed = mover in EXPECTED.get((stage, to), set())
        if allowed:
            check(stage, to, by=mover)
            stage = to
        else:
            with pytest.raises(NotThatWay):
                check(stage, to, by=mover)


def test_every_stage_is_reached_and_ends_are_ends():
    reached, edge = {Stage.DRAFT}, {Stage.DRAFT}
    while edge:
        edge = {b for a, b in MOVES if a in edge} - reached
        reached |= edge
    assert reached == set(Stage) == set(STAGE_NAMES)
    assert {s for s in Stage if not any(a is s for a, _ in MOVES)} == ENDS


def test_whoever_cannot_endorse_is_told_why():
    assert set(NOT_NOW) == set(Stage) - ENDORSABLE


@pytest.mark.parametrize(("stage", "passed", "expected"), [
    (Stage.OPEN, (Stage.OPEN,), "done now ahead ahead ahead ahead ahead"),
    (Stage.DECIDED, (Stage.OPEN, Stage.UNDER_REVIEW, Stage.DECIDED), "done done done skipped now ahead ahead"),
    (Stage.DONE, ROAD[1:], "done done done done done done now"),
    (Stage.CLOSED, (Stage.OPEN, Stage.CLOSED), "done done now"),
    (Stage.WITHDRAWN, (Stage.OPEN, Stage.UNDER_REVIEW, Stage.WITHDRAWN), "done done done now"),
])  # fmt: skip
def test_the_stage_line(stage, passed, expected):
    assert " ".join(s.state for s in line(stage, passed)) == expected
