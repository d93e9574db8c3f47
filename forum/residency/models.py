"""Tables of residency. Proofs are keyed hashes; papers and addresses are sealed and do not stay."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel.db import Base

RUNNING = text("ended_at IS NULL")


class MethodSwitch(Base):
    """A method the city has switched on. No row: off."""

    __tablename__ = "residency_methods"

    method: Mapped[str] = mapped_column(String(20), primary_key=True)
    enabled_at: Mapped[datetime]
    enabled_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Residency(Base):
    """A person confirmed as living in a district: how, by whom, until when, and how it ended."""

    __tablename__ = "residencies"
    __table_args__ = (
        Index("uq_residencies_running", "person_id", unique=True, sqlite_where=RUNNING, postgresql_where=RUNNING),
        Index("uq_residencies_proof", "proof_hash", unique=True, sqlite_where=RUNNING, postgresql_where=RUNNING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("districts.id"), index=True)
    method: Mapped[str] = mapped_column(String(20))
    proof_hash: Mapped[str] = mapped_column(String(64))
    confirmed_at: Mapped[datetime]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    valid_until: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    end_reason: Mapped[str | None] = mapped_column(String(300))


class RestingProof(Base):
    """A proof whose confirmation has ended. Until the day named it serves nobody; it does not say whose it was."""

    __tablename__ = "resting_proofs"

    proof_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[datetime]


class Try(Base):
    """Somebody tried a code or a number."""

    __tablename__ = "residency_tries"
    __table_args__ = (Index("ix_residency_tries_person", "person_id", "method", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    method: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]


class Invitation(Base):
    """A code handed out on paper; only its keyed hash is kept."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("districts.id"))
    batch: Mapped[str] = mapped_column(String(80), index=True)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    used_at: Mapped[datetime | None]


class Roll(Base):
    """A list the city uploaded; the salt of its hashes."""

    __tablename__ = "rolls"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(String(80))
    salt: Mapped[str] = mapped_column(String(64))
    rows: Mapped[int]
    imported_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    imported_at: Mapped[datetime]


class RollEntry(Base):
    """One person of a roll, as a salted hash."""

    __tablename__ = "roll_entries"
    __table_args__ = (UniqueConstraint("roll_id", "entry_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    roll_id: Mapped[int] = mapped_column(ForeignKey("rolls.id"))
    entry_hash: Mapped[str] = mapped_column(String(64))
    district_id: Mapped[int] = mapped_column(ForeignKey("districts.id"))


class InstitutionDomain(Base):
    """An e-mail domain whose people live in a district."""

    __tablename__ = "institution_domains"

    domain: Mapped[str] = mapped_column(String(120), primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("districts.id"))
    added_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    added_at: Mapped[datetime]


class Paper(Base):
    """A photo of a paper, sealed, waiting to be looked at; the file goes with the decision."""

    __tablename__ = "papers"
    __table_args__ = (
        Index("uq_papers_waiting", "person_id", unique=True, sqlite_where=text("decided_at IS NULL"),
              postgresql_where=text("decided_at IS NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    district_id: Mapped[int] = mapped_column(ForeignKey("districts.id"))
    key: Mapped[str | None] = mapped_column(String(60))
    submitted_at: Mapped[datetime]
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(String(300))


class PostalLetter(Base):
    """A letter with a code: asked for, printed, answered."""

    __tablename__ = "postal_letters"
    __table_args__ = (
        Index("uq_postal_letters_open", "person_id", unique=True, sqlite_where=text("closed_at IS NULL"),
              postgresql_where=text("closed_at IS NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    district_id: Mapped[int] = mapped_column(ForeignKey("districts.id"))
    address_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    address_hash: Mapped[str] = mapped_column(String(64))
    code_hash: Mapped[str | None] = mapped_column(String(64))
    asked_at: Mapped[datetime]
    printed_at: Mapped[datetime | None]
    printed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    expires_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
