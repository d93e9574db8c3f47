"""What rooms hang into the staff area."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.kernel.words import Sentence


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


RecordWords = Callable[[dict[str, Any]], Sentence]
"""Says a public event in a sentence: given its data, with `person` replaced by the shown name."""


@dataclass(frozen=True)
class RecordLine:
    """One line of the public record: when, the sentence, and by whom."""

    id: int
    at: datetime
    sentence: Sentence
    by: str | Sentence
    is_sealed: bool


@dataclass(frozen=True)
class Concern:
    """Something an administrator should set right: a marked sentence and where to do it."""

    words: str
    endpoint: str
