"""Publishes decisions. A decision stands as it was published; only a later one that cites it corrects it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete

from forum.council.actions import doing
from forum.council.actions.receiving import locked, note_lapse, set_again
from forum.council.departing import departs
from forum.council.drafts import Draft, is_defeated
from forum.council.events import DecisionPublished
from forum.council.models import Case, Decision, DecisionDraft, DecisionPoint, DecisionVote
from forum.council.queries import answering, cases, decisions, meetings
from forum.council.recording import record_of
from forum.council.types import ACCEPTING, SENT_BEFORE, WAITING, CaseState, Choice, Verdict
from forum.discussions.actions import tending
from forum.kernel import letters
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid
from forum.kernel.events import record
from forum.kernel.hashing import canonical_json, sha256_hex
from forum.kernel.rules import Actor
from forum.kernel.text import render, spoken
from forum.kernel.words import N_, Sentence
from forum.proposals.actions import moving
from forum.proposals.queries import reading
from forum.proposals.types import Mover, Stage

SHORTEST, SHORTEST_ANSWER = 15, 3
LONGEST_STUDY = timedelta(days=366)


@dataclass(frozen=True)
class Made:
    """A decision with its parts, as rows that are not in the database yet."""

    row: Decision
    votes: list[DecisionVote]
    points: list[DecisionPoint]


def prepare(case_id: int, draft: Draft, *, corrects: int | None, once: str, actor: Actor, now: datetime) -> Made:
    """Return the decision a draft would make now. `corrects`: the number of the decision it corrects.

    Raises Invalid naming fields; Conflict when the case has been answered meanwhile, when people are voting on it, or when the decision to be
    corrected is not the last.
    """
    case, before = cases.case(case_id), decisions.of_case(case_id)
    must_be_open(case, before, corrects)
    result = decisions.final_result(case.proposal_id)
    arguments = {a.comment_id: a for a in decisions.strongest(case.proposal_id)}
    html = {"resolution": render(draft.resolution).html, "reasons": render(draft.reasons).html, "departure": render(draft.departure).html if draft.departure.strip() else ""}
    corrected = to_correct(before)
    session = next((s for s in meetings.to_choose(now, since=case.received_at, also=corrected.session_id if corrected else None) if s.public_id == draft.session), None)
    members = decisions.who_may_have_voted(draft.decided_on, corrected)
    _check(draft, html, is_departing=departs(draft.verdict, case.proposal_id, result[1] if result else None), arguments=arguments, members=members, since=case.received_at, is_in_session=session is not None, now=now)
    row = Decision(
        case_id=case.id, number=len(before) + 1, session_id=session.id if session else None, verdict=draft.verdict,
        resolution=draft.resolution, resolution_html=html["resolution"], reasons=draft.reasons, reasons_html=html["reasons"], departure=draft.departure if html["departure"] else "", departure_html=html["departure"],
        contest_id=result[0].id if result else None, result_hash=result[2] if result else "", version_number=reading.row(case.proposal_id).version_number, decided_on=draft.decided_on, again_on=draft.again_on, at=now, recorded_by=actor.person,
        corrects_id=corrects, once=once, hash="",
    )  # fmt: skip
    votes = [DecisionVote(member_id=member, choice=choice, name=members[member]) for member, choice in draft.votes.items()]
    points = [
        DecisionPoint(comment_id=comment, side=arguments[comment].side, argument_hash=sha256_hex(arguments[comment].source), source=words, html=render(words).html)
        for comment, words in draft.points.items() if words.strip()
    ]  # fmt: skip
    row.hash = sha256_hex(canonical_json(record_of(row, votes, points, proposal_id=case.proposal_id)))
    return Made(row, votes, points)


def to_correct(before: Sequence[Decision]) -> Decision | None:
    """Return which of the decisions of a case the next one corrects; None where it is the first, or follows a study."""
    return before[0] if before and before[0].verdict != Verdict.STUDY else None


def number_to_correct(before: Sequence[Decision]) -> int | None:
    """Return the number of the same."""
    last = to_correct(before)
    return last.id if last is not None else None


def must_be_open(case: Case, before: Sequence[Decision], corrects: int | None) -> None:
    """Raise Conflict unless a case can be decided now, or its last decision corrected."""
    if corrects != number_to_correct(before):
        raise Conflict(N_("The council has answered this already. A decision is corrected by a new one that cites it: begin at the published decision."))
    if corrects is None and case.state not in WAITING:
        raise Conflict(N_("This case does not wait for an answer any more."))
    if decisions.is_being_voted_on(case.proposal_id):
        raise Conflict(N_("People are voting on this, or their vote is not certified yet. The council decides with the result in hand."))


def publish(case_id: int, draft: Draft, *, corrects: int | None, once: str, actor: Actor, now: datetime) -> int:
    """Publish a decision and return its number. The same form sent twice publishes one. Raises as `prepare` does."""
    case = locked(case_id)
    again = decisions.by_once(once)
    if again is not None:
        if again.case_id != case.id:
            raise Conflict(SENT_BEFORE)
        return again.id
    proposal = moving.locked(case.proposal_id)
    tending.cite_comments(draft.points.keys(), now=now)
    made = prepare(case_id, draft, corrects=corrects, once=once, actor=actor, now=now)
    db.session.execute(delete(DecisionDraft).where(DecisionDraft.case_id == case.id))  # what is locked is locked before a row names a person, who may be closing their account
    if corrects is not None and draft.verdict not in ACCEPTING:
        doing.drop_all(case, actor=actor, now=now)
    db.session.add(made.row)
    db.session.flush()
    for vote in made.votes:
        vote.decision_id = made.row.id
    for point in made.points:
        point.decision_id = made.row.id
    db.session.add_all([*made.votes, *made.points])
    _move_on(case, proposal, draft, corrects=corrects, actor=actor, now=now)
    case.version, case.touched_at = case.version + 1, now
    db.session.flush()
    record(DecisionPublished(case_id=case.id, proposal_id=case.proposal_id, decision_id=made.row.id, number=made.row.number, verdict=made.row.verdict, corrects_id=corrects), actor_id=actor.person, at=now)
    return made.row.id


def _move_on(case: Case, proposal: reading.ProposalRow, draft: Draft, *, corrects: int | None, actor: Actor, now: datetime) -> None:
    """Bring case and proposal to where a decision brings them. What needs study waits on, for another day."""
    if corrects is None:
        note_lapse(case, now=now)
    is_settled = proposal.stage in {Stage.UNDER_REVIEW, Stage.ON_BALLOT} and draft.verdict is not Verdict.STUDY
    is_taken_back = proposal.stage == Stage.BEING_DONE and draft.verdict not in ACCEPTING
    if is_settled or is_taken_back:
        moving.move_stage(proposal, Stage.DECIDED, by=Mover.COUNCIL, person_id=actor.person, now=now)
    if draft.again_on is not None:
        set_again(case, draft.again_on, now=now)
    elif case.answered_at is None:
        case.state, case.answered_at = CaseState.ANSWERED, now


def _check(draft: Draft, texts: Mapping[str, str], *, is_departing: bool, arguments: Collection[int], members: Collection[int], since: datetime, is_in_session: bool, now: datetime) -> None:
    faults: dict[str, Sentence | str] = {}
    for name in ("resolution", "reasons"):
        if spoken(texts[name]) < SHORTEST:
            faults[name] = N_("Write at least a sentence: people will read it word by word.")
    if is_departing and spoken(texts["departure"]) < SHORTEST:
        faults["departure"] = N_("This goes another way than the vote. Say why: people who voted are owed the reasons.")
    today = now.astimezone(letters.zone()).date()
    if draft.decided_on > today:
        faults["decided_on"] = N_("A decision cannot be dated in the future.")
    elif draft.decided_on < since.astimezone(letters.zone()).date():
        faults["decided_on"] = N_("A decision cannot be older than the day on which the proposal was received.")
    if draft.verdict is Verdict.STUDY and (draft.again_on is None or not today < draft.again_on <= today + LONGEST_STUDY):
        faults["again_on"] = N_("Name the day by which the council decides, within a year: the clock runs to it, for everybody to see.")
    if draft.session and not is_in_session:
        faults["session"] = N_("Choose a session that has begun and was not cancelled.")
    faults |= _faults_of_people(draft, arguments, members)
    if faults:
        raise Invalid(fields=faults)


def _faults_of_people(draft: Draft, arguments: Collection[int], members: Collection[int]) -> dict[str, Sentence | str]:
    faults: dict[str, Sentence | str] = {}
    if not set(draft.votes) <= set(members) or (answering.members() and not any(choice in {Choice.FOR, Choice.AGAINST} for choice in draft.votes.values())):
        faults["votes"] = N_("Say how the members voted; at least one voted for or against.")
    elif is_defeated(draft.votes):
        faults["votes"] = N_("More members voted against this resolution than for it: it was not passed. Record the one that was.")
    if not set(draft.points) <= set(arguments):
        faults["points"] = N_("The strongest arguments have changed since you opened this form. Look at them again; what you wrote is kept.")
    elif any(spoken(render(draft.points.get(comment, "")).html) < SHORTEST_ANSWER for comment in arguments):
        faults["points"] = N_("Answer each of the strongest arguments, in a few words at least.")
    return faults
