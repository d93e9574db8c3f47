"""Reads the inbox, who follows what, and how people want to be told."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, func, select

from forum.kernel.db import db
from forum.kernel.words import Sentence
from forum.notifications.models import Block, Device, Follow, Notice, NoticeWishes
from forum.notifications.rhythm import Rhythm
from forum.notifications.types import LETS_THROUGH, FollowLevel, NoticeView, Why, Wishes
from forum.notifications.wording import brought_back

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
    return [NoticeView(n.id, sentence_of(n), n.path, n.at, n.read_at is None) for n in db.session.scalars(query)]


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


def follow_levels(person_ids: Collection[int], subject: str, subject_id: int) -> dict[int, FollowLevel]:
    """Return how much each person chose to hear of a thing; who never chose is not in it."""
    query = select(Follow.person_id, Follow.level).where(Follow.subject == subject, Follow.subject_id == subject_id, Follow.person_id.in_(list(person_ids)))
    return {p: FollowLevel(level) for p, level in db.session.execute(query).tuples()}


def deaf(person_ids: Collection[int], why: Why, about: tuple[str, int] | None, by: int | None) -> set[int]:
    """Return who of them is not told: by their level for the thing, or because they blocked whoever did it. Cost: two queries."""
    found: set[int] = set()
    if about is not None:
        found |= {p for p, level in follow_levels(person_ids, *about).items() if why not in LETS_THROUGH[level]}
    if by is not None:
        found |= set(db.session.scalars(select(Block.person_id).where(Block.blocked_id == by, Block.person_id.in_(list(person_ids)))))
    return found


def wishes_of(person_ids: Collection[int]) -> dict[int, Wishes]:
    """Return how people want to be told; who never chose gets a letter a day. Cost: one query."""
    rows = db.session.scalars(select(NoticeWishes).where(NoticeWishes.person_id.in_(list(person_ids))))
    chosen = {w.person_id: Wishes(w.rhythm, (w.quiet_from, w.quiet_to) if w.quiet_from is not None and w.quiet_to is not None else None) for w in rows}
    return {p: chosen.get(p, Wishes(Rhythm.DAILY)) for p in person_ids}


def mail_waits_for(now: datetime, limit: int = 500) -> list[int]:
    """Return for whom mail is due."""
    return list(db.session.scalars(select(Notice.person_id).where(Notice.mail_due_at <= now).distinct().limit(limit)))


def blocked_by(person_id: int | None) -> list[int]:
    """Return of whom a person wants no notices, the newest first."""
    return list(db.session.scalars(select(Block.blocked_id).where(Block.person_id == person_id).order_by(Block.at.desc()).limit(200)))


def sentence_of(notice: Notice) -> Sentence:
    """Return what a notice says."""
    return Sentence(notice.words, brought_back(notice.values))


def devices_of(person_id: int) -> list[Device]:
    """Return the devices a person is told on, the newest first."""
    return list(db.session.scalars(select(Device).where(Device.person_id == person_id).order_by(Device.id.desc())))


def with_devices(person_ids: Collection[int]) -> set[int]:
    """Return who of them has a device to be told on. Cost: one query."""
    return set(db.session.scalars(select(Device.person_id).where(Device.person_id.in_(list(person_ids)))))


def push_waits_for(now: datetime, limit: int = 500) -> list[int]:
    """Return who has notices to be sent to their devices now."""
    return list(db.session.scalars(select(Notice.person_id).where(Notice.push_due_at <= now).distinct().limit(limit)))
