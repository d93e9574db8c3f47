"""The kinds of things that can be reported, as their rooms bring them."""

from collections.abc import Iterable

from forum.kernel.errors import NotFound
from forum.moderation.types import Kind, Thing

_known: dict[str, Kind] = {}


def bring(name: str, kind: Kind) -> None:
    """Make a kind of thing known, so that it can be reported."""
    _known[name] = kind


def of(name: str) -> Kind:
    """Return a kind of thing. Raises NotFound when no room brought it."""
    if name not in _known:
        raise NotFound
    return _known[name]


def see(name: str, number: int) -> Thing:
    """Return a thing, hidden or not. Raises NotFound."""
    found = find(name, number)
    if found is None:
        raise NotFound
    return found


def find(name: str, number: int) -> Thing | None:
    """Return a thing, hidden or not, or None when its author undid it."""
    return of(name).see((number,)).get(number)


def see_all(wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Thing]:
    """Return things by kind and number, those that there are. Cost: constant for each kind."""
    numbers: dict[str, set[int]] = {}
    for name, number in wanted:
        numbers.setdefault(name, set()).add(number)
    return {(name, n): thing for name, some in numbers.items() for n, thing in of(name).see(some).items()}


def lock(name: str, number: int) -> Thing | None:
    """Keep a thing from others until the transaction ends, and return it as it is then, None when there is none."""
    of(name).lock(number)
    return find(name, number)


def kinds() -> dict[str, Kind]:
    """Return every kind there is."""
    return dict(_known)
