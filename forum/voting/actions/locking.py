"""Keeps voters and whoever closes a vote apart: voters share a lock that the closer takes alone.

On SQLite one transaction writes at a time, and each begins by taking the write lock; nothing more is needed.
"""

from sqlalchemy import text

from forum.kernel.db import db

_SPACE = 0x766F7465  # "vote": a number space of our own among the advisory locks


def share(contest_id: int) -> None:
    """Hold a vote open until this transaction ends."""
    _take("pg_advisory_xact_lock_shared", contest_id)


def take_alone(contest_id: int) -> None:
    """Wait until every ballot under way is in or gone, and let no other begin until this transaction ends."""
    _take("pg_advisory_xact_lock", contest_id)


def _take(function: str, contest_id: int) -> None:
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(f"SELECT {function}(:space, :contest)"), {"space": _SPACE, "contest": contest_id})
