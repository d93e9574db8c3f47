"""Reads questions to people who know, and what they made of them."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, select

from forum.discussions.models import ExpertAsked, ExpertQuestion
from forum.discussions.types import Asked, QuestionView
from forum.kernel.db import db
from forum.kernel.errors import NotFound

PAGE = 30


def of_subject(subject: str, subject_id: int, limit: int = 20) -> list[QuestionView]:
    """Return the questions about a subject, newest first, with the comments that answer them. Cost: two queries."""
    rows = db.session.scalars(select(ExpertQuestion).where(ExpertQuestion.subject == subject, ExpertQuestion.subject_id == subject_id).order_by(ExpertQuestion.id.desc()).limit(limit))
    return _views(list(rows))


def inbox(person_id: int | None) -> list[QuestionView]:
    """Return what waits for a person's answer, the most urgent first. Cost: two queries."""
    query = select(ExpertQuestion).join(ExpertAsked, ExpertAsked.question_id == ExpertQuestion.id).where(ExpertAsked.person_id == person_id, ExpertAsked.state == Asked.WAITING)
    return _views(list(db.session.scalars(query.order_by(ExpertQuestion.due_at).limit(PAGE))))


def asked_by(person_id: int | None) -> list[QuestionView]:
    """Return what a person asked, newest first."""
    return _views(list(db.session.scalars(select(ExpertQuestion).where(ExpertQuestion.asker_id == person_id).order_by(ExpertQuestion.id.desc()).limit(PAGE))))


def question(question_id: int) -> QuestionView:
    """Return one question. Raises NotFound."""
    row = db.session.get(ExpertQuestion, question_id)
    if row is None:
        raise NotFound
    return _views([row])[0]


def state_of(question_id: int, person_id: int | None) -> Asked | None:
    """Return what a person made of a question, None when they were not asked."""
    found = db.session.scalar(select(ExpertAsked.state).where(ExpertAsked.question_id == question_id, ExpertAsked.person_id == person_id))
    return Asked(found) if found else None


def people_asked(question_id: int) -> set[int]:
    """Return whom a question went to."""
    return set(db.session.scalars(select(ExpertAsked.person_id).where(ExpertAsked.question_id == question_id)))


def is_answer(comment_id: int) -> bool:
    """Tell whether a comment answers a question to people who know."""
    return db.session.scalar(select(ExpertAsked.question_id).where(ExpertAsked.comment_id == comment_id).limit(1)) is not None


def asked_since(person_id: int | None, now: datetime) -> int:
    """Return how many questions a person asked in the last day."""
    return db.session.scalar(select(func.count()).where(ExpertQuestion.asker_id == person_id, ExpertQuestion.asked_at > now - timedelta(days=1))) or 0


def waiting_for(subject: str, subject_id: int, field_id: int) -> list[int]:
    """Return who awaits an answer of a field about a subject."""
    query = select(ExpertQuestion.asker_id).where(ExpertQuestion.subject == subject, ExpertQuestion.subject_id == subject_id, ExpertQuestion.field_id == field_id, ExpertQuestion.state == Asked.WAITING)
    return list(db.session.scalars(query))


def last_asked(person_ids: Collection[int]) -> dict[int, int]:
    """Return the newest question each person was asked, by person."""
    query = select(ExpertAsked.person_id, func.max(ExpertAsked.question_id)).where(ExpertAsked.person_id.in_(list(person_ids))).group_by(ExpertAsked.person_id)
    return dict(db.session.execute(query).tuples().all())


def _views(rows: list[ExpertQuestion]) -> list[QuestionView]:
    if not rows:
        return []
    answers: dict[int, list[tuple[int, int]]] = {}
    counts: dict[int, int] = {}
    for asked in db.session.scalars(select(ExpertAsked).where(ExpertAsked.question_id.in_([r.id for r in rows])).order_by(ExpertAsked.at)):
        counts[asked.question_id] = counts.get(asked.question_id, 0) + 1
        if asked.comment_id is not None:
            answers.setdefault(asked.question_id, []).append((asked.person_id, asked.comment_id))
    return [QuestionView(r.id, r.subject, r.subject_id, r.field_id, r.asker_id, r.words, Asked(r.state), r.asked_at, r.due_at, counts.get(r.id, 0), tuple(answers.get(r.id, ()))) for r in rows]
