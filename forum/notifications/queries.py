"""Reads the inbox."""

from sqlalchemy import func, select

from forum.kernel.db import db
from forum.kernel.words import Sentence
from forum.notifications.models import Notice
from forum.notifications.types import NoticeView

PAGE = 30
MOST_COUNTED = 100


def unread(person_id: int | None) -> int:
    """Return how many notices are new, at most 100. Cost: one query on an index."""
    if person_id is None:
        return 0
    newest = select(Notice.id).where(Notice.person_id == person_id, Notice.read_at.is_(None)).limit(MOST_COUNTED).subquery()
    return db.session.scalar(select(func.count()).select_from(newest)) or 0


def inbox(person_id: int | None, *, before: int = 0) -> list[NoticeView]:
    """Return a page of notices, newest first, older than `before`; one more than a page tells there is another."""
    query = select(Notice).where(Notice.person_id == person_id).order_by(Notice.id.desc()).limit(PAGE + 1)
    if before:
        query = query.where(Notice.id < before)
    return [NoticeView(n.id, _sentence(n), n.path, n.at, n.read_at is None) for n in db.session.scalars(query)]


def _sentence(notice: Notice) -> Sentence:
    values = {k: Sentence(v["say"]) if isinstance(v, dict) else v for k, v in notice.values.items()}
    return Sentence(notice.words, values)
