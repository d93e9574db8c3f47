"""The kinds of things that can be talked about, as their rooms bring them."""

from forum.discussions.types import Subject

_known: dict[str, Subject] = {}


def bring(kind: str, subject: Subject) -> None:
    """Make a kind of thing known, so that it can be talked about."""
    _known[kind] = subject


def of(kind: str) -> Subject | None:
    """Return a kind of thing, or None when no room brought it."""
    return _known.get(kind)
