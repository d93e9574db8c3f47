"""Writes notices, and notes that they were read."""

from datetime import datetime

from sqlalchemy import select, update

from forum.kernel.db import db
from forum.kernel.rules import Actor
from forum.kernel.words import Sentence
from forum.notifications.models import Notice


def notify(*, person_id: int, event_id: int, sentence: Sentence | str, path: str, now: datetime) -> None:
    """Put a notice into a person's inbox. A second one for the same event is dropped."""
    words = sentence if isinstance(sentence, Sentence) else Sentence(sentence)
    there = select(Notice.id).where(Notice.event_id == event_id, Notice.person_id == person_id)
    if db.session.scalar(there) is None:
        values = {k: {"say": v.text} if isinstance(v, Sentence) else v for k, v in words.values.items()}
        db.session.add(Notice(person_id=person_id, event_id=event_id, words=words.text, values=values, path=path, at=now))
        db.session.flush()


def mark_all_read(*, actor: Actor, now: datetime) -> None:
    """Note that the person has seen everything in the inbox."""
    db.session.execute(update(Notice).where(Notice.person_id == actor.person, Notice.read_at.is_(None)).values(read_at=now))
