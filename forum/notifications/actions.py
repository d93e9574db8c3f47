"""Writes notices, notes that they were read, and remembers what a person follows."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, select, update

from forum.kernel.db import db
from forum.kernel.rules import Actor
from forum.kernel.words import Sentence
from forum.notifications.models import Follow, Notice
from forum.notifications.types import FollowLevel


def notify(*, person_id: int, event_id: int, sentence: Sentence | str, path: str, now: datetime) -> None:
    """Put a notice into a person's inbox. A second one for the same event is dropped."""
    notify_all([person_id], event_id=event_id, sentence=sentence, path=path, now=now)


def notify_all(person_ids: Iterable[int], *, event_id: int, sentence: Sentence | str, path: str, now: datetime) -> None:
    """Put the same notice into many inboxes. Who has one for this event gets no second. Cost: two statements."""
    words = sentence if isinstance(sentence, Sentence) else Sentence(sentence)
    values = {k: {"say": v.text} if isinstance(v, Sentence) else v for k, v in words.values.items()}
    there = set(db.session.scalars(select(Notice.person_id).where(Notice.event_id == event_id)))
    rows = [
        {"person_id": p, "event_id": event_id, "words": words.text, "values": values, "path": path, "at": now} for p in sorted(set(person_ids) - there)
    ]
    if rows:
        db.session.execute(insert(Notice), rows)


def follow(subject: str, subject_id: int, *, level: FollowLevel, actor: Actor, now: datetime, only_if_new: bool = False) -> None:
    """Remember how much the person wants to hear of a thing; `only_if_new` leaves an earlier choice as it is."""
    row = db.session.get(Follow, (actor.person, subject, subject_id))
    if row is None:
        db.session.add(Follow(person_id=actor.person, subject=subject, subject_id=subject_id, level=level, at=now))
    elif not only_if_new:
        row.level, row.at = level, now
    db.session.flush()


def mark_all_read(*, actor: Actor, now: datetime) -> None:
    """Note that the person has seen everything in the inbox."""
    db.session.execute(update(Notice).where(Notice.person_id == actor.person, Notice.read_at.is_(None)).values(read_at=now))
