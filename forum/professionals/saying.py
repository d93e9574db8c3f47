"""What can be claimed, and what is wrong with what was typed. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from forum.accounts.types import ClaimKind
from forum.kernel.words import N_
from forum.professionals.types import Body

NATIONAL_NUMBER = re.compile(r"\d{5}[-\s]?\d{7}[-\s]?\d")


@dataclass(frozen=True)
class Said:
    """A claim as it was typed, on one line each."""

    kind: str
    title: str
    organisation: str
    body: Body | None
    field_id: int
    number: str
    valid_until: datetime | None


def faults(said: Said, *, fields: Collection[int], now: datetime) -> dict[str, str]:
    """Return a sentence for each field at fault."""
    found = {}
    if said.kind not in set(ClaimKind):
        found["kind"] = N_("Please choose what it is.")
    if not 3 <= len(said.title) <= 120:
        found["title"] = N_("Say it in 3 to 120 letters, such as: Transport planner.")
    if said.field_id not in fields:
        found["field"] = N_("Please choose a field.")
    if said.valid_until is not None and said.valid_until <= now:
        found["valid_until"] = N_("This day has passed.")
    return {**found, **(_of_registration(said) if said.kind == ClaimKind.REGISTRATION else _of_others(said)), **_of_number(said.number)}


def _of_registration(said: Said) -> dict[str, str]:
    if said.body is None:
        return {"body": N_("Please choose the body you are registered with.")}
    if not said.number or (said.body.pattern and not re.fullmatch(said.body.pattern, said.number, flags=re.IGNORECASE)):
        return {"identifier": N_("This does not look like a number of that register.")}
    return {}


def _of_others(said: Said) -> dict[str, str]:
    return {} if 2 <= len(said.organisation) <= 120 else {"organisation": N_("Say where, in 2 to 120 letters.")}


def _of_number(number: str) -> dict[str, str]:
    if NATIONAL_NUMBER.search(number):
        return {"identifier": N_("This looks like a national identity number. We never keep one; give the number of the register.")}
    return {"identifier": N_("This is too long.")} if len(number) > 60 else {}
