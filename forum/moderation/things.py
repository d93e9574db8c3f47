"""The kinds of things that can be reported, as their rooms bring them."""

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
    found = of(name).see(number)
    if found is None:
        raise NotFound
    return found


def kinds() -> dict[str, Kind]:
    """Return every kind there is."""
    return dict(_known)
