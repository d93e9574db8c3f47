"""What rooms bring to be found, and what is found."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Piece = tuple[str, bool]
"""A stretch of text, and whether it is what was looked for. A page escapes every one, so a snippet is safe by its shape."""


@dataclass(frozen=True)
class Document:
    """One public thing as the index keeps it. `text` is plain words, never HTML; `path` is where it stands."""

    kind: str
    subject_id: int
    title: str
    text: str
    path: str
    at: datetime


@dataclass(frozen=True)
class Found:
    """A document that was found: its title and the best stretch of its text, with what was looked for marked."""

    kind: str
    subject_id: int
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    path: str
    at: datetime


@dataclass(frozen=True)
class Alike:
    """A document that resembles another: how much, from 0 to 1."""

    subject_id: int
    title: str
    path: str
    likeness: float


@dataclass(frozen=True)
class Hit:
    """One small thing found by its name: its title, a line about it, and its address."""

    title: str
    line: str
    path: str


@dataclass(frozen=True)
class Source:
    """Small things found by their names. `find` takes folded words and returns at most 20 public hits."""

    heading: str
    find: Callable[[str], list[Hit]]
