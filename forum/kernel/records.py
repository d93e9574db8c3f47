"""Reads the house's own records for the staff area: the log, the jobs, the outbox."""

from collections.abc import Iterator

from flask import has_request_context, request
from sqlalchemy import func, select, text

from forum.kernel.db import db
from forum.kernel.events import Delivery, Event
from forum.kernel.jobs import JobRun
from forum.kernel.outbox import Mail

PAGE = 50
CLOCK = "(SELECT max(id) || '-' || sum(id) FROM (SELECT id FROM events ORDER BY id DESC LIMIT 200) AS latest)"  # plain SQL: it is asked by nearly every page
_NEWEST = text(f"SELECT {CLOCK}")


def events(*, kind: str = "", actor_id: int | None = None, before: int = 0, public_only: bool = False, limit: int = PAGE + 1) -> list[Event]:
    """Return events, newest first, older than `before`. Cost: one query on an index."""
    query = select(Event).order_by(Event.id.desc()).limit(limit)
    if kind:
        query = query.where(Event.kind == kind)
    if actor_id is not None:
        query = query.where(Event.actor_id == actor_id)
    if before:
        query = query.where(Event.id < before)
    if public_only:
        query = query.where(Event.public.is_(True))
    return list(db.session.scalars(query))


def clock() -> str:
    """Return what changes whenever an event is committed: whatever is shown changes only when this does. Cost: two hundred steps on an index, once for a page that is read.

    On PostgreSQL an event may be numbered before another and committed after it, so the newest number is not enough: the sum of the latest tells
    of one that came between. One that took so long that two hundred others overtook it is noticed with the next. A query that reads a page's state
    asks for it on the way, as `CLOCK`.
    """
    if not has_request_context() or request.method not in {"GET", "HEAD"}:
        return _newest()
    if "forum.clock" not in request.environ:
        request.environ["forum.clock"] = _newest()
    return str(request.environ["forum.clock"])


def _newest() -> str:
    return str(db.session.execute(_NEWEST).scalar_one())


def every_event(*, kind: str = "") -> Iterator[Event]:
    """Yield every event, oldest first, a thousand rows in memory at a time."""
    query, last = select(Event).order_by(Event.id).limit(1000), 0
    if kind:
        query = query.where(Event.kind == kind)
    while rows := list(db.session.scalars(query.where(Event.id > last))):
        yield from rows
        last = rows[-1].id
        db.session.expunge_all()


def kinds() -> list[str]:
    """Return the kinds of events there are."""
    return list(db.session.scalars(select(Event.kind).distinct().order_by(Event.kind)))


def job_runs() -> list[JobRun]:
    """Return the last run of each periodic job."""
    return list(db.session.scalars(select(JobRun).order_by(JobRun.name)))


def stuck_deliveries() -> list[Delivery]:
    """Return deliveries that were given up and wait for a person."""
    return list(db.session.scalars(select(Delivery).where(Delivery.due_at.is_(None)).order_by(Delivery.id).limit(PAGE)))


def mails(limit: int = PAGE) -> list[Mail]:
    """Return the newest mails of the outbox."""
    return list(db.session.scalars(select(Mail).order_by(Mail.id.desc()).limit(limit)))


def mail_counts() -> dict[str, int]:
    """Return how many mails are queued, sending, sent, failed."""
    rows = db.session.execute(select(Mail.state, func.count()).group_by(Mail.state))
    return {r[0]: r[1] for r in rows}


