"""Reading a roll: whole or not at all, and every mistake by its line."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.kernel.errors import Invalid
from forum.residency import rolls

PLACES = {"north": 1, "south": 2}
HEAD = "reference,birth_year,district\n"


def read(text):
    return rolls.read(text.encode() if isinstance(text, str) else text, districts=PLACES)


def refusal(text):
    with pytest.raises(Invalid) as refused:
        read(text)
    return str(refused.value.fields["file"])


def test_rows_are_read_as_they_are_compared():
    found = read("\ufeffReference,Birth_Year,District\nab-12 34,1988,North\n۱۲۳۴۵,۱۹۹۰,south\n\n")
    assert [(r.reference, r.birth_year, r.district_id) for r in found] == [("AB1234", "1988", 1), ("12345", "1990", 2)]


@pytest.mark.parametrize(("text", "says"), [
    ("", "first line must read: reference,birth_year,district"),
    ("a;b;c\n", "first line"),
    (HEAD, "no rows"),
    (HEAD + "1234,1988,west\n", "lines cannot be read: 2"),
    (HEAD + "1234,88,north\n1234,1988\n12,1988,north\n", "2, 3, 4 (3 in all)"),
    (HEAD + "1234,1988,north\n1 2-34,1988,south\n", "somebody twice"),
    (b"\xff\xfe\x00", "not UTF-8"),
    (HEAD + '"' + "x" * 200_000, "cannot be read as CSV"),
])
def test_a_mistake_is_named_and_nothing_is_taken(text, says):
    assert says in refusal(text)


@given(st.binary(max_size=300))
def test_no_bytes_break_it(data):
    with contextlib.suppress(Invalid):
        rolls.read(data, districts=PLACES)
