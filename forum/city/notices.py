"""The room's events in the public record."""

from typing import Any

from forum.admin.types import RecordWords
from forum.city.types import TEXTS
from forum.kernel.i18n import NAMES
from forum.kernel.words import N_, Sentence, sentence

CHANGES = {
    "added": N_("District no. %(number)s was added."), "renamed": N_("District no. %(number)s was renamed."),
    "retired": N_("District no. %(number)s was taken out of use."), "restored": N_("District no. %(number)s is in use again."),
}  # fmt: skip


def _changed(data: dict[str, Any]) -> Sentence:
    return Sentence(N_("The city’s name, its sentence or its colour was changed."))


def _district(data: dict[str, Any]) -> Sentence:
    return Sentence(CHANGES[data["change"]], {"number": data["district_id"]})


def _text(data: dict[str, Any]) -> Sentence:
    return sentence(N_("The page “%(page)s” was written anew (%(language)s)."), page=Sentence(TEXTS[data["slug"]]), language=NAMES.get(data["locale"], data["locale"]))


RECORD: dict[str, RecordWords] = {"city.CityChanged": _changed, "city.DistrictChanged": _district, "city.TextChanged": _text}
