"""Tables of cases, reports, decisions and appeals. Rows are added and marked, never deleted."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel.db import Base


class Case(Base):
    """What was reported about one thing. At most one is undecided at a time. `words`: clean HTML of the thing when the case began."""

    __tablename__ = "moderation_cases"
    __table_args__ = (
        Index("uq_moderation_cases_undecided", "kind", "thing_id", unique=True,
              sqlite_where=text("state != 'decided'"), postgresql_where=text("state != 'decided'")),
        Index("ix_moderation_cases_queue", "state", "id"),
        Index("ix_moderation_cases_thing", "kind", "thing_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    is_official: Mapped[bool]
    is_held: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10))
    opened_at: Mapped[datetime]
    reports: Mapped[int] = mapped_column(default=0)
    words: Mapped[str] = mapped_column(Text, default="")
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    claimed_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]


class Report(Base):
    """Which rule somebody sees broken. A stranger's report has no reporter."""

    __tablename__ = "moderation_reports"
    __table_args__ = (UniqueConstraint("case_id", "reporter_id"), Index("ix_moderation_reports_reporter", "reporter_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_cases.id"))
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    rule: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(index=True)


class Decision(Base):
    """What was decided, by whom, by which rule, with what reasons. `by_id` is None for what waits by itself.

    `in_force` is false until a needed second person agrees, and again once an appeal was upheld.
    """

    __tablename__ = "moderation_decisions"
    __table_args__ = (Index("ix_moderation_decisions_person", "person_id", "id"), Index("ix_moderation_decisions_log", "public_at", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_cases.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    outcome: Mapped[str] = mapped_column(String(10))
    rule: Mapped[str] = mapped_column(String(20), default="")
    reasons: Mapped[str] = mapped_column(Text, default="")
    days: Mapped[int | None]
    suspension_id: Mapped[int | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]
    seconded_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    seconded_at: Mapped[datetime | None]
    in_force: Mapped[bool]
    public_at: Mapped[datetime | None]


class Appeal(Base):
    """The one appeal against a decision, and the reply."""

    __tablename__ = "moderation_appeals"
    __table_args__ = (Index("ix_moderation_appeals_waiting", "decided_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("moderation_decisions.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    decided_at: Mapped[datetime | None]
    is_upheld: Mapped[bool | None]
    reply: Mapped[str] = mapped_column(Text, default="")


class Trace(Base):
    """What a text looks like from afar, so that near copies and sudden crowds can be seen. Kept thirty days."""

    __tablename__ = "moderation_traces"
    __table_args__ = (Index("ix_moderation_traces_about", "about", "about_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    about: Mapped[str] = mapped_column(String(40))
    about_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)
    one: Mapped[int | None] = mapped_column(BigInteger, index=True)
    two: Mapped[int | None] = mapped_column(BigInteger, index=True)
    three: Mapped[int | None] = mapped_column(BigInteger, index=True)
