"""Keeps the full-text index."""

from sqlalchemy import select, text

from forum.kernel.db import db
from forum.search import engines
from forum.search.models import SearchDocument
from forum.search.terms import words
from forum.search.types import Document


def keep(document: Document) -> None:
    """Put a public thing into the index, or put it in anew. Cost: four statements, however long the text."""
    row = _row(document.kind, document.subject_id) or SearchDocument(kind=document.kind, subject_id=document.subject_id)
    row.title, row.text, row.path, row.at = document.title[:300], document.text, document.path, document.at
    db.session.add(row)
    db.session.flush()
    dialect = db.engine.dialect.name
    _forget(row.id, dialect)
    db.session.execute(text(engines.KEEP[dialect]), {"id": row.id, **engines.kept(dialect, words(row.title), words(row.text))})


def forget(kind: str, subject_id: int) -> None:
    """Take something out of the index; what is not there is left alone."""
    row = _row(kind, subject_id)
    if row is not None:
        _forget(row.id, db.engine.dialect.name)
        db.session.delete(row)
        db.session.flush()


def _row(kind: str, subject_id: int) -> SearchDocument | None:
    return db.session.scalars(select(SearchDocument).where(SearchDocument.kind == kind, SearchDocument.subject_id == subject_id)).one_or_none()


def _forget(document_id: int, dialect: str) -> None:
    db.session.execute(text(engines.FORGET.format(key=engines.KEY[dialect])), {"id": document_id})
