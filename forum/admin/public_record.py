"""The part of the log that anybody may read, in sentences; a room says its own events."""

from typing import Any

from forum.accounts.types import ROLE_NAMES
from forum.admin.types import RecordWords
from forum.kernel.rules import Role
from forum.kernel.words import N_, Sentence, sentence

FORMER = N_("former member")
OPERATOR = N_("the operator")


def _granted(data: dict[str, Any]) -> Sentence:
    return sentence(N_("%(person)s was entrusted with a role: %(role)s."), person=data["person"], role=Sentence(ROLE_NAMES[Role(data["role"])]))


def _ended(data: dict[str, Any]) -> Sentence:
    return sentence(N_("A role of %(person)s ended: %(role)s."), person=data["person"], role=Sentence(ROLE_NAMES[Role(data["role"])]))


WORDS: dict[str, RecordWords] = {"accounts.RoleGranted": _granted, "accounts.RoleEnded": _ended}


def say_event(words: dict[str, RecordWords], kind: str, data: dict[str, Any], names: dict[int, str]) -> Sentence:
    """Return the sentence for an event; one that no room has words for is told by its kind."""
    if kind not in words:
        return Sentence("%(kind)s", {"kind": kind})
    person = names.get(data.get("person_id", 0)) or Sentence(FORMER)
    return words[kind]({**data, "person": person})


def by_whom(actor_id: int | None, names: dict[int, str]) -> str | Sentence:
    """Return who did it: a name, a former member, or, where nobody was signed in, the operator."""
    return Sentence(OPERATOR) if actor_id is None else names.get(actor_id) or Sentence(FORMER)
