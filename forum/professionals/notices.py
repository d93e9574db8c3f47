"""What people are told about their claims, and how the public record words it."""

from forum.accounts import queries as accounts
from forum.admin.types import RecordWords
from forum.kernel.events import Recorded
from forum.kernel.words import N_, sentence
from forum.notifications.actions import notify
from forum.professionals.queries import claims
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


RECORD: dict[str, RecordWords] = {
    "professionals.StandingShown": lambda d: sentence(N_("%(person)s: professional standing was checked."), person=d["person"]),
    "professionals.StandingEnded": lambda d: sentence(N_("%(person)s: a professional standing ended."), person=d["person"]),
}
