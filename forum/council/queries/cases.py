"""Reads cases and the city's calendar."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, TextClause, func, or_, select, text, tuple_

from forum.council import deadlines
from forum.council.models import (
    AgendaItem,
    Assignment,
    CalendarRule,
    Case,
    CouncilNote,
    CouncilSession,
    Holiday,
    Lapse,
    OfficialQuestion,
    ReceivedSupport,
)
from forum.council.types import MOST_ITEMS, WAITING, Calendar, CaseLine, CaseState, SessionState
from forum.kernel.db import db
from forum.kernel.errors import NotFound
from forum.proposals.models import Proposal
from forum.proposals.queries import reading
from forum.proposals.types import Stage

PAGE = 30
CaseRow: TypeAlias = Case
_STAMP = "SELECT c.touched_at, p.touched_at AS changed_at, p.stage, p.hidden_at FROM council_cases c JOIN proposals p ON p.id = c.proposal_id"
_CASE_STAMP = text(f"{_STAMP} WHERE c.id = :number")  # plain SQL: asked before a kept page is sent
_DECISION_STAMP = text(f"{_STAMP} JOIN decisions d ON d.case_id = c.id WHERE d.id = :number")


def calendar() -> Calendar:
    """Return the city's calendar. Cost: two queries."""
    row = db.session.get(CalendarRule, 1)
    days = frozenset(db.session.scalars(select(Holiday.day)))
    if row is None:
        return Calendar(holidays=days)
    return Calendar(row.days, row.extension, tuple(int(d) for d in row.weekend.split(",") if d), days)


def holidays() -> list[Holiday]:
    return list(db.session.scalars(select(Holiday).order_by(Holiday.day)))


def case(case_id: int) -> Case:
    """Return a case. Raises NotFound."""
    found = db.session.get(Case, case_id)
    if found is None:
        raise NotFound
    return found


def stamp(case_id: int) -> object:
    """Return what changes when a case or its proposal does, for pages that are kept. Raises NotFound, Gone. Cost: one plain query."""
    return _stamped(_CASE_STAMP, case_id)


def stamp_of_decision(decision_id: int) -> object:
    """Return the same by the number of a decision."""
    return _stamped(_DECISION_STAMP, decision_id)


def _stamped(query: TextClause, number: int) -> object:
    row = db.session.execute(query, {"number": number}).one_or_none()
    if row is None:
        raise NotFound
    reading.must_be_public(row.stage, hidden_at=row.hidden_at)
    return tuple(str(value) for value in row)


def of_proposal(proposal_id: int) -> Case | None:
    """Return the case of a proposal, if the council has received it. Cost: one query."""
    return db.session.scalars(select(Case).where(Case.proposal_id == proposal_id)).one_or_none()


def uncounted(limit: int = 50) -> list[int]:
    """Return cases that were received before support was counted on receipt. Cost: one query."""
    return list(db.session.scalars(select(Case.id).where(Case.id.not_in(select(ReceivedSupport.case_id))).order_by(Case.id).limit(limit)))


def lines(ids: Collection[int]) -> dict[int, CaseLine]:
    """Return cases by number. Cost: one query."""
    return {c.id: c for c in _lines(Case.id.in_(ids), limit=len(ids))} if ids else {}


def by_proposals(proposal_ids: Collection[int]) -> dict[int, CaseLine]:
    """Return cases by their proposals. Cost: one query."""
    return {c.proposal_id: c for c in _lines(Case.proposal_id.in_(proposal_ids), limit=len(proposal_ids))} if proposal_ids else {}


def on_next_agenda(now: datetime) -> list[CaseLine]:
    """Return the cases that wait and stand on the agenda of the next session, the next due first. Cost: one query."""
    following = select(CouncilSession.id).where(CouncilSession.ends_at > now, CouncilSession.state != SessionState.CANCELLED).order_by(CouncilSession.starts_at, CouncilSession.id).limit(1).scalar_subquery()
    return _lines(Case.state.in_(WAITING) & Case.id.in_(select(AgendaItem.case_id).where(AgendaItem.session_id == following)), limit=MOST_ITEMS)


def waiting(*, office_ids: Collection[int | None] | None = None, not_of: Collection[int] | None = None, due_after: datetime | None = None, after: tuple[datetime, int] | None = None, limit: int = PAGE + 1) -> list[CaseLine]:
    """Return cases that wait for an answer, the next due first; if asked only those of some offices (of None: those that no office has), of any office but some (`not_of`), or whose day is still to come. Cost: one query."""
    found: ColumnElement[bool] = Case.state.in_(WAITING)
    if due_after is not None:
        found &= Case.due_at > due_after
    if office_ids is not None:
        found &= or_(Case.office_id.in_([o for o in office_ids if o is not None]), *([Case.office_id.is_(None)] if None in office_ids else []))
    if not_of is not None:
        found &= Case.office_id.is_not(None) & Case.office_id.not_in(not_of)
    if after is not None:
        found &= tuple_(Case.due_at, Case.id) > after
    return _lines(found, limit=limit)


