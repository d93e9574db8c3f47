"""Reads cases, decisions and appeals."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import exists, func, select

from forum.kernel.db import db
from forum.kernel.errors import NotFound
from forum.moderation.models import Appeal, Case, Decision, Report, Trace
from forum.moderation.policy import TELLS, State
from forum.moderation.types import CaseLine

PAGE = 30


def queue(state: State, *, mine: int | None = None, before: int = 0) -> list[CaseLine]:
    """Return cases in a state, the oldest first; decided ones newest first. One more than a page tells of more. Cost: two queries."""
    query = select(Case).where(Case.state == state).limit(PAGE + 1)
    if mine is not None:
        query = query.where(Case.claimed_by == mine)
    if before:
        query = query.where(Case.id < before if state is State.DECIDED else Case.id > before)
    query = query.order_by(Case.id.desc() if state is State.DECIDED else Case.id)
    return _lines(list(db.session.scalars(query)))


def appeals_waiting(after: int = 0) -> list[tuple[Appeal, Decision, Case]]:
    """Return undecided appeals, oldest first; one more than a page tells of more."""
    query = select(Appeal, Decision, Case).join(Decision, Decision.id == Appeal.decision_id).join(Case, Case.id == Decision.case_id)
    return [(a, d, c) for a, d, c in db.session.execute(query.where(Appeal.decided_at.is_(None), Appeal.id > after).order_by(Appeal.id).limit(PAGE + 1)).tuples()]


def count_waiting() -> int:
    """Return how much waits for a moderator: undecided cases and appeals. Cost: one query."""
    undecided = select(func.count()).where(Case.state != State.DECIDED).scalar_subquery()
    appeals = select(func.count()).where(Appeal.decided_at.is_(None)).scalar_subquery()
    return db.session.scalar(select(undecided + appeals)) or 0


def counts() -> dict[str, int]:
    """Return how many cases stand in each state that waits, and how many appeals."""
    rows = db.session.execute(select(Case.state, func.count()).where(Case.state != State.DECIDED).group_by(Case.state)).tuples()
    return {**dict(rows.all()), "appeals": db.session.scalar(select(func.count()).select_from(Appeal).where(Appeal.decided_at.is_(None))) or 0}


def concerns(kind: str, thing_id: int) -> bool:
    """Tell whether there was ever a case about a thing."""
    return db.session.scalar(select(Case.id).where(Case.kind == kind, Case.thing_id == thing_id).limit(1)) is not None


def case(case_id: int) -> Case:
    """Return one case. Raises NotFound."""
    found = db.session.get(Case, case_id)
    if found is None:
        raise NotFound
    return found


def reports(case_id: int) -> list[Report]:
    """Return the reports of a case, oldest first."""
    return list(db.session.scalars(select(Report).where(Report.case_id == case_id).order_by(Report.id)))


def reporters(case_id: int) -> set[int]:
    """Return who reported, without strangers."""
    return {p for p in db.session.scalars(select(Report.reporter_id).where(Report.case_id == case_id)) if p is not None}


def decisions(case_id: int) -> list[Decision]:
    """Return what was decided in a case, oldest first."""
    return list(db.session.scalars(select(Decision).where(Decision.case_id == case_id).order_by(Decision.id)))


def decision(decision_id: int) -> Decision:
    """Return one decision. Raises NotFound."""
    found = db.session.get(Decision, decision_id)
    if found is None:
        raise NotFound
    return found


def appeal_of(decision_id: int) -> Appeal | None:
    """Return the appeal against a decision, if there is one."""
    return db.session.scalars(select(Appeal).where(Appeal.decision_id == decision_id)).one_or_none()


def appeal(appeal_id: int) -> Appeal:
    """Return one appeal. Raises NotFound."""
    found = db.session.get(Appeal, appeal_id)
    if found is None:
        raise NotFound
    return found


def appeals_of(decision_ids: Iterable[int]) -> dict[int, Appeal]:
    """Return appeals by the decision they are against."""
    rows = db.session.scalars(select(Appeal).where(Appeal.decision_id.in_(list(decision_ids))))
    return {a.decision_id: a for a in rows}


def statements_for(person_id: int | None, limit: int = 50) -> list[tuple[Decision, Case]]:
    """Return the decisions on a person's words that they were told of, newest first."""
    query = (
        select(Decision, Case).join(Case, Case.id == Decision.case_id)
        .where(Decision.person_id == person_id, Decision.public_at.is_not(None), Decision.outcome.in_(TELLS)).order_by(Decision.id.desc()).limit(limit)
    )  # fmt: skip
    return [(d, c) for d, c in db.session.execute(query).tuples()]


def earlier(person_id: int, except_case: int, limit: int = 10) -> list[tuple[Decision, Case]]:
    """Return earlier decisions against an author that still hold, newest first."""
    return [(d, c) for d, c in statements_for(person_id, limit) if c.id != except_case and d.in_force and d.by_id is not None]


def copies(kind: str, thing_id: int, limit: int = 20) -> list[tuple[int, int, datetime]]:
    """Return things whose text is nearly the same: number, author, when."""
    mine = db.session.scalars(select(Trace).where(Trace.kind == kind, Trace.thing_id == thing_id).limit(1)).one_or_none()
    if mine is None or mine.one is None:
        return []
    near = (Trace.one == mine.one) | (Trace.two == mine.two) | (Trace.three == mine.three)
    rows = db.session.execute(select(Trace.thing_id, Trace.author_id, Trace.at).where(near, Trace.kind == kind, Trace.thing_id != thing_id).order_by(Trace.id.desc()).limit(limit))
    return [(r.thing_id, r.author_id, r.at) for r in rows]


def _lines(rows: list[Case]) -> list[CaseLine]:
    rules: dict[int, dict[str, int]] = {}
    appealed: set[int] = set()
    if rows:
        ids = [c.id for c in rows]
        for case_id, rule, count in db.session.execute(select(Report.case_id, Report.rule, func.count()).where(Report.case_id.in_(ids)).group_by(Report.case_id, Report.rule)).tuples():
            rules.setdefault(case_id, {})[rule] = count
        waiting = exists().where(Appeal.decision_id == Decision.id, Appeal.decided_at.is_(None))
        appealed = set(db.session.scalars(select(Decision.case_id).where(Decision.case_id.in_(ids), waiting)))
    return [
        CaseLine(c.id, c.kind, c.thing_id, c.author_id, c.state, c.opened_at, c.reports, tuple(sorted(rules.get(c.id, {}), key=lambda r, i=c.id: -rules[i][r])),  # type: ignore[misc]
                 c.is_official, c.is_held, c.claimed_by, c.id in appealed)
        for c in rows
    ]  # fmt: skip
