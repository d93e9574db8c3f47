"""The room's events in the public record."""

from typing import Any

from forum.admin.types import RecordWords
from forum.city.types import TEXTS
from forum.kernel.words import N_, Sentence, sentence


def _changed(data: dict[str, Any]) -> Sentence:
    return sentence(N_("The city’s settings were changed: %(fields)s."), fields=", ".join(data["fields"]))


def _district(data: dict[str, Any]) -> Sentence:
    return sentence(N_("District no. %(number)s was changed: %(change)s."), number=data["district_id"], change=data["change"])


def _text(data: dict[str, Any]) -> Sentence:
    return sentence(N_("The page “%(page)s” was written anew (%(language)s)."), page=Sentence(TEXTS[data["slug"]]), language=data["locale"])


RECORD: dict[str, RecordWords] = {"city.CityChanged": _changed, "city.DistrictChanged": _district, "city.TextChanged": _text}
