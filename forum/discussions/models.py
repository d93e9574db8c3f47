"""Tables of threads and comments."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel.db import Base

_ROOTS: dict[str, Any] = {"sqlite_where": text("parent_id IS NULL"), "postgresql_where": text("parent_id IS NULL")}


class Thread(Base):
    """The conversation on one subject, with the counts that its page shows."""

    __tablename__ = "threads"
    __table_args__ = (UniqueConstraint("subject", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    path: Mapped[str] = mapped_column(String(200))
    comments: Mapped[int] = mapped_column(default=0)
    roots: Mapped[int] = mapped_column(default=0)
    officials: Mapped[int] = mapped_column(default=0)
    professionals: Mapped[int] = mapped_column(default=0)
    stance_for: Mapped[int] = mapped_column(default=0)
    stance_against: Mapped[int] = mapped_column(default=0)
    stance_neutral: Mapped[int] = mapped_column(default=0)
    stance_question: Mapped[int] = mapped_column(default=0)
    pinned_id: Mapped[int | None]
    locked_at: Mapped[datetime | None]
    locked_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    locked_reason: Mapped[str] = mapped_column(String(300), default="")
    hidden_at: Mapped[datetime | None]
    touched_at: Mapped[datetime]


class Comment(Base):
    """One contribution. `ordinal` is its place among its siblings, so that the first few of many are found at once."""

    __tablename__ = "comments"
    __table_args__ = (
        UniqueConstraint("author_id", "once"),
        Index("uq_comments_place", "parent_id", "ordinal", unique=True),
        Index("ix_comments_best", "thread_id", "score", "id", **_ROOTS),
        Index("ix_comments_order", "thread_id", "ordinal", **_ROOTS),
        Index("ix_comments_discussed", "thread_id", "below", "id", **_ROOTS),
        Index("ix_comments_professionals", "thread_id", "lifted", "id", **_ROOTS),
        Index("ix_comments_standing", "thread_id", "standing", "id"),
        Index("ix_comments_stance", "thread_id", "stance", "standing", "score", "below", "id"),
        Index("ix_comments_author", "author_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"))
    ordinal: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    standing: Mapped[str] = mapped_column(String(12), default="citizen")
    stance: Mapped[str] = mapped_column(String(10), default="")
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    edits: Mapped[int] = mapped_column(default=0)
    cited_at: Mapped[datetime | None]  # since then what it says is kept through every change
    removed_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    hidden_rule: Mapped[str] = mapped_column(String(20), default="")  # empty while it is only held
    interest: Mapped[str] = mapped_column(String(300), default="")  # what a professional has to do with it, in their own words
    direct: Mapped[int] = mapped_column(default=0)
    below: Mapped[int] = mapped_column(default=0)
    helpful: Mapped[int] = mapped_column(default=0)
    unhelpful: Mapped[int] = mapped_column(default=0)
    score: Mapped[int] = mapped_column(default=0)
    lifted: Mapped[int] = mapped_column(default=0)  # the score, professionals above all others: the order of that name
    version: Mapped[int] = mapped_column(default=0)
    quote_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    once: Mapped[str] = mapped_column(String(40))


class CommentEdit(Base):
    """What a comment said before it was changed."""

    __tablename__ = "comment_edits"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), index=True)
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    until: Mapped[datetime]


class CommentMark(Base):
    """Whether one reader found a comment helpful."""

    __tablename__ = "comment_marks"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    is_helpful: Mapped[bool]
    at: Mapped[datetime]


class ThreadVisit(Base):
    """How far somebody has read a thread, as they said themselves."""

    __tablename__ = "thread_visits"

    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    seen_id: Mapped[int]
    at: Mapped[datetime]


class ExpertQuestion(Base):
    """A question about a subject, asked of people verified in one field."""

    __tablename__ = "expert_questions"
    __table_args__ = (Index("ix_expert_questions_subject", "subject", "subject_id", "id"), Index("ix_expert_questions_due", "state", "due_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    field_id: Mapped[int] = mapped_column(index=True)
    asker_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    words: Mapped[str] = mapped_column(String(600))
    state: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]


class ExpertAsked(Base):
    """One person the question went to, and what they made of it."""

    __tablename__ = "experts_asked"
    __table_args__ = (Index("ix_experts_asked_person", "person_id", "state", "question_id"),)

    question_id: Mapped[int] = mapped_column(ForeignKey("expert_questions.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(300), default="")
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    at: Mapped[datetime | None]
