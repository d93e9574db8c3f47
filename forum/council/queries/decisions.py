"""Reads decisions, and what they are made from: the strongest arguments, and the result of a vote."""

import json
from collections.abc import Collection
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import func, select

from forum.accounts.models import Person
from forum.council.models import Case, Decision, DecisionDraft, DecisionPoint, DecisionVote
from forum.council.queries import answering
from forum.council.types import MOST_POINTS, Argument
from forum.discussions.models import Comment, Thread
from forum.discussions.types import Stance
from forum.kernel.db import db
from forum.kernel.errors import NotFound
from forum.proposals.types import SUBJECT
from forum.voting.models import Contest, ContestOption, ContestResult
from forum.voting.types import State

DecisionRow: TypeAlias = Decision
VoteRow: TypeAlias = DecisionVote
PointRow: TypeAlias = DecisionPoint
DraftRow: TypeAlias = DecisionDraft


def of_case(case_id: int) -> list[Decision]:
    """Return the decisions of a case, the latest first. Cost: one query."""
    return list(db.session.scalars(select(Decision).where(Decision.case_id == case_id).order_by(Decision.number.desc())))


def decision(decision_id: int) -> Decision:
    """Return a decision. Raises NotFound."""
    found = db.session.get(Decision, decision_id)
    if found is None:
        raise NotFound
    return found


def by_once(once: str) -> Decision | None:
    return db.session.scalars(select(Decision).where(Decision.once == once)).one_or_none()


def draft(case_id: int) -> DecisionDraft | None:
    """Return the next decision of a case as far as it is written, read anew. Cost: one query."""
    return db.session.get(DecisionDraft, case_id, populate_existing=True)


def drafts() -> set[int]:
    """Return the cases of which a decision is being written. Cost: one query."""
    return set(db.session.scalars(select(DecisionDraft.case_id)))


def latest(case_ids: Collection[int]) -> dict[int, Decision]:
    """Return the decision in force of each case. Cost: one query."""
    if not case_ids:
        return {}
    newest = select(Decision.case_id, func.max(Decision.number).label("number")).where(Decision.case_id.in_(case_ids)).group_by(Decision.case_id).subquery()
    rows = db.session.scalars(select(Decision).join(newest, (Decision.case_id == newest.c.case_id) & (Decision.number == newest.c.number)))
    return {d.case_id: d for d in rows}


def of_session(session_id: int) -> list[tuple[Decision, int]]:
    """Return the decisions of a session with their proposals, in the order in which they were taken. Cost: one query."""
    query = select(Decision, Case.proposal_id).join(Case, Case.id == Decision.case_id).where(Decision.session_id == session_id).order_by(Decision.id)
    return [(r[0], r[1]) for r in db.session.execute(query).tuples()]


def who_may_have_voted(day: date, corrected: Decision | None = None) -> dict[int, str]:
    """Return, with their names, the council's members of today and of the day of a decision, and those named in the one that is corrected. Cost: three queries."""
    named = {v.member_id: v.name for v in votes(corrected.id)} if corrected is not None else {}
    people = [*answering.members(), *answering.members(on=day), *named]
    rows = {r.id: named.get(r.id, "") if r.closed_at else r.name for r in db.session.execute(select(Person.id, Person.name, Person.closed_at).where(Person.id.in_(people)))}
    return {p: rows[p] for p in dict.fromkeys(people)}


def votes(decision_id: int) -> list[DecisionVote]:
    """Return how each member voted."""
    return list(db.session.scalars(select(DecisionVote).where(DecisionVote.decision_id == decision_id).order_by(DecisionVote.id)))


def points(decision_id: int) -> list[DecisionPoint]:
    """Return the answers to single arguments."""
    return list(db.session.scalars(select(DecisionPoint).where(DecisionPoint.decision_id == decision_id).order_by(DecisionPoint.id)))


