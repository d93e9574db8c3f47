"""Sessions end here: one, or all but this one; what was copied of them is worth nothing from then on."""

from datetime import datetime

from sqlalchemy import select, update

from forum.accounts.events import SessionsEnded
from forum.accounts.models import Session
from forum.kernel.db import db
from forum.kernel.errors import NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor


def end_session(public_id: str, *, actor: Actor, now: datetime) -> None:
    """End one of the actor's own sessions. Raises NotFound."""
    query = select(Session).where(Session.public_id == public_id, Session.person_id == actor.person, Session.ended_at.is_(None))
    found = db.session.scalars(query).one_or_none()
    if found is None or actor.person is None:
        raise NotFound
    found.ended_at = now
    record(SessionsEnded(person_id=actor.person, count=1), actor_id=actor.person, at=now)


def sign_out(*, actor: Actor, now: datetime) -> None:
    """End the session of this request."""
    db.session.execute(update(Session).where(Session.id == actor.session).values(ended_at=now))


def end_other_sessions(*, actor: Actor, now: datetime) -> int:
    """End every session of the actor but this one; return how many."""
    if actor.person is None:
        raise NotFound
    return end_all(actor.person, keep=actor.session, by=actor.person, now=now)


def end_all(person_id: int, *, by: int | None, now: datetime, keep: int | None = None) -> int:
    """End a person's sessions; return how many."""
    ended = db.session.execute(
        update(Session).where(Session.person_id == person_id, Session.ended_at.is_(None), Session.id != (keep or 0))
        .values(ended_at=now).returning(Session.id)
    ).all()  # fmt: skip
    if ended:
        record(SessionsEnded(person_id=person_id, count=len(ended)), actor_id=by, at=now)
    return len(ended)
