"""Hides small cells of a table, so that nobody can be found by them: not by themselves, and not by subtraction from the sum."""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

SMALLEST = 10
Key = TypeVar("Key", bound=Hashable)


def shown(cells: Mapping[Key, int], *, smallest: int = SMALLEST, zero_too: bool = False, also: Collection[Key] = ()) -> dict[Key, int | None]:
    """Return the cells, None where hidden. Beside a published sum what is hidden adds up to `smallest` at least, over two cells or more. Zero is shown,
    unless `zero_too`: numbers that are asked for again and again would tell of the first person when a zero goes. `also`: cells hidden whatever they hold.

    The smallest that are not hidden yet are hidden too until that holds; where it cannot hold, everything is.
    """
    hidden = {key for key, value in cells.items() if key in also or (value < smallest and (value or zero_too))}
    rest = sorted((key for key, value in cells.items() if value >= smallest and key not in hidden), key=lambda key: (cells[key], str(key)))
    while hidden and (len(hidden) < 2 or sum(cells[key] for key in hidden) < smallest) and rest:
        hidden.add(rest.pop(0))
    if hidden and (len(hidden) < 2 or sum(cells[key] for key in hidden) < smallest):
        hidden = set(cells)
    return {key: None if key in hidden else value for key, value in cells.items()}
