"""Tables of votes. The roll says who voted, the ballots what was voted, and nothing joins them.

A ballot has no person, no time and no serial number; neither table has a hidden row number on SQLite; and when a vote closes, its ballots
are written anew in random order under random handles.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel.db import Base


class Contest(Base):
    """A vote: its question, its rules, its dates, and where it stands. `origin`, `rows_key`: of one held elsewhere, where it is from and its ballots."""

    __tablename__ = "contests"
    __table_args__ = (Index("ix_contests_newest", "opens_at", "id"), Index("ix_contests_state", "state", "closes_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    question: Mapped[str] = mapped_column(String(300))
    source: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.id"), index=True)
    method: Mapped[str] = mapped_column(String(20))
    seats: Mapped[int] = mapped_column(default=1)
    ranks: Mapped[int] = mapped_column(default=5)
    publish: Mapped[str] = mapped_column(String(8))
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))
    state_at: Mapped[datetime]
    once: Mapped[str] = mapped_column(String(40), unique=True)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    touched_at: Mapped[datetime]
    announced_at: Mapped[datetime | None]
    announced: Mapped[str] = mapped_column(Text, default="")
    announced_hash: Mapped[str] = mapped_column(String(64), default="")
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    eligible: Mapped[int | None]
    lot_salt: Mapped[str] = mapped_column(String(64), default="")
    lot_commit: Mapped[str] = mapped_column(String(64), default="")
    lot_draw: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(String(600), default="")
    early_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    early_at: Mapped[datetime | None]
    early_reason: Mapped[str] = mapped_column(String(600), default="")
    origin: Mapped[str] = mapped_column(String(200), default="")
    rows_key: Mapped[str | None] = mapped_column(String(60))
    card_key: Mapped[str | None] = mapped_column(String(60))


class ContestOption(Base):
    """An option on the ballot. Its code is its number there, and in every file."""

    __tablename__ = "contest_options"

    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), primary_key=True)
    code: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(300), default="")
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), index=True)
    is_status_quo: Mapped[bool] = mapped_column(default=False)


class RollEntry(Base):
    """Somebody has voted. Not when, not what, not how often."""

    __tablename__ = "contest_roll"
    __table_args__ = ({"sqlite_with_rowid": False},)

    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, autoincrement=False, index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.id"))


class Ballot(Base):
    """A ranking that counts, with the nonce its receipt was made of. `handle`: see `ballots.handle`; random once the vote is closed."""

    __tablename__ = "ballots"
    __table_args__ = (Index("ix_ballots_count", "contest_id", "rank_key"), {"sqlite_with_rowid": False})

    handle: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"))
    rank_key: Mapped[int] = mapped_column(BigInteger)
    nonce: Mapped[bytes] = mapped_column(LargeBinary(32))
    sending: Mapped[bytes] = mapped_column(LargeBinary(16))
    by_server: Mapped[bool] = mapped_column(default=False)


class LogLeaf(Base):
    """What was acknowledged. `position`: its place in the public tree, given in shuffled batches; none yet: it waits for the next."""

    __tablename__ = "contest_leaves"
    __table_args__ = (UniqueConstraint("contest_id", "position"), {"sqlite_with_rowid": False})

    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), primary_key=True, autoincrement=False)
    leaf: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    position: Mapped[int | None]


class LogCheckpoint(Base):
    """A signed statement of how many leaves the log has and what their root is; a witness may have signed it too."""

    __tablename__ = "contest_checkpoints"

    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), primary_key=True, autoincrement=False)
    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    root: Mapped[bytes] = mapped_column(LargeBinary(32))
    note: Mapped[str] = mapped_column(Text)
    cosignatures: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]


class ContestResult(Base):
    """A count as it was published: one canonical JSON text and its hash. Never changed; a final one follows a provisional one."""

    __tablename__ = "contest_results"

    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    certified_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
