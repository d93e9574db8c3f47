"""Tables of claims, evidence and decisions, of professionals' own pages, and of who is connected with whom. Decisions are added, never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel.db import Base


class ProfessionalField(Base):
    """A field of knowledge, named in each language; the city keeps the list."""

    __tablename__ = "professional_fields"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[dict[str, str]] = mapped_column(JSON)


class RecognisedBody(Base):
    """A body whose register the city trusts."""

    __tablename__ = "recognised_bodies"

    id: Mapped[int] = mapped_column(primary_key=True)
    short: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    country: Mapped[str] = mapped_column(String(60))
    register_url: Mapped[str] = mapped_column(String(200))
    pattern: Mapped[str] = mapped_column(String(80), default="")
    months: Mapped[int] = mapped_column(default=12)
    issuer: Mapped[str] = mapped_column(String(200), default="")  # as it signs credentials: `iss`
    key: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # its public key, a JWK


class Attester(Base):
    """Somebody who speaks for a recognised body: says whether people are in its books."""

    __tablename__ = "attesters"

    body_id: Mapped[int] = mapped_column(ForeignKey("recognised_bodies.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    added_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    added_at: Mapped[datetime]


class WorkDomain(Base):
    """An e-mail domain that belongs to an organisation."""

    __tablename__ = "work_domains"

    domain: Mapped[str] = mapped_column(String(120), primary_key=True)
    organisation: Mapped[str] = mapped_column(String(120))
    added_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    added_at: Mapped[datetime]


class Profile(Base):
    """A professional's own page: a headline, and sections that are each public, for members, or private."""

    __tablename__ = "professional_profiles"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    headline: Mapped[str] = mapped_column(String(120), default="")
    sections: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed_at: Mapped[datetime]
    photo_key: Mapped[str | None] = mapped_column(String(60))
    district_id: Mapped[int | None] = mapped_column(index=True)  # where they work, by their own word
    takes_questions: Mapped[bool] = mapped_column(default=False)


class Connection(Base):
    """Two people who agreed to be connected, or one who asked. `low_id` is the smaller number of the two."""

    __tablename__ = "connections"
    __table_args__ = (UniqueConstraint("low_id", "high_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    low_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    high_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    asker_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    note: Mapped[str] = mapped_column(String(300))
    asked_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]


class Claim(Base):
    """What somebody says of themselves, and where its check stands."""

    __tablename__ = "claims"
    __table_args__ = (Index("ix_claims_queue", "state", "sent_at", "id"), Index("ix_claims_person", "person_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(120))
    organisation: Mapped[str] = mapped_column(String(120))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("recognised_bodies.id"), index=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("professional_fields.id"), index=True)
    identifier_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    identifier_tail: Mapped[str] = mapped_column(String(3), default="")
    state: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    valid_until: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(Text, default="")
    appeals: Mapped[int] = mapped_column(default=0)


class Evidence(Base):
    """One piece of evidence. A document's file is sealed and goes after the decision; what it showed stays."""

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_claim", "claim_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"))
    method: Mapped[str] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    expires_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    key: Mapped[str | None] = mapped_column(String(60), index=True)
    is_counted: Mapped[bool] = mapped_column(default=True)  # a document counts once two reviewers have read it


class DocumentReading(Base):
    """A reviewer read a document, and whether it shows what the claim says."""

    __tablename__ = "document_readings"
    __table_args__ = (UniqueConstraint("evidence_id", "reviewer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    shows_it: Mapped[bool]
    at: Mapped[datetime]


class ClaimDecision(Base):
    """What a reviewer decided: checks made, reason, that they have no stake in it, until when. A trigger refuses changes."""

    __tablename__ = "claim_decisions"
    __table_args__ = (Index("ix_claim_decisions_claim", "claim_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    outcome: Mapped[str] = mapped_column(String(12))
    checks: Mapped[list[str]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(600))
    at: Mapped[datetime]
    expires_at: Mapped[datetime | None]


class WorkMail(Base):
    """A link on its way to a work address. Only keyed hashes are kept."""

    __tablename__ = "work_mails"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    domain: Mapped[str] = mapped_column(String(120))
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Vouch(Base):
    """A verified professional vouches for a claim."""

    __tablename__ = "vouches"
    __table_args__ = (UniqueConstraint("claim_id", "voucher_id"), Index("ix_vouches_voucher", "voucher_id", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"))
    voucher_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    organisation: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


class AttestationAsk(Base):
    """Somebody asks the body they name to say that it is so, once for each claim."""

    __tablename__ = "attestation_asks"

    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), primary_key=True)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    is_true: Mapped[bool | None]


class Credential(Base):
    """A signed credential that was shown: by its digest, so that it proves one claim only. The credential itself is not kept."""

    __tablename__ = "credentials"

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
