"""Publishes decisions. A decision stands as it was published; only a later one that cites it corrects it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select

from forum.council.actions.receiving import locked
from forum.council.departing import departs
from forum.council.events import DecisionPublished
from forum.council.models import Decision, DecisionPoint, DecisionVote
from forum.council.queries import cases, decisions, meetings
from forum.council.types import WAITING, CaseState, Choice, Verdict
from forum.kernel import letters
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid
from forum.kernel.events import record
from forum.kernel.hashing import canonical_json, sha256_hex
from forum.kernel.rules import Actor
from forum.kernel.text import render
from forum.kernel.words import N_, Sentence
from forum.proposals.actions import moving
from forum.proposals.types import Mover, Stage

SHORTEST = 20


@dataclass(frozen=True)
class Draft:
    """A decision as it is filled in. `votes`: members and their choices; `points`: comments and what the council answers each."""

    verdict: Verdict
    resolution: str
    reasons: str
    departure: str
    decided_on: date
    session: str = ""
    votes: Mapping[int, Choice] = field(default_factory=dict)
    points: Mapping[int, str] = field(default_factory=dict)


def publish(case_id: int, draft: Draft, *, corrects: int | None, once: str, actor: Actor, now: datetime) -> int:
    """Publish a decision and return its number. The same form sent twice publishes one. `corrects`: the number of the decision it corrects.

    Raises Invalid naming fields; Conflict when the case has been answered meanwhile, or the decision to be corrected is not the last.
    """
    again = decisions.by_once(once)
    if again is not None:
        return again.id
    case = locked(case_id)
    before = decisions.of_case(case.id)
    if before and corrects != before[0].id:
        raise Conflict(N_("The council has answered this already. A decision is corrected by a new one that cites it: begin at the published decision."))
    if not before and (corrects is not None or case.state not in WAITING):
        raise Conflict(N_("This case does not wait for an answer any more."))
    result = decisions.final_result(case.proposal_id)
    arguments = decisions.strongest(case.proposal_id)
    _check(draft, is_departing=departs(draft.verdict, case.proposal_id, result[1] if result else None), arguments={a.comment_id: a.side for a in arguments}, now=now)
    proposal = moving.locked(case.proposal_id)
    session = meetings.by_name(draft.session) if draft.session else None
    texts = {"resolution": render(draft.resolution).html, "reasons": render(draft.reasons).html, "departure": render(draft.departure).html if draft.departure.strip() else ""}
    row = Decision(
        case_id=case.id, number=(db.session.scalar(select(func.max(Decision.number)).where(Decision.case_id == case.id)) or 0) + 1, session_id=session.id if session else None, verdict=draft.verdict,
        resolution=draft.resolution, resolution_html=texts["resolution"], reasons=draft.reasons, reasons_html=texts["reasons"], departure=draft.departure if texts["departure"] else "", departure_html=texts["departure"],
        contest_id=result[0].id if result else None, result_hash=result[2] if result else "", version_number=proposal.version_number, decided_on=draft.decided_on, at=now, recorded_by=actor.person,
        corrects_id=corrects, once=once, hash="",
    )  # fmt: skip
    row.hash = sha256_hex(canonical_json({
        "case": case.id, "proposal": case.proposal_id, "version": row.version_number, "number": row.number, "verdict": row.verdict, "resolution": row.resolution, "reasons": row.reasons, "departure": row.departure,
        "result": row.result_hash, "decided_on": row.decided_on.isoformat(), "corrects": corrects, "votes": {str(k): str(v) for k, v in sorted(draft.votes.items())}, "points": {str(k): v for k, v in sorted(draft.points.items())},
    }))  # fmt: skip
    db.session.add(row)
    db.session.flush()
    db.session.add_all(DecisionVote(decision_id=row.id, member_id=member, choice=choice) for member, choice in draft.votes.items())
    sides = {a.comment_id: a.side for a in arguments}
    db.session.add_all(DecisionPoint(decision_id=row.id, comment_id=comment, side=sides[comment], source=words, html=render(words).html) for comment, words in draft.points.items() if words.strip())
    if not before:
        moving.move_stage(proposal, Stage.DECIDED, by=Mover.COUNCIL, person_id=actor.person, now=now)
    if case.answered_at is None:
        case.state, case.answered_at = CaseState.ANSWERED, now
    case.version, case.touched_at = case.version + 1, now
    db.session.flush()
    record(DecisionPublished(case_id=case.id, proposal_id=case.proposal_id, decision_id=row.id, number=row.number, verdict=row.verdict, corrects_id=corrects), actor_id=actor.person, at=now)
    return row.id


def _check(draft: Draft, *, is_departing: bool, arguments: Mapping[int, str], now: datetime) -> None:
    faults: dict[str, Sentence | str] = {}
    for name, words in (("resolution", draft.resolution), ("reasons", draft.reasons)):
        if len(words.strip()) < SHORTEST:
            faults[name] = N_("Write at least a sentence: people will read it word by word.")
    if is_departing and len(draft.departure.strip()) < SHORTEST:
        faults["departure"] = N_("This goes another way than the vote. Say why: people who voted are owed the reasons.")
    if draft.decided_on > now.astimezone(letters.zone()).date():
        faults["decided_on"] = N_("A decision cannot be dated in the future.")
    members = set(cases.members())
    if members and (not set(draft.votes) <= members or not any(choice in {Choice.FOR, Choice.AGAINST} for choice in draft.votes.values())):
        faults["votes"] = N_("Say how the members voted; at least one voted for or against.")
    if not set(draft.points) <= set(arguments):
        faults["points"] = N_("The strongest arguments have changed since you opened this form. Look at them again; what you wrote is kept.")
    elif {side for comment, side in arguments.items()} - {arguments[c] for c, words in draft.points.items() if words.strip()}:
        faults["points"] = N_("Answer at least one of the strongest arguments of each side.")
    if faults:
        raise Invalid(fields=faults)