def strongest(proposal_id: int, *, limit: int = MOST_POINTS) -> list[Argument]:
    """Return the strongest arguments for and against, whoever made them: those whose words still stand. Cost: one query."""
    return _arguments(proposal_id, (Stance.FOR, Stance.AGAINST), None, limit)


def strongest_by_standing(proposal_id: int, *, limit: int = MOST_POINTS) -> list[Argument]:
    """Return the strongest arguments of each side and each standing. Cost: one query."""
    return _arguments(proposal_id, (Stance.FOR, Stance.AGAINST), Comment.standing, limit)


def _arguments(proposal_id: int, stances: tuple[Stance, ...], also: Any, limit: int) -> list[Argument]:
    parts = [Comment.stance] if also is None else [Comment.stance, also]
    place = func.row_number().over(partition_by=parts, order_by=(Comment.score.desc(), Comment.below.desc(), Comment.id)).label("place")
    inner = (
        select(Comment.id, Comment.stance, Comment.standing, Comment.author_id, Comment.html, Comment.source, place).join(Thread, Thread.id == Comment.thread_id)
        .where(Thread.subject == SUBJECT, Thread.subject_id == proposal_id, Thread.hidden_at.is_(None), Comment.stance.in_(stances), Comment.removed_at.is_(None), Comment.hidden_at.is_(None))
        .subquery()
    )  # fmt: skip
    order = (inner.c.stance.desc(), inner.c.place) if also is None else (inner.c.stance.desc(), inner.c.standing, inner.c.place)
    rows = db.session.execute(select(inner).where(inner.c.place <= limit).order_by(*order))
    return [Argument(r.id, r.stance, r.standing, r.author_id, r.html, r.source) for r in rows]


def results(proposal_id: int) -> list[tuple[Contest, dict[str, Any] | None, str]]:
    """Return the votes a proposal was an option in, the latest first: each with its counted record (none while it is dark or void) and its hash. Cost: two queries."""
    mine = select(ContestOption.contest_id).where(ContestOption.proposal_id == proposal_id)
    rows = list(db.session.scalars(select(Contest).where(Contest.id.in_(mine), Contest.state != State.DRAFT).order_by(Contest.opens_at.desc(), Contest.id.desc())))
    counted: dict[int, ContestResult] = {}
    for found in db.session.scalars(select(ContestResult).where(ContestResult.contest_id.in_([r.id for r in rows])).order_by(ContestResult.version)):
        counted[found.contest_id] = found
    shown = {State.CLOSED, State.CERTIFIED}
    return [(r, json.loads(counted[r.id].content), counted[r.id].hash) if r.id in counted and r.state in shown else (r, None, "") for r in rows]


def resting_on(contest_id: int) -> list[tuple[Decision, int]]:
    """Return the decisions in force that cite the result of a vote, with their proposals. Cost: one query."""
    later = select(Decision.corrects_id).where(Decision.corrects_id.is_not(None))
    query = select(Decision, Case.proposal_id).join(Case, Case.id == Decision.case_id).where(Decision.contest_id == contest_id, Decision.id.not_in(later)).order_by(Decision.id)
    return [(r[0], r[1]) for r in db.session.execute(query).tuples()]


def is_being_voted_on(proposal_id: int) -> bool:
    """Tell whether a vote with the proposal in it is announced, open, or counted but not certified. Cost: one query."""
    query = select(Contest.id).join(ContestOption, ContestOption.contest_id == Contest.id).where(ContestOption.proposal_id == proposal_id, Contest.state.in_((State.ANNOUNCED, State.OPEN, State.CLOSED)))
    return db.session.scalar(query.limit(1)) is not None


def final_result(proposal_id: int) -> tuple[Contest, dict[str, Any], str] | None:
    """Return the latest final result the proposal was an option in."""
    return next(((row, content, hash_) for row, content, hash_ in results(proposal_id) if content is not None and content["status"] == "final"), None)
