"""Tables of notices, follows, wishes, blocks and devices."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel.db import Base


class Follow(Base):
    """How much one person wants to hear of one thing. `subject` is the kind of thing, such as proposal."""

    __tablename__ = "follows"
    __table_args__ = (Index("ix_follows_subject", "subject", "subject_id", "level"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(40), primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime]


class Notice(Base):
    """One sentence for one person."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        Index("ix_notices_inbox", "person_id", "id"),
        Index("ix_notices_push_due", "push_due_at", "person_id", sqlite_where=text("push_due_at IS NOT NULL"), postgresql_where=text("push_due_at IS NOT NULL")),
        Index("ix_notices_mail_due", "mail_due_at", "person_id", sqlite_where=text("mail_due_at IS NOT NULL"), postgresql_where=text("mail_due_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    event_id: Mapped[int]
    words: Mapped[str] = mapped_column(String(300))
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    path: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    mail_due_at: Mapped[datetime | None]  # None: mailed, read meanwhile, or not wanted by mail
    push_due_at: Mapped[datetime | None]  # None: sent to the devices, or there are none


class NoticeWishes(Base):
    """How somebody wants to be told."""

    __tablename__ = "notice_wishes"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    rhythm: Mapped[str] = mapped_column(String(10))
    quiet_from: Mapped[int | None]
    quiet_to: Mapped[int | None]
    changed_at: Mapped[datetime]


class Block(Base):
    """Somebody wants no notices of what another does."""

    __tablename__ = "blocks"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    blocked_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    at: Mapped[datetime]


class Device(Base):
    """A browser that somebody wants to be told in. `mark`: digest of the endpoint; a browser belongs to whoever turned it on last."""

    __tablename__ = "devices"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    mark: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    endpoint: Mapped[str] = mapped_column(String(1000))
    p256dh: Mapped[str] = mapped_column(String(100))
    auth: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
