"""What people are told about proposals, and how the public record words it."""

from collections.abc import Iterable
from typing import Any

from forum.accounts import queries as accounts
from forum.admin.types import RecordWords
from forum.discussions.queries import threads
from forum.kernel.events import Recorded
from forum.kernel.words import N_, Sentence, sentence
from forum.notifications.actions import notify_all
from forum.notifications.queries import followers
from forum.notifications.types import FollowLevel, Why
from forum.professionals.types import PERSON
from forum.proposals.queries import amendments, reading, standing
from forum.proposals.types import STAGE_NAMES, SUBJECT, Mover, Outcome, Stage

_ALL, _DECISIONS = FollowLevel.ALL, FollowLevel.DECISIONS


def _tell_followers_of_the_author(event: Recorded) -> None:
    row = reading.row(event.subject_id)
    if row.hidden_at is None:
        words = sentence(N_("%(name)s, whom you follow, published “%(title)s”."), name=accounts.names_for([row.lead_id]).get(row.lead_id, ""), title=row.title)
        people = followers(PERSON, row.lead_id, _ALL) - {row.lead_id}
        notify_all(people, event_id=event.id, sentence=words, path=f"/proposals/{row.id}", now=event.at, why=Why.EVERYTHING, by=row.lead_id)


def tell_version(event: Recorded) -> None:
    """Tell followers of a new version, and every supporter of a substantial one: they may withdraw."""
    if event.data["number"] == 1:
        _tell_followers_of_the_author(event)
        return
    title = reading.row(event.subject_id).title
    path = f"/proposals/{event.subject_id}/changes"
    supporters = reading.supporters(event.subject_id) if event.data["is_substantial"] else set()
    words = N_("“%(title)s”, which you endorse, was changed substantially. See what changed; you may withdraw your endorsement.")
    _tell(event, supporters, sentence(words, title=title), path, Why.DECISION)
    others = followers(SUBJECT, event.subject_id, _ALL) - supporters
    _tell(event, others, sentence(N_("“%(title)s” has a new version."), title=title), path, Why.EVERYTHING)


def tell_led(event: Recorded) -> None:
    """Tell whoever wrote it that a comment led to a version."""
    words = sentence(N_("Your comment led to version %(number)s of “%(title)s”."), number=event.data["number"], title=reading.row(event.subject_id).title)
    _tell(event, [threads.comment(event.data["comment_id"]).author_id], words, f"/proposals/{event.subject_id}/versions/{event.data['number']}")


def tell_stage(event: Recorded) -> None:
    """Tell followers, supporters and authors that a proposal moved on."""
    stage = Stage(event.data["to_stage"])
    if event.data["from_stage"] == Stage.DRAFT:
        return
    row = reading.row(event.subject_id)
    if row.merged_into_id is not None or (event.data["mover"] == Mover.COUNCIL and stage in {Stage.DECIDED, Stage.DONE}):
        return  # those concerned are asked something instead; of a decision the council tells more itself
    words = sentence(N_("“%(title)s” is now: %(stage)s."), title=row.title, stage=Sentence(STAGE_NAMES[stage]))
    people = followers(SUBJECT, row.id, _ALL, _DECISIONS) | reading.supporters(row.id) | set(standing.author_ids(row.id))
    _tell(event, people, words, why=Why.DECISION)


def tell_invited(event: Recorded) -> None:
    words = sentence(N_("You are invited to co-write or co-sign “%(title)s”."), title=reading.row(event.subject_id).title)
    _tell(event, [event.data["person_id"]], words, f"/proposals/{event.subject_id}/people")


def tell_answered(event: Recorded) -> None:
    title = reading.row(event.subject_id).title
    words = N_("Your invitation was accepted: “%(title)s”.") if event.data["accepted"] else N_("Your invitation was declined: “%(title)s”.")
    _tell(event, [event.data["invited_by"]], sentence(words, title=title), f"/proposals/{event.subject_id}/people")


def tell_amendment(event: Recorded) -> None:
    words = sentence(N_("Somebody suggests a change to “%(title)s”. Please accept or reject it, with a reason."), title=reading.row(event.subject_id).title)
    path = f"/proposals/{event.subject_id}/amendments#amendment-{event.data['amendment_id']}"
    _tell(event, standing.author_ids(event.subject_id), words, path)


