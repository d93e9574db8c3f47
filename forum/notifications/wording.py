"""How the values of a sentence are kept until it is read, whenever and in whichever language that is. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from forum.kernel.words import Sentence


def kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` in a shape JSON can hold: sentences within a sentence stay to be translated, days to be written out."""
    return {name: _kept(value) for name, value in values.items()}


def brought_back(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that were given to `kept`."""
    return {name: _brought_back(value) for name, value in values.items()}


def _kept(value: Any) -> Any:
    if isinstance(value, Sentence):
        return {"say": value.text}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _brought_back(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return date.fromisoformat(value["day"]) if "day" in value else Sentence(value["say"])
