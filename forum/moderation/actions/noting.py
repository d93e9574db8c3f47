"""Remembers what texts look like from afar, and says how much a newcomer may write."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from forum.kernel.db import db
from forum.kernel.errors import TooMany
from forum.kernel.rules import Actor
from forum.kernel.words import N_, sentence
from forum.moderation.likeness import bands
from forum.moderation.models import Trace
from forum.moderation.policy import NEWCOMER_PER_HOUR

KEPT = timedelta(days=30)


def note_words(kind: str, thing_id: int, words: str, *, about: tuple[str, int], actor: Actor, now: datetime) -> None:
    """Keep a trace of a text that was just written. Cost: one row."""
    one, two, three = bands(words) or (None, None, None)
    db.session.add(Trace(kind=kind, thing_id=thing_id, author_id=actor.person, about=about[0], about_id=about[1], at=now, one=one, two=two, three=three))
    db.session.flush()


def forget_words(kind: str, thing_id: int) -> None:
    """Drop the trace of a text that was changed or undone."""
    db.session.execute(delete(Trace).where(Trace.kind == kind, Trace.thing_id == thing_id))


def refuse_flood(*, actor: Actor, now: datetime) -> None:
    """Raise TooMany when a newcomer has written their share of this hour. Cost: one query."""
    query = select(func.count()).where(Trace.author_id == actor.person, Trace.at > now - timedelta(hours=1))
    if (db.session.scalar(query) or 0) >= NEWCOMER_PER_HOUR:
        raise TooMany(sentence(N_("In your first days you can write %(count)s times an hour. Your words are kept below; send them a little later."), count=NEWCOMER_PER_HOUR))


def forget_traces(now: datetime) -> None:
    """Delete traces older than thirty days."""
    db.session.execute(delete(Trace).where(Trace.at < now - KEPT))
