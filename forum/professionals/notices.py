"""What people are told about their claims, and how the public record words it."""

from forum.accounts import queries as accounts
from forum.admin.types import RecordWords
from forum.kernel.events import Recorded
from forum.kernel.words import N_, sentence
from forum.notifications import queries
from forum.notifications.actions import notify, notify_all
from forum.professionals.queries import attesting, claims, network
from forum.professionals.types import Outcome, State

WORDS: dict[Outcome, str] = {
    Outcome.APPROVED: N_("“%(title)s” was checked and now stands beside your name."),
    Outcome.REJECTED: N_("“%(title)s” was not approved. Read the reason; you can appeal once."),
    Outcome.NEEDS_INFO: N_("A reviewer asks for more about “%(title)s”."),
    Outcome.REVOKED: N_("“%(title)s” no longer stands beside your name. Read the reason; you can appeal once."),
}


def tell_decided(event: Recorded) -> None:
    """Tell a person what was decided; the first of two approvals is told with the second."""
    claim = claims.claim(event.subject_id)
    if event.data["outcome"] == Outcome.APPROVED and claim.state != State.APPROVED:
        return
    words = sentence(WORDS[Outcome(event.data["outcome"])], title=claim.title)
    notify(person_id=claim.person_id, event_id=event.id, sentence=words, path=f"/account/professional/claims/{claim.id}", now=event.at)


def tell_ended(event: Recorded) -> None:
    if event.data["why"] == "expired":
        claim = claims.claim(event.subject_id)
        words = sentence(N_("What was checked of “%(title)s” has run out. You can have it checked again."), title=claim.title)
        notify(person_id=claim.person_id, event_id=event.id, sentence=words, path=f"/account/professional/claims/{claim.id}", now=event.at)


def tell_vouched(event: Recorded) -> None:
    name = accounts.names_for([event.data["voucher_id"]]).get(event.data["voucher_id"], "")
    words = sentence(N_("%(name)s vouches for you: “%(title)s”."), name=name, title=claims.claim(event.subject_id).title)
    notify(person_id=event.data["person_id"], event_id=event.id, sentence=words, path=f"/account/professional/claims/{event.subject_id}", now=event.at)


def tell_asked(event: Recorded) -> None:
    """Tell somebody who asks to be connected; not of somebody they blocked."""
    asker, other = network.connection(event.subject_id)
    if asker in queries.blocked_by(other):
        return
    words = sentence(N_("%(name)s asks to be connected with you."), name=accounts.names_for([asker]).get(asker, ""))
    notify(person_id=other, event_id=event.id, sentence=words, path="/account/network", now=event.at)


def tell_connected(event: Recorded) -> None:
    asker, other = network.connection(event.subject_id)
    words = sentence(N_("You are now connected with %(name)s."), name=accounts.names_for([other]).get(other, ""))
    notify(person_id=asker, event_id=event.id, sentence=words, path="/account/network", now=event.at)


def tell_attestation_asked(event: Recorded) -> None:
    claim = claims.claim(event.subject_id)
    people = attesting.speakers(claim.body_id) if claim.body_id else set()
    words = sentence(N_("Somebody asks your organisation to confirm: “%(title)s”."), title=claim.title)
    notify_all(people - {claim.person_id}, event_id=event.id, sentence=words, path="/account/professional/attestations", now=event.at)


def tell_attested(event: Recorded) -> None:
    claim = claims.claim(event.subject_id)
    words = N_("%(body)s confirms: “%(title)s”.") if event.data["is_true"] else N_("%(body)s could not confirm: “%(title)s”.")
    notify(person_id=claim.person_id, event_id=event.id, sentence=sentence(words, body=claim.organisation, title=claim.title), path=f"/account/professional/claims/{claim.id}", now=event.at)


RECORD: dict[str, RecordWords] = {
    "professionals.StandingShown": lambda d: sentence(N_("%(person)s: professional standing was checked."), person=d["person"]),
    "professionals.AttesterChanged": lambda d: sentence(N_("%(person)s speaks for a recognised body.") if d["speaks"] else N_("%(person)s no longer speaks for a recognised body."), person=d["person"]),
    "professionals.StandingEnded": lambda d: sentence(N_("%(person)s: a professional standing ended."), person=d["person"]),
}
