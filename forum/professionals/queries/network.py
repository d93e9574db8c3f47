"""Reads who is connected with whom, and who asked."""

from collections.abc import Collection

from sqlalchemy import func, or_, select

from forum.kernel.db import db
from forum.kernel.errors import NotFound
from forum.notifications import queries as notifications
from forum.professionals.models import Connection
from forum.professionals.types import PERSON, Ask, Tie

PAGE = 50


def between(one: int, other: int) -> int | None:
    """Return the number of the row between two people, whatever its state."""
    low, high = sorted((one, other))
    return db.session.scalar(select(Connection.id).where(Connection.low_id == low, Connection.high_id == high))


def tie(me: int | None, other: int) -> Tie:
    """Return what somebody is to the reader: connected, asked, asking, or nothing. A no looks like having asked. Cost: two queries."""
    if me is None or me == other:
        return Tie()
    low, high = sorted((me, other))
    row = db.session.scalars(select(Connection).where(Connection.low_id == low, Connection.high_id == high)).one_or_none()
    level = notifications.follow_level(me, PERSON, other)
    follows = level is not None and level != "none"
    if row is None:
        return Tie(follows=follows)
    if row.accepted_at is not None:
        return Tie(is_connected=True, follows=follows)
    return Tie(asked=row.asker_id == me, asking=row.id if row.asker_id == other and row.declined_at is None else None, note=row.note, follows=follows)


def connection(connection_id: int) -> tuple[int, int]:
    """Return who asked and who was asked. Raises NotFound."""
    row = db.session.get(Connection, connection_id)
    if row is None:
        raise NotFound
    return row.asker_id, row.low_id if row.high_id == row.asker_id else row.high_id


def connected(person_id: int, limit: int = PAGE, after: int = 0) -> list[int]:
    """Return with whom a person is connected, by number; one more than a page tells of more."""
    low = select(Connection.high_id.label("other")).where(Connection.low_id == person_id, Connection.accepted_at.is_not(None))
    high = select(Connection.low_id.label("other")).where(Connection.high_id == person_id, Connection.accepted_at.is_not(None))
    both = low.union_all(high).subquery()
    return list(db.session.scalars(select(both.c.other).where(both.c.other > after).order_by(both.c.other).limit(limit + 1)))


def count_connected(person_id: int) -> int:
    """Return with how many people a person is connected. Cost: one query."""
    mine = or_(Connection.low_id == person_id, Connection.high_id == person_id)
    return db.session.scalar(select(func.count()).where(mine, Connection.accepted_at.is_not(None))) or 0


def shared(me: int | None, other: int) -> int:
    """Return with how many people both are connected. Cost: two queries, none for strangers."""
    if me is None or me == other:
        return 0
    return len(set(connected(me, 2_000)) & set(connected(other, 2_000)))


def asking(person_id: int) -> list[Ask]:
    """Return who asks a person, newest first, without those they blocked. Cost: two queries."""
    mine = or_(Connection.low_id == person_id, Connection.high_id == person_id)
    query = select(Connection.id, Connection.asker_id, Connection.note, Connection.asked_at).where(mine, Connection.asker_id != person_id, Connection.accepted_at.is_(None), Connection.declined_at.is_(None))
    blocked = set(notifications.blocked_by(person_id))
    return [Ask(r.id, r.asker_id, r.note, r.asked_at) for r in db.session.execute(query.order_by(Connection.id.desc()).limit(PAGE)) if r.asker_id not in blocked]


def asked(person_id: int) -> list[Ask]:
    """Return whom a person asked and who has not said yes, newest first."""
    other = Connection.low_id + Connection.high_id - Connection.asker_id
    query = select(Connection.id, other.label("other"), Connection.note, Connection.asked_at).where(Connection.asker_id == person_id, Connection.accepted_at.is_(None))
    return [Ask(r.id, r.other, r.note, r.asked_at) for r in db.session.execute(query.order_by(Connection.id.desc()).limit(PAGE))]


def connected_among(person_id: int, others: Collection[int]) -> set[int]:
    """Return which of some people a person is connected with."""
    return set(connected(person_id, 2_000)) & set(others)
