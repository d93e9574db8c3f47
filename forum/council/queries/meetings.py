"""Reads sessions and their agendas."""

from datetime import datetime
from typing import TypeAlias

from sqlalchemy import func, select, tuple_

from forum.council.models import AgendaItem, CouncilSession, MinutesEntry
from forum.council.types import SessionState
from forum.kernel.db import db
from forum.kernel.errors import NotFound

SessionRow: TypeAlias = CouncilSession
PAGE = 20


def by_name(public_id: str) -> CouncilSession:
    """Return a session by its name in addresses. Raises NotFound."""
    found = db.session.scalars(select(CouncilSession).where(CouncilSession.public_id == public_id)).one_or_none()
    if found is None:
        raise NotFound
    return found


def session(session_id: int) -> CouncilSession:
    """Return a session. Raises NotFound."""
    found = db.session.get(CouncilSession, session_id)
    if found is None:
        raise NotFound
    return found


def by_once(once: str) -> CouncilSession | None:
    return db.session.scalars(select(CouncilSession).where(CouncilSession.once == once)).one_or_none()


def coming(now: datetime, limit: int = 50, *, cancelled_too: bool = False) -> list[CouncilSession]:
    """Return sessions that are not over, the next first. Cost: one query."""
    found = CouncilSession.ends_at > now if cancelled_too else (CouncilSession.ends_at > now) & (CouncilSession.state != SessionState.CANCELLED)
    return list(db.session.scalars(select(CouncilSession).where(found).order_by(CouncilSession.starts_at, CouncilSession.id).limit(limit)))


def past(now: datetime, *, before: tuple[datetime, int] | None = None, limit: int = PAGE + 1) -> list[CouncilSession]:
    """Return sessions that are over, the latest first. Cost: one query."""
    query = select(CouncilSession).where(CouncilSession.ends_at <= now).order_by(CouncilSession.starts_at.desc(), CouncilSession.id.desc()).limit(limit)
    if before is not None:
        query = query.where(tuple_(CouncilSession.starts_at, CouncilSession.id) < before)
    return list(db.session.scalars(query))


def for_feed(limit: int = 200) -> list[CouncilSession]:
    """Return sessions for a calendar, cancelled ones too, the latest first. Cost: one query."""
    return list(db.session.scalars(select(CouncilSession).order_by(CouncilSession.starts_at.desc()).limit(limit)))


def to_choose(now: datetime, *, since: datetime, also: int | None = None) -> list[CouncilSession]:
    """Return sessions a decision may have been taken in: those that have begun and were not over when the case was received (`since`), the latest first; and `also` one more. Cost: one query."""
    found = (CouncilSession.starts_at <= now) & (CouncilSession.ends_at >= since) & (CouncilSession.state != SessionState.CANCELLED)
    return list(db.session.scalars(select(CouncilSession).where(found | (CouncilSession.id == (also or 0))).order_by(CouncilSession.starts_at.desc()).limit(200)))


def taking_up(case_id: int, now: datetime) -> CouncilSession | None:
    """Return the latest session that has begun with a case on its agenda. Cost: one query."""
    query = select(CouncilSession).join(AgendaItem, AgendaItem.session_id == CouncilSession.id).where(AgendaItem.case_id == case_id, CouncilSession.starts_at <= now, CouncilSession.state != SessionState.CANCELLED)
    return db.session.scalars(query.order_by(CouncilSession.starts_at.desc()).limit(1)).first()


def agenda(session_id: int) -> list[AgendaItem]:
    """Return the items of a session in their order. Cost: one query."""
    return list(db.session.scalars(select(AgendaItem).where(AgendaItem.session_id == session_id).order_by(AgendaItem.position, AgendaItem.id)))


def minutes(session_id: int) -> list[MinutesEntry]:
    """Return the minutes of a session and what was added to them, in that order. Cost: one query."""
    return list(db.session.scalars(select(MinutesEntry).where(MinutesEntry.session_id == session_id).order_by(MinutesEntry.id)))


def minutes_by_once(once: str) -> MinutesEntry | None:
    return db.session.scalars(select(MinutesEntry).where(MinutesEntry.once == once)).one_or_none()


def last_position(session_id: int) -> int:
    return db.session.scalar(select(func.max(AgendaItem.position)).where(AgendaItem.session_id == session_id)) or 0


def sessions_of_case(case_id: int, now: datetime) -> list[CouncilSession]:
    """Return the coming sessions with a case on their agenda."""
    query = select(CouncilSession).join(AgendaItem, AgendaItem.session_id == CouncilSession.id).where(AgendaItem.case_id == case_id, CouncilSession.ends_at > now, CouncilSession.state == SessionState.PLANNED)
    return list(db.session.scalars(query.order_by(CouncilSession.starts_at)))
