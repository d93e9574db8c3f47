"""Asks the full-text index."""

from datetime import UTC, datetime

from sqlalchemy import text

from forum.kernel.db import db
from forum.search import engines
from forum.search.snippets import mark, snippet
from forum.search.terms import likeness, telling, typed
from forum.search.types import Alike, Found

PAGE = 20
MOST_PAGES = 10
CANDIDATES = 60


def found(words: str, *, kind: str = "", page: int = 1) -> list[Found]:
    """Return a page of documents that hold every word, best first; one more than a page tells there is another. Cost: one query."""
    terms = typed(words)
    if not terms:
        return []
    dialect = db.engine.dialect.name
    rows = db.session.execute(
        text(engines.FIND[dialect]),
        {"asked": engines.asked_all(dialect, terms), "kind": kind, "limit": PAGE + 1, "skip": (min(page, MOST_PAGES) - 1) * PAGE},
    )
    return [Found(r.kind, r.subject_id, mark(r.title, terms), snippet(r.text, terms), r.path, _moment(r.at)) for r in rows]


def alike(title: str, *, kind: str, limit: int = 5, least: float = 0.25) -> list[Alike]:
    """Return documents of a kind whose titles resemble `title`, the most alike first. Cost: one query."""
    stems = telling(title)
    if not stems:
        return []
    dialect = db.engine.dialect.name
    rows = db.session.execute(text(engines.ALIKE[dialect]), {"asked": engines.asked_any(dialect, stems), "kind": kind, "limit": CANDIDATES})
    near = [Alike(r.subject_id, r.title, r.path, likeness(title, r.title)) for r in rows]
    return sorted((a for a in near if a.likeness >= least), key=lambda a: (-a.likeness, a.subject_id))[:limit]


def _moment(value: datetime | str) -> datetime:
    # Plain SQL on SQLite hands back text.
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
