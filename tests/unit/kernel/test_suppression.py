"""Small cells: what somebody finds out who tries every table that would be published alike."""

import itertools
from collections import defaultdict

import pytest

from forum.kernel.suppression import SMALLEST, shown


def readings(size, most, *, of=None, rest=0, smallest=SMALLEST):
    """Return for everything that can be published of tables of a size (sum and cells) what each hidden cell may hold, and a table behind it."""
    found, tables = defaultdict(lambda: defaultdict(set)), {}
    bounds = dict(enumerate(of)) if of else None
    for values in itertools.product(*(range(n + 1) for n in of or (most,) * size)):
        visible = tuple(shown(dict(enumerate(values)), of=bounds, rest=rest, smallest=smallest).values())
        tables[sum(values), visible] = values
        for place, value in enumerate(values):
            if visible[place] is None:
                found[sum(values), visible][place].add(value)
    return [(tables[key], key[1], held) for key, held in found.items()]


@pytest.mark.parametrize(("size", "most", "smallest"), [(2, 60, 10), (3, 40, 10), (4, 14, 10), (4, 12, 4), (5, 7, 3), (6, 6, 3)])
def test_each_hidden_cell_can_hold_anything_from_none_to_nine(size, most, smallest):
    looked = 0
    for values, visible, held in readings(size, most, smallest=smallest):
        kept = sum(n for n, v in zip(values, visible, strict=True) if v is None)
        assert all(v is None or v >= smallest for v in visible)
        assert kept >= smallest or all(v is None for v in visible)
        if kept <= most:  # beyond that not all tables were tried
            looked += 1
            for place, numbers in held.items():
                assert numbers >= set(range(min(smallest, kept + 1))), (values, visible, place)
    assert looked > 10


@pytest.mark.parametrize("of", [*itertools.product((1, 4, 7, 9), repeat=2), *itertools.product((2, 5, 8), repeat=3), *itertools.product((1, 4, 7), repeat=4), (7, 2, 6, 7, 3), (4, 5, 4, 5, 4, 5)])
def test_nor_is_more_known_where_it_is_known_how_many_there_are(of):
    for values, visible, held in readings(len(of), 0, of=of, smallest=3):
        assert all(v is None or (v >= 3 and of[n] - v >= 3) for n, v in enumerate(visible))
        inside = sum(n for n, v in zip(values, visible, strict=True) if v is None)
        outside = sum(m - n for m, n, v in zip(of, values, visible, strict=True) if v is None)
        room = sum(m for m, v in zip(of, visible, strict=True) if v is None)
        for place, numbers in held.items():
            assert len(numbers) >= min(3, 1 + min(of[place], room - of[place], inside, outside)), (of, values, visible, place)


@pytest.mark.parametrize("values", [(10, 10, 9, 10, 21), (9, 10, 10, 10, 21), (19, 9, 20, 13, 13), (19, 13, 20, 13, 9), (9, 9), (12, 15, 40, 3, 30, 31)])
def test_what_could_be_solved_at_one_look_while_the_smallest_hid_the_smallest_cannot_be(values):
    visible = shown(dict(enumerate(values)))
    hidden = [place for place, value in visible.items() if value is None]
    kept = sum(values[place] for place in hidden)
    fillings = [dict(zip(hidden, numbers, strict=True)) for numbers in itertools.product(range(kept + 1), repeat=len(hidden)) if sum(numbers) == kept]
    alike = [filling for filling in fillings if shown({**dict(enumerate(values)), **filling}) == visible]
    assert all({filling[place] for filling in alike} >= set(range(10)) for place in hidden)


def test_which_are_hidden_hangs_on_their_places_and_not_on_their_sizes():
    assert shown(dict(enumerate((9, 90, 11, 12)))) == {0: None, 1: None, 2: 11, 3: 12}
    assert shown(dict(enumerate((30, 31, 32, 33, 2)))) == {0: 30, 1: 31, 2: None, 3: None, 4: None}
    assert shown(dict(enumerate((30, 31, 4, 5)))) == dict.fromkeys(range(4))  # nine are too few to hide by themselves
    assert shown(dict(enumerate((30, 31, 0, 10)))) == {0: 30, 1: 31, 2: None, 3: None}  # none is few


def test_where_fewer_than_ten_are_not_in_it_a_cell_is_small():
    assert shown({1: 31, 2: 12, 3: 40, 4: 30}, of={1: 35, 2: 70, 3: 70, 4: 70}) == {1: None, 2: None, 3: 40, 4: 30}
    assert shown({1: 34, 2: 31, 3: 40, 4: 30}, of={1: 35, 2: 35, 3: 70, 4: 70}) == dict.fromkeys((1, 2, 3, 4))  # five in both together did not


def test_a_few_who_are_in_no_cell_hide_everything():
    assert shown({1: 30, 2: 40}, rest=3) == {1: None, 2: None}
    assert shown({1: 30, 2: 40}, rest=12) == shown({1: 30, 2: 40}) == {1: 30, 2: 40}


def test_no_cell_and_one_cell():
    assert shown({}) == {}
    assert shown({1: 4}) == {1: None}
    assert shown({1: 40}) == {1: 40}