def overdue(now: datetime, *, after: tuple[datetime, int] | None = None, limit: int = PAGE + 1) -> list[CaseLine]:
    """Return cases whose day has passed, the longest overdue first. Cost: one query."""
    found = Case.state.in_(WAITING) & (Case.due_at <= now)
    return _lines(found if after is None else found & (tuple_(Case.due_at, Case.id) > after), limit=limit)


def front(now: datetime, limit: int = 3) -> tuple[list[CaseLine], list[CaseLine]]:
    """Return what the front page shows: the longest overdue, and the latest answered. Cost: one query."""
    shown = select(Case.id).join(Proposal, Proposal.id == Case.proposal_id).where(Proposal.hidden_at.is_(None))
    late = shown.where(Case.state.in_(WAITING), Case.due_at <= now).order_by(Case.due_at, Case.id).limit(limit).subquery()
    done = shown.where(Case.state == CaseState.ANSWERED).order_by(Case.answered_at.desc(), Case.id.desc()).limit(limit).subquery()
    found = _lines(Case.id.in_(select(late.c.id).union_all(select(done.c.id))), limit=2 * limit)
    return [c for c in found if c.answered_at is None], sorted((c for c in found if c.answered_at is not None), key=lambda c: (c.answered_at or now, c.id), reverse=True)


def answered(*, before: tuple[datetime, int] | None = None, limit: int = PAGE + 1) -> list[CaseLine]:
    """Return answered cases, the latest first. Cost: one query."""
    query = _select().where(Case.state == CaseState.ANSWERED).order_by(Case.answered_at.desc(), Case.id.desc()).limit(limit)
    if before is not None:
        query = query.where(tuple_(Case.answered_at, Case.id) < before)
    return [_line(*r) for r in db.session.execute(query).tuples()]


def _lines(found: ColumnElement[bool], *, limit: int) -> list[CaseLine]:
    rows = db.session.execute(_select().where(found).order_by(Case.due_at, Case.id).limit(limit)).tuples()
    return [_line(*r) for r in rows]


def _select() -> Select[Any]:
    return select(Case, Proposal.title, Proposal.district_id, Proposal.support).join(Proposal, Proposal.id == Case.proposal_id).where(Proposal.hidden_at.is_(None))


def _line(c: Case, title: str, district_id: int | None, support: int) -> CaseLine:
    return CaseLine(c.id, c.proposal_id, title, CaseState(c.state), c.office_id, c.received_at, c.due_at, c.answered_at, c.extended_at is not None, district_id, support, c.version)


def count_waiting() -> int:
    return db.session.scalar(select(func.count()).select_from(Case).where(Case.state.in_(WAITING))) or 0


def to_remind(now: datetime) -> list[int]:
    """Return cases to which a reminder may be owed. Cost: one step on an index."""
    horizon = now + timedelta(days=deadlines.REMIND_BEFORE[0] + 2)
    query = select(Case.id).join(Proposal, Proposal.id == Case.proposal_id).where(Case.state.in_(WAITING), Case.step < deadlines.Step.OVERDUE, Case.due_at <= horizon, Proposal.hidden_at.is_(None))
    return list(db.session.scalars(query.order_by(Case.due_at).limit(1_000)))


def unreceived() -> list[int]:
    """Return proposals that stand before the council without a case. Cost: one query."""
    query = select(Proposal.id).where(Proposal.stage.in_((Stage.UNDER_REVIEW, Stage.ON_BALLOT)), Proposal.id.not_in(select(Case.proposal_id)))
    return list(db.session.scalars(query.order_by(Proposal.id).limit(1_000)))


def of_office(office_id: int, limit: int = 2 * PAGE) -> list[CaseLine]:
    """Return what an office has to answer, the next due first, then what it answered, the latest first. Cost: two queries."""
    mine = Case.office_id == office_id
    done = db.session.execute(_select().where(mine, Case.state == CaseState.ANSWERED).order_by(Case.answered_at.desc(), Case.id.desc()).limit(limit)).tuples()
    return [*_lines(mine & Case.state.in_(WAITING), limit=limit), *(_line(*r) for r in done)]


def history(case_id: int) -> tuple[list[Assignment], list[Lapse]]:
    """Return the offices a case was given to, and the due days that passed, the oldest first. Cost: two queries."""
    given = db.session.scalars(select(Assignment).where(Assignment.case_id == case_id).order_by(Assignment.id))
    return list(given), list(db.session.scalars(select(Lapse).where(Lapse.case_id == case_id).order_by(Lapse.due_at)))


def notes(case_id: int) -> list[CouncilNote]:
    """Return what members noted, the oldest first."""
    return list(db.session.scalars(select(CouncilNote).where(CouncilNote.case_id == case_id).order_by(CouncilNote.id)))


def note_by_once(once: str) -> CouncilNote | None:
    return db.session.scalars(select(CouncilNote).where(CouncilNote.once == once)).one_or_none()


def questions(case_id: int) -> list[OfficialQuestion]:
    """Return the questions sent back to the discussion, the oldest first."""
    return list(db.session.scalars(select(OfficialQuestion).where(OfficialQuestion.case_id == case_id).order_by(OfficialQuestion.comment_id)))
