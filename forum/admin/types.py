"""What rooms hang into the staff area."""

from collections.abc import Callable
from dataclasses import dataclass


def _nothing() -> int:
    return 0


@dataclass(frozen=True)
class Panel:
    """An entry of the staff area.

    `title` and `line` are marked sentences; `waiting` counts what waits there (one query at most).
    """

    title: str
    line: str
    icon: str
    endpoint: str
    permission: str
    waiting: Callable[[], int] = _nothing


@dataclass(frozen=True)
class Concern:
    """Something an administrator should set right: a marked sentence and where to do it."""

    words: str
    endpoint: str
