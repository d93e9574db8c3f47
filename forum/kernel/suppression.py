"""Hides small cells of a table, so that nobody can be found by them: not by themselves, not by subtraction from the sum, and not by knowing this rule."""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

SMALLEST = 10
Key = TypeVar("Key", bound=Hashable)


def shown(cells: Mapping[Key, int], *, of: Mapping[Key, int] | None = None, also: Collection[Key] = (), rest: int = 0, smallest: int = SMALLEST) -> dict[Key, int | None]:
    """Return the cells, None where hidden. A cell is small where fewer than ten are in it, nobody too, or where fewer than ten of those it could hold (`of`) are not.

    Cells are hidden by twos, as they follow each other in the order given, which must not hang on the numbers; three of an odd number go together.
    Two are hidden where one is small, and the next two, from the first on, while fewer than ten are in all that is hidden, or are not.
    `also`: cells hidden whatever they hold. `rest`: people of the published sum who are in no cell; fewer than ten hide everything.

    Why no more can be known: every table that fills what is hidden otherwise, with the same sum and a small cell in each two, is published alike. The
    other of two makes up for any number from none (or the least there can be) to nine more; so each hidden cell can hold ten numbers at least, also
    for somebody who knows `of`, all that is shown and this rule, wherever ten fit into it and the sums.
    """
    keys = list(cells)
    twos = [tuple(keys[n : n + 2]) for n in range(0, len(keys), 2)]
    if len(keys) > 1 and len(keys) % 2:
        twos[-2:] = [twos[-2] + twos[-1]]
    sides = [cells, {key: of[key] - n for key, n in cells.items()}] if of is not None else [cells]
    hidden = twos if 0 < rest < smallest else [two for two in twos if any(key in also or side[key] < smallest for side in sides for key in two)]
    others = [two for two in twos if two not in hidden]
    while hidden and others and any(sum(side[key] for two in hidden for key in two) < smallest for side in sides):
        hidden.append(others.pop(0))
    return {key: None if any(key in two for two in hidden) else n for key, n in cells.items()}


def shown_among(cells: Mapping[Key, int], living: Mapping[Key, int], *, rest: int = 0) -> tuple[dict[Key, int | None], dict[Key, int | None]]:
    """Return cells of people who took part, and how many live where, as both may stand side by side: who lives there in tens, and no cell where that is hidden."""
    many = {key: in_tens(n) for key, n in shown(living).items()}
    room = {key: many[key] or living[key] for key in cells}  # where it is hidden who lives there, only their sum is reckoned with, and it can be the true one
    return shown(cells, of=room, also=[key for key in cells if many[key] is None], rest=rest), many


def in_tens(number: int | None) -> int | None:
    """Return a number rounded down to tens, None where it is hidden or under ten: so that who came between two days does not show."""
    return (number or 0) // 10 * 10 or None
