"""Marks a sentence for translation without translating it: rules and errors are made far from any page."""

from dataclasses import dataclass, field
from typing import Any


def N_(text: str) -> str:  # noqa: N802  the name every gettext tool looks for
    """Return `text` as it is; the extractor sees it and a page translates it."""
    return text


@dataclass(frozen=True)
class Sentence:
    """A sentence to be said to a person: `text` is a marked msgid, `values` fill its %(names)s."""

    text: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % self.values if self.values else self.text


def sentence(text: str, **values: Any) -> Sentence:
    """Return a marked sentence with the values that fill it."""
    return Sentence(text, values)
