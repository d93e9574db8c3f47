"""Gathers the trace of a proposal, and what became of one person's words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import select, union_all

from forum.council.models import Case, Decision, DecisionPoint, Milestone, OfficialQuestion
from forum.council.queries import cases, decisions
from forum.council.tracing import Trace, decided_in
from forum.council.types import CaseLine
from forum.discussions.models import Comment, Thread
from forum.kernel.db import db
from forum.kernel.words import N_, Sentence, sentence
from forum.proposals.models import Amendment, Endorsement, Participation, Proposal, Version, VersionComment
from forum.proposals.types import SUBJECT, Outcome
from forum.voting.models import ContestOption, RollEntry
from forum.voting.types import State

MOST = 200


def of_proposal(row: Proposal) -> Trace:
    """Return the trace of a proposal. Cost: eight queries, however much was said: only comments that led somewhere, or were answered, are in it."""
    trace = Trace(row.id)
    numbers = _versions(trace, row)
    _amendments(trace, row, numbers)
    case = cases.of_proposal(row.id)
    made = list(reversed(decisions.of_case(case.id))) if case is not None else []
    settled = _votes(trace, row, numbers, {d.contest_id for d in made})
    if case is not None:
        _answers(trace, case, made, settled)
    return trace


def _versions(trace: Trace, row: Proposal) -> list[int]:
    found = db.session.execute(select(Version.id, Version.number, Version.at).where(Version.proposal_id == row.id).order_by(Version.number).limit(MOST)).all()
    for v in found:
        trace.add("version", v.number, at=_moment(v.at), title=f"Version {v.number}", path=f"/proposals/{row.id}/versions/{v.number}")
    for before, after in pairwise(found):
        trace.link(f"version-{before.number}", f"version-{after.number}", "led to")
    led = select(Version.number, VersionComment.comment_id, Comment.at, Comment.source).join(VersionComment, VersionComment.version_id == Version.id).join(Comment, Comment.id == VersionComment.comment_id)
    for number, comment, at, source in db.session.execute(led.where(Version.proposal_id == row.id, Comment.removed_at.is_(None), Comment.hidden_at.is_(None)).limit(MOST)).tuples():
        trace.link(_comment(trace, comment, at, source), f"version-{number}", "led to")
    return [v.number for v in found]


def _comment(trace: Trace, number: int, at: datetime, source: str) -> str:
    return trace.add("comment", number, at=_moment(at), title=_short(source), path=f"/talk/comments/{number}")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 80 else words[:79].rsplit(" ", 1)[0] + "…"


def _amendments(trace: Trace, row: Proposal, numbers: list[int]) -> None:
    query = select(Amendment.id, Amendment.at, Amendment.reason, Amendment.version_number).where(Amendment.proposal_id == row.id, Amendment.outcome == Outcome.ACCEPTED).order_by(Amendment.id).limit(MOST)
    for a in db.session.execute(query):
        name = trace.add("amendment", a.id, at=_moment(a.at), title=_short(a.reason), path=f"/proposals/{row.id}/amendments#amendment-{a.id}")
        if a.version_number in numbers:
            trace.link(name, f"version-{a.version_number}", "went into")


def _votes(trace: Trace, row: Proposal, numbers: list[int], cited: Collection[int | None]) -> dict[int | None, str]:
    """Add the options on ballots and the rounds that settled them; return the last step of each vote. One that is void leads nowhere, unless a decision was taken by it."""
    ends: dict[int | None, str] = {}
    codes = {r.contest_id: r.code for r in db.session.execute(select(ContestOption.contest_id, ContestOption.code).where(ContestOption.proposal_id == row.id))}
    for contest, content, _ in reversed(decisions.results(row.id)):
        if contest.state == State.VOID and contest.id not in cited:
            continue
        code = codes[contest.id]
        option = trace.add("option", f"{contest.slug}-{code}", at=_moment(contest.opens_at), title=contest.title, path=f"/votes/{contest.slug}#option-{code}")
        if numbers:
            trace.link(f"version-{_version_at(row.id, contest.opens_at) or numbers[-1]}", option, "was put to")
        ends[contest.id] = option
        number = decided_in((content or {}).get("count", {}).get("rounds") or [], str(code))
        if number is not None:
            ends[contest.id] = trace.add("round", f"{contest.slug}-{number}", at=_moment(contest.closes_at), title=f"{contest.title}: {number}", path=f"/votes/{contest.slug}/result#round-{number}")
            trace.link(option, ends[contest.id], "was settled in")
    return ends


def _version_at(proposal_id: int, moment: datetime) -> int | None:
    return db.session.scalar(select(Version.number).where(Version.proposal_id == proposal_id, Version.at <= moment).order_by(Version.number.desc()).limit(1))


def _answers(trace: Trace, case: Case, made: list[Decision], settled: dict[int | None, str]) -> None:
    newest = None
    for d in made:
        name = trace.add("decision", d.id, at=_moment(d.at), title=f"Decision {d.number}", path=f"/council/decisions/{d.id}")
        if d.contest_id in settled:
            trace.link(settled[d.contest_id], name, "informed")
        elif f"version-{d.version_number}" in trace.steps:
            trace.link(f"version-{d.version_number}", name, "informed")
        if newest is not None:
            trace.link(newest, name, "led to")
        newest = name
    query = select(DecisionPoint.decision_id, Comment.id, Comment.at, Comment.source).join(Comment, Comment.id == DecisionPoint.comment_id).join(Decision, Decision.id == DecisionPoint.decision_id)
    for decision, comment, at, source in db.session.execute(query.where(Decision.case_id == case.id, Comment.removed_at.is_(None), Comment.hidden_at.is_(None)).limit(MOST)).tuples():
        trace.link(_comment(trace, comment, at, source), f"decision-{decision}", "was answered by")
    for m in db.session.execute(select(Milestone.id, Milestone.title, Milestone.touched_at, Milestone.decision_id).where(Milestone.case_id == case.id).order_by(Milestone.id)):
        name = trace.add("milestone", m.id, at=_moment(m.touched_at), title=m.title, path=f"/council/cases/{case.id}#milestone-{m.id}")
        if f"decision-{m.decision_id}" in trace.steps:
            trace.link(f"decision-{m.decision_id}", name, "is done by")


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="seconds")


@dataclass(frozen=True)
class Fate:
    """What became of something somebody said or did: a marked sentence, where it stands, and the trace that shows the way."""

    words: Sentence | str
    title: str
    path: str
    proposal_id: int
    step: str
    at: datetime
    answer: str = ""
    answer_path: str = ""


def fates(person_id: int, limit: int = 200) -> list[Fate]:
    """Return what became of somebody's comments and suggestions that led somewhere and whose words still stand, the latest first. Cost: three queries."""
    mine = (Comment.author_id == person_id) & Comment.removed_at.is_(None) & Comment.hidden_at.is_(None)
    led = (
        select(Comment.id, Comment.source, Version.number, Version.at, Version.proposal_id, Version.title).join(VersionComment, VersionComment.comment_id == Comment.id).join(Version, Version.id == VersionComment.version_id).join(Proposal, Proposal.id == Version.proposal_id)
        .where(mine, Proposal.hidden_at.is_(None)).order_by(Version.id.desc()).limit(limit)
    )  # fmt: skip
    found = [
        Fate(sentence(N_("Your comment led to version %(number)s of “%(title)s”."), number=r.number, title=r.title), _short(r.source), f"/talk/comments/{r.id}", r.proposal_id, f"comment-{r.id}", r.at)
        for r in db.session.execute(led)
    ]
    answered = (
        select(Comment.id, Comment.source, Decision.id.label("decision"), Decision.at, Case.proposal_id, Proposal.title, DecisionPoint.html).join(DecisionPoint, DecisionPoint.comment_id == Comment.id).join(Decision, Decision.id == DecisionPoint.decision_id)
        .join(Case, Case.id == Decision.case_id).join(Proposal, Proposal.id == Case.proposal_id).where(mine, Proposal.hidden_at.is_(None)).order_by(Decision.id.desc()).limit(limit)
    )  # fmt: skip
    found += [
        Fate(sentence(N_("The council answered your argument about “%(title)s”."), title=r.title), _short(r.source), f"/talk/comments/{r.id}", r.proposal_id, f"comment-{r.id}", r.at, r.html, f"/council/decisions/{r.decision}#point-{r.id}") for r in db.session.execute(answered)
    ]
    taken = (
        select(Amendment.id, Amendment.reason, Amendment.outcome, Amendment.decided_at, Amendment.version_number, Amendment.proposal_id, Proposal.title).join(Proposal, Proposal.id == Amendment.proposal_id)
        .where(Amendment.author_id == person_id, Amendment.outcome.in_((Outcome.ACCEPTED, Outcome.REJECTED)), Proposal.hidden_at.is_(None)).order_by(Amendment.id.desc()).limit(limit)
    )  # fmt: skip
    for r in db.session.execute(taken):
        if r.outcome == Outcome.ACCEPTED and r.version_number is not None:
            words = sentence(N_("Your suggestion went into version %(number)s of “%(title)s”."), number=r.version_number, title=r.title)
        else:
            words = sentence(N_("Your suggestion for “%(title)s” was turned down, with a reason."), title=r.title)
        found.append(Fate(words, r.reason, f"/proposals/{r.proposal_id}/amendments#amendment-{r.id}", r.proposal_id, f"amendment-{r.id}", r.decided_at))
    return sorted(found, key=lambda f: f.at, reverse=True)[:limit]


