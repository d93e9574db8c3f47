"""Reads the public log of a vote: its leaves, its checkpoints, and proofs about them."""

from functools import lru_cache

from sqlalchemy import func, select

from forum.kernel.db import db
from forum.voting.merkle import Tree
from forum.voting.models import LogCheckpoint, LogLeaf

CheckpointRow = LogCheckpoint  # as views name what they get


def waiting(contest_id: int) -> list[bytes]:
    """Return leaves that have no place in the tree yet, in no order that means anything."""
    return list(db.session.scalars(select(LogLeaf.leaf).where(LogLeaf.contest_id == contest_id, LogLeaf.position.is_(None)).order_by(LogLeaf.leaf)))


def size(contest_id: int) -> int:
    """Return how many leaves have a place. Cost: one step on an index."""
    last = db.session.scalar(select(func.max(LogLeaf.position)).where(LogLeaf.contest_id == contest_id))
    return 0 if last is None else last + 1


def leaves(contest_id: int, end: int, start: int = 0) -> list[bytes]:
    """Return leaves in order, from one position to before another."""
    query = select(LogLeaf.leaf).where(LogLeaf.contest_id == contest_id, LogLeaf.position >= start, LogLeaf.position < end).order_by(LogLeaf.position)
    return list(db.session.scalars(query))


def leaf(contest_id: int, value: bytes) -> LogLeaf | None:
    return db.session.get(LogLeaf, (contest_id, value))


def checkpoints(contest_id: int) -> list[LogCheckpoint]:
    """Return every checkpoint, the newest first."""
    return list(db.session.scalars(select(LogCheckpoint).where(LogCheckpoint.contest_id == contest_id).order_by(LogCheckpoint.size.desc()).limit(500)))


def newest(contest_id: int) -> LogCheckpoint | None:
    return db.session.scalars(select(LogCheckpoint).where(LogCheckpoint.contest_id == contest_id).order_by(LogCheckpoint.size.desc()).limit(1)).one_or_none()


def checkpoint(contest_id: int, of_size: int) -> LogCheckpoint | None:
    return db.session.get(LogCheckpoint, (contest_id, of_size))


@lru_cache(maxsize=8)
def tree(contest_id: int, of_size: int, root: bytes) -> Tree:
    """Return the tree of a checkpoint, kept in the process: what a checkpoint covers never changes. Cost: one pass over its leaves, once."""
    return Tree(leaves(contest_id, of_size))
