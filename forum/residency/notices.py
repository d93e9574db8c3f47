"""What people are told about their residency, in the inbox and by mail."""

from typing import Any

from forum.accounts import queries as accounts
from forum.admin.types import RecordWords
from forum.kernel import letters
from forum.kernel.events import Recorded
from forum.kernel.words import N_, Sentence
from forum.notifications.actions import notify
from forum.residency.types import METHODS, Method

CONFIRMED = N_("Your district is confirmed. You can now endorse and vote there.")
ENDED = N_("The confirmation of your district has ended.")
REFUSED = N_("Your paper did not suffice; the reason is on the page.")
PATH = "/residency"


def tell_confirmed(event: Recorded) -> None:
    _tell(event, CONFIRMED)


def tell_ended(event: Recorded) -> None:
    if event.data["why"] != "renewed":
        _tell(event, ENDED)


def tell_decided(event: Recorded) -> None:
    if event.data["outcome"] == "refused":
        _tell(event, REFUSED)


def _switched(data: dict[str, Any]) -> Sentence:
    words = N_("A way to confirm residents was opened: %(method)s.") if data["on"] else N_("A way to confirm residents was closed: %(method)s.")
    return Sentence(words, {"method": Sentence(METHODS[Method(data["method"])].title)})


RECORD: dict[str, RecordWords] = {"residency.MethodSwitched": _switched}


def _tell(event: Recorded, words: str) -> None:
    person = accounts.person(event.data["person_id"])
    if person.closed_at is not None:
        return
    notify(person_id=person.id, event_id=event.id, sentence=Sentence(words), path=PATH, now=event.at)
    if person.email:
        draft = letters.Draft(subject=words, lines=(words,), link=(N_("Look at my district"), PATH))
        letters.send(draft, to=person.email, locale=person.locale, once=f"event {event.id}", now=event.at, person_id=person.id)
