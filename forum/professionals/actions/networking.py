"""Connects people who both want it, and follows those whose proposals one wants to hear of."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from forum.accounts import queries as accounts
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotFound, TooMany
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.text import one_line
from forum.kernel.words import N_
from forum.notifications.actions import follow
from forum.notifications.types import FollowLevel
from forum.professionals.events import ConnectionAccepted, ConnectionAsked
from forum.professionals.models import Connection
from forum.professionals.queries import network
from forum.professionals.types import PERSON

A_DAY, ASK_AGAIN_AFTER = 20, timedelta(days=90)


def ask_to_connect(handle: str, *, note: str, actor: Actor, now: datetime) -> None:
    """Ask somebody to be connected; if they had asked already, this is the yes.

    Raises NotFound, Invalid for oneself or a long note, Conflict when asked or connected already, or declined in the last ninety
    days, TooMany after twenty in a day. Somebody who blocked the asker never hears of it, and the asker is not told so.
    """
    other = _other(handle, actor)
    words = one_line(note)
    if len(words) > 300:
        raise Invalid(fields={"note": N_("This is too long.")})
    there = _between(actor.person or 0, other)
    if there is not None:
        _ask_again(there, words, actor, now)
        return
    asked = select(func.count()).where(Connection.asker_id == actor.person, Connection.asked_at > now - timedelta(days=1))
    if (db.session.scalar(asked) or 0) >= A_DAY:
        raise TooMany(N_("Twenty people in a day are the most. Ask again tomorrow."))
    low, high = sorted((actor.person or 0, other))
    row = Connection(low_id=low, high_id=high, asker_id=actor.person, note=words, asked_at=now)
    db.session.add(row)
    db.session.flush()
    record(ConnectionAsked(connection_id=row.id, person_id=other), actor_id=actor.person, at=now)


def _ask_again(row: Connection, words: str, actor: Actor, now: datetime) -> None:
    if row.accepted_at is not None:
        raise Conflict(N_("You are connected already."))
    if row.asker_id != actor.person:
        _accept(row, actor, now)
        return
    if row.declined_at is None:
        raise Conflict(N_("You have asked already; it is up to them now."))
    if now - row.declined_at < ASK_AGAIN_AFTER:
        raise Conflict(N_("They would rather not for now. You can ask again after three months."))
    row.note, row.asked_at, row.declined_at = words, now, None
    db.session.flush()
    record(ConnectionAsked(connection_id=row.id, person_id=row.low_id if row.high_id == actor.person else row.high_id), actor_id=actor.person, at=now)


def answer_connection(connection_id: int, *, accepted: bool, actor: Actor, now: datetime) -> None:
    """Say yes or no to somebody who asked. A no is told to nobody. Raises NotFound for others', Conflict when it was answered."""
    row = db.session.scalars(select(Connection).where(Connection.id == connection_id).with_for_update(key_share=True).execution_options(populate_existing=True)).one_or_none()
    if row is None or actor.person not in {row.low_id, row.high_id} or row.asker_id == actor.person:
        raise NotFound
    if row.accepted_at is not None:
        raise Conflict(N_("You are connected already."))
    if accepted:
        _accept(row, actor, now)
        return
    row.declined_at = row.declined_at or now
    db.session.flush()


def end_connection(handle: str, *, actor: Actor) -> None:
    """End a connection, or take back having asked. The other is not told. A no that was given to oneself stays."""
    row = _between(actor.person or 0, _other(handle, actor))
    if row is None or (row.declined_at is not None and row.accepted_at is None and row.asker_id == actor.person):
        return
    db.session.delete(row)
    db.session.flush()


def follow_person(handle: str, *, following: bool, actor: Actor, now: datetime) -> None:
    """Hear of a person's new proposals, or no more. Raises NotFound, Invalid for oneself."""
    follow(PERSON, _other(handle, actor), level=FollowLevel.ALL if following else FollowLevel.NONE, actor=actor, now=now)


def _accept(row: Connection, actor: Actor, now: datetime) -> None:
    row.accepted_at, row.declined_at = now, None
    db.session.flush()
    record(ConnectionAccepted(connection_id=row.id, person_id=row.asker_id), actor_id=actor.person, at=now)


def _other(handle: str, actor: Actor) -> int:
    found = accounts.ids_by_handles([handle])
    if not found:
        raise NotFound
    other = found.pop()
    if other == actor.person:
        raise Invalid(N_("This is you."))
    return other


def _between(one: int, other: int) -> Connection | None:
    number = network.between(one, other)
    query = select(Connection).where(Connection.id == number).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(query).one_or_none() if number is not None else None
