"""What those concerned are told, and how the public record words it."""

from forum.kernel.events import Recorded
from forum.kernel.words import N_, Sentence, sentence
from forum.moderation import things
from forum.moderation.policy import OUTCOME_NAMES, TELLS, Outcome
from forum.moderation.queries import cases
from forum.notifications.actions import notify_all

AUTHOR_WORDS: dict[Outcome, str] = {
    Outcome.HELD: N_("What you wrote about “%(title)s” waits until a moderator has read it, because it holds a link and your account is new."),
    Outcome.WARNED: N_("What you wrote about “%(title)s” breaks a rule. It stays; please read the reasons."),
    Outcome.HIDDEN: N_("What you wrote about “%(title)s” was hidden. Read the reasons; you can appeal."),
    Outcome.SUSPENDED: N_("What you wrote about “%(title)s” was hidden, and your account is suspended for a time. Read the reasons; you can appeal."),
}


def tell_held(event: Recorded) -> None:
    _tell_author(event)


def tell_decided(event: Recorded) -> None:
    """Tell the author what was decided and why, and whoever reported what came of it."""
    _tell_author(event)
    case = cases.case(event.subject_id)
    thing = things.find(case.kind, case.thing_id)
    if thing is None:
        return  # its author undid it
    words = sentence(N_("What you reported in “%(title)s” was looked at: %(outcome)s."), title=thing.title, outcome=Sentence(OUTCOME_NAMES[Outcome(event.data["outcome"])]))
    notify_all(cases.reporters(case.id) - thing.people, event_id=event.id, sentence=words, path=thing.path, now=event.at)
    if Outcome(event.data["outcome"]) is Outcome.KEPT and any(d.outcome == Outcome.HELD for d in cases.decisions(case.id)):
        shown = sentence(N_("What you wrote about “%(title)s” was read and is now shown."), title=thing.title)
        notify_all(thing.people, event_id=event.id, sentence=shown, path=thing.path, now=event.at)


def _tell_author(event: Recorded) -> None:
    decision = cases.decision(event.data["decision_id"])
    outcome = Outcome(decision.outcome)
    if outcome in TELLS:
        case = cases.case(decision.case_id)
        thing = things.find(case.kind, case.thing_id)
        if thing is None:
            return
        words = sentence(AUTHOR_WORDS[outcome], title=thing.title)
        notify_all(thing.people, event_id=event.id, sentence=words, path=f"/moderation/statements/{decision.id}", now=event.at)


def tell_appeal_decided(event: Recorded) -> None:
    decision = cases.decision(event.data["decision_id"])
    words = N_("Your appeal was upheld: the decision is undone.") if event.data["upheld"] else N_("Your appeal was not upheld. The reply stands beside the decision.")
    people = {decision.person_id, cases.appeal(event.subject_id).person_id}
    notify_all(people, event_id=event.id, sentence=words, path=f"/moderation/statements/{decision.id}", now=event.at)

