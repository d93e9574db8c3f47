"""The small sum of a browser: solved, bound to what is sent, young, and ours."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from forum.kernel import puzzles
from forum.kernel.errors import Invalid

KEY, NOW = b"k" * 32, datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def solve(puzzle, about):
    n = 0
    while int.from_bytes(hashlib.sha256(f"{puzzle}:{about}:{n}".encode()).digest()[:4], "big") >> (32 - puzzles.BITS):
        n += 1
    return str(n)


def test_a_solved_puzzle_is_known_for_what_it_was_solved_for_only():
    puzzle = puzzles.make(KEY, NOW)
    answer = solve(puzzle, "ayesha@example.org")
    assert puzzles.is_solved(puzzle, "ayesha@example.org", answer, key=KEY, now=NOW)
    assert not puzzles.is_solved(puzzle, "bilal@example.org", answer, key=KEY, now=NOW)
    assert not puzzles.is_solved(puzzle, "ayesha@example.org", answer, key=b"x" * 32, now=NOW)
    assert not puzzles.is_solved(puzzle, "ayesha@example.org", answer, key=KEY, now=NOW + timedelta(hours=3))
    assert not puzzles.is_solved(puzzle, "ayesha@example.org", answer, key=KEY, now=NOW - timedelta(seconds=5))


@pytest.mark.parametrize("puzzle", ["", "1", "1.2", "9" * 40 + "." + "0" * 64, "1." + "g" * 64, "\x00"])
@pytest.mark.parametrize("answer", ["", "-1", "x", "1" * 30, "0"])
def test_nonsense_is_no_answer_and_no_fault(puzzle, answer):
    assert not puzzles.is_solved(puzzle, "a", answer, key=KEY, now=NOW)


def test_the_field_that_people_do_not_see():
    puzzles.refuse_machines("")
    puzzles.refuse_machines(None)
    with pytest.raises(Invalid, match="do not see"):
        puzzles.refuse_machines("http://spam.example")