AMENDMENT_WORDS = {
    Outcome.ACCEPTED: N_("Your amendment to “%(title)s” was accepted. The new version names you."),
    Outcome.REJECTED: N_("Your amendment to “%(title)s” was not accepted; the reason stands beside it."),
}


def tell_amendment_decided(event: Recorded) -> None:
    words = AMENDMENT_WORDS.get(Outcome(event.data["outcome"]))
    if words is not None:
        amendment = amendments.amendment(event.data["amendment_id"])
        path = f"/proposals/{event.subject_id}/amendments#amendment-{amendment.id}"
        _tell(event, [amendment.author_id], sentence(words, title=reading.row(event.subject_id).title), path)


def tell_merge_asked(event: Recorded) -> None:
    titles = {"one": reading.row(event.subject_id).title, "other": reading.row(event.data["into_id"]).title}
    words = sentence(N_("Somebody suggests joining “%(one)s” with “%(other)s”. Do you agree?"), **titles)
    people = set(standing.author_ids(event.subject_id)) | set(standing.author_ids(event.data["into_id"]))
    _tell(event, people, words, f"/proposals/{event.subject_id}/merge")


def tell_merge_declined(event: Recorded) -> None:
    words = sentence(N_("“%(title)s” stays a proposal of its own; the reason stands there."), title=reading.row(event.subject_id).title)
    people = set(standing.author_ids(event.subject_id)) | set(standing.author_ids(event.data["into_id"]))
    _tell(event, people, words, f"/proposals/{event.subject_id}/merge")


def tell_merged(event: Recorded) -> None:
    """Ask each supporter whether their endorsement goes along."""
    row, target = reading.row(event.subject_id), reading.row(event.data["into_id"])
    titles = {"one": row.title, "other": target.title}
    supporters = reading.supporters(row.id)
    words = sentence(N_("“%(one)s” was joined with “%(other)s”. Shall your endorsement go along? Without your yes it does not."), **titles)
    _tell(event, supporters, words, f"/proposals/{row.id}/carry-over")
    others = (followers(SUBJECT, row.id, _ALL, _DECISIONS) | followers(SUBJECT, target.id, _ALL)) - supporters
    _tell(event, others, sentence(N_("“%(one)s” was joined with “%(other)s”."), **titles), f"/proposals/{target.id}", Why.DECISION)


def _tell(event: Recorded, people: Iterable[int], words: Sentence, path: str = "", why: Why = Why.OWN) -> None:
    wanted = {p for p in people if p != event.actor_id}
    notify_all(wanted, event_id=event.id, sentence=words, path=path or f"/proposals/{event.subject_id}", now=event.at, why=why, about=(SUBJECT, event.subject_id))


def _stage(data: dict[str, Any]) -> Sentence:
    return sentence(N_("Proposal no. %(number)s moved to: %(stage)s."), number=data["proposal_id"], stage=Sentence(STAGE_NAMES[Stage(data["to_stage"])]))


RECORD: dict[str, RecordWords] = {
    "proposals.StageMoved": _stage,
    "proposals.CommentLedToVersion": lambda d: sentence(N_("Proposal no. %(number)s: a comment led to version %(version)s."), number=d["proposal_id"], version=d["number"]),
    "proposals.VersionPublished": lambda d: sentence(N_("Proposal no. %(number)s: version %(version)s was published."), number=d["proposal_id"], version=d["number"]),
    "proposals.ThresholdReached": lambda d: sentence(N_("Proposal no. %(number)s has enough endorsements (%(support)s): the council must answer."), number=d["proposal_id"], support=d["support"]),
    "proposals.AmendmentProposed": lambda d: sentence(N_("An amendment to proposal no. %(number)s was suggested."), number=d["proposal_id"]),
    "proposals.AmendmentDecided": lambda d: sentence(N_("An amendment to proposal no. %(number)s was decided."), number=d["proposal_id"]),
    "proposals.ProposalsMerged": lambda d: sentence(N_("Proposal no. %(number)s was joined with no. %(other)s."), number=d["proposal_id"], other=d["into_id"]),
    "proposals.TopicsCorrected": lambda d: sentence(N_("Proposal no. %(number)s was filed under other topics."), number=d["proposal_id"]),
    "proposals.SupportRuleChanged": lambda d: sentence(N_("New proposals of area no. %(area)s need %(threshold)s endorsements within %(days)s days."), area=d["area_id"], threshold=d["threshold"], days=d["days"]),
}
