"""What rooms bring to be found."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Hit:
    """One thing found: its title, a line about it, and its address."""

    title: str
    line: str
    path: str


@dataclass(frozen=True)
class Source:
    """A kind of thing that can be found. `find` takes folded words and returns at most 20 public hits."""

    heading: str
    find: Callable[[str], list[Hit]]