def of_comment(comment_id: int) -> list[tuple[Sentence | str, str]]:
    """Return what became of one comment: sentences, each with where it stands. Cost: three queries."""
    asked = db.session.scalar(select(OfficialQuestion.case_id).where(OfficialQuestion.comment_id == comment_id))
    found: list[tuple[Sentence | str, str]] = [(N_("The council asked this of everybody."), f"/council/cases/{asked}")] if asked is not None else []
    led = select(Version.proposal_id, Version.number).join(VersionComment, VersionComment.version_id == Version.id).where(VersionComment.comment_id == comment_id).order_by(Version.number)
    found += [(sentence(N_("It led to version %(number)s of the proposal."), number=number), f"/proposals/{proposal}/versions/{number}") for proposal, number in db.session.execute(led).tuples()]
    corrected = select(Decision.corrects_id).where(Decision.corrects_id.is_not(None))
    answered = select(DecisionPoint.decision_id).join(Decision, Decision.id == DecisionPoint.decision_id).where(DecisionPoint.comment_id == comment_id, Decision.id.not_in(corrected))
    return found + [(N_("The council answered it in its decision."), f"/council/decisions/{number}#point-{comment_id}") for number in db.session.scalars(answered)]


def concerns(person_id: int, limit: int = 60) -> list[CaseLine]:
    """Return the cases of proposals somebody wrote, signed, endorsed, argued about or voted on, the latest first. Cost: two queries."""
    mine = union_all(
        select(Participation.proposal_id.label("id")).where(Participation.person_id == person_id, Participation.accepted_at.is_not(None), Participation.ended_at.is_(None)),
        select(ContestOption.proposal_id).join(RollEntry, RollEntry.contest_id == ContestOption.contest_id).where(RollEntry.person_id == person_id, ContestOption.proposal_id.is_not(None)),
        select(Endorsement.proposal_id).where(Endorsement.person_id == person_id, Endorsement.withdrawn_at.is_(None)), select(Proposal.id).where(Proposal.lead_id == person_id),
        select(Thread.subject_id).join(Comment, Comment.thread_id == Thread.id).where(Thread.subject == SUBJECT, Comment.author_id == person_id, Comment.removed_at.is_(None)),
    ).subquery()  # fmt: skip
    numbers = list(db.session.scalars(select(Case.proposal_id).where(Case.proposal_id.in_(select(mine.c.id))).order_by(Case.id.desc()).limit(limit)))
    return sorted(cases.by_proposals(numbers).values(), key=lambda c: c.answered_at or c.received_at, reverse=True)
