"""Reads the inbox, and who follows what."""

from sqlalchemy import bindparam, func, select

from forum.kernel.db import db
from forum.kernel.words import Sentence
from forum.notifications.models import Follow, Notice
from forum.notifications.types import FollowLevel, NoticeView

PAGE = 30
MOST_COUNTED = 100


_NEWEST = select(Notice.id).where(Notice.person_id == bindparam("person_id"), Notice.read_at.is_(None)).limit(MOST_COUNTED).subquery()
_UNREAD = select(func.count()).select_from(_NEWEST)  # asked by every page of somebody signed in


def unread(person_id: int | None) -> int:
    """Return how many notices are new, at most 100. Cost: one query on an index."""
    if person_id is None:
        return 0
    return db.session.scalar(_UNREAD, {"person_id": person_id}) or 0


def inbox(person_id: int | None, *, before: int = 0) -> list[NoticeView]:
    """Return a page of notices, newest first, older than `before`; one more than a page tells there is another."""
    query = select(Notice).where(Notice.person_id == person_id).order_by(Notice.id.desc()).limit(PAGE + 1)
    if before:
        query = query.where(Notice.id < before)
    return [NoticeView(n.id, _sentence(n), n.path, n.at, n.read_at is None) for n in db.session.scalars(query)]


def follow_level(person_id: int | None, subject: str, subject_id: int) -> FollowLevel | None:
    """Return how much the person chose to hear of a thing; None when they never chose."""
    found = db.session.scalar(select(Follow.level).where(Follow.person_id == person_id, Follow.subject == subject, Follow.subject_id == subject_id))
    return FollowLevel(found) if found else None


def followers(subject: str, subject_id: int, *levels: FollowLevel) -> set[int]:
    """Return who follows a thing at one of the levels."""
    query = select(Follow.person_id).where(Follow.subject == subject, Follow.subject_id == subject_id, Follow.level.in_(levels))
    return set(db.session.scalars(query))


def followed(person_id: int | None, subject: str, limit: int = 100) -> list[int]:
    """Return the ids of what a person follows, the newest choice first."""
    query = select(Follow.subject_id).where(Follow.person_id == person_id, Follow.subject == subject, Follow.level != FollowLevel.NONE)
    return list(db.session.scalars(query.order_by(Follow.at.desc()).limit(limit)))


def _sentence(notice: Notice) -> Sentence:
    values = {k: Sentence(v["say"]) if isinstance(v, dict) else v for k, v in notice.values.items()}
    return Sentence(notice.words, values)
