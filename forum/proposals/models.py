"""Tables of proposals. State is a row with who and when."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel.db import Base


def _only(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Proposal(Base):
    """A proposal as it stands. What can be read quickly stands here; what was written stands in versions."""

    __tablename__ = "proposals"
    __table_args__ = (
        UniqueConstraint("lead_id", "once"),
        Index("ix_proposals_newest", "opened_at", "id", **_only("opened_at IS NOT NULL")),
        Index("ix_proposals_endorsed", "support", "id", **_only("opened_at IS NOT NULL")),
        Index("ix_proposals_discussed", "comments", "id", **_only("opened_at IS NOT NULL")),
        Index("ix_proposals_closing", "closes_at", "id"),
        Index("ix_proposals_district", "district_id", "opened_at", "id", **_only("opened_at IS NOT NULL")),
        Index("ix_proposals_stage", "stage", "opened_at", "id"),
        Index("ix_proposals_stage_endorsed", "stage", "support", "id"),
        Index("ix_proposals_district_endorsed", "district_id", "support", "id"),
        Index("ix_proposals_kind", "kind", "opened_at", "id"),
        Index("ix_proposals_kind_endorsed", "kind", "support", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    stage: Mapped[str] = mapped_column(String(20))
    stage_at: Mapped[datetime]
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(300), default="")
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.id"))
    lead_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    authors: Mapped[int] = mapped_column(default=1)
    once: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    threshold: Mapped[int | None]
    support: Mapped[int] = mapped_column(default=0)
    reached_at: Mapped[datetime | None]
    comments: Mapped[int] = mapped_column(default=0)
    version_number: Mapped[int] = mapped_column(default=0)
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    place: Mapped[str] = mapped_column(String(120), default="")
    card_key: Mapped[str | None] = mapped_column(String(60))
    card_digest: Mapped[str | None] = mapped_column(String(64))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"))
    touched_at: Mapped[datetime] = mapped_column(index=True)
    hidden_at: Mapped[datetime | None]
    hidden_rule: Mapped[str] = mapped_column(String(20), default="")


class WorkingText(Base):
    """What its authors are writing. `revision` grows with each save, so that nobody overwrites what they have not seen."""

    __tablename__ = "working_texts"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(default=1)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    saved_at: Mapped[datetime]


class Aside(Base):
    """A text that was written on top of an older revision: kept aside, to be compared and joined by hand."""

    __tablename__ = "working_asides"
    __table_args__ = (Index("uq_working_asides_open", "proposal_id", "person_id", "tab", unique=True, **_only("resolved_at IS NULL")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    tab: Mapped[str] = mapped_column(String(20))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]


class Version(Base):
    """What was published, once and for good; a trigger refuses every change."""

    __tablename__ = "proposal_versions"
    __table_args__ = (UniqueConstraint("proposal_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"))
    number: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(300))
    is_substantial: Mapped[bool]
    title: Mapped[str] = mapped_column(String(120))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    html: Mapped[dict[str, str]] = mapped_column(JSON)
    hash: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))


class VersionComment(Base):
    """A comment that its authors name as what led to a version."""

    __tablename__ = "version_comments"

    version_id: Mapped[int] = mapped_column(ForeignKey("proposal_versions.id"), primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), primary_key=True, index=True)


class Participation(Base):
    """What a person is to a proposal: its lead, a co-author, a co-signer; invited, then accepted or not."""

    __tablename__ = "proposal_people"
    __table_args__ = (Index("uq_proposal_people_running", "proposal_id", "person_id", unique=True, **_only("ended_at IS NULL")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    part: Mapped[str] = mapped_column(String(12))
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    invited_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    interest: Mapped[str] = mapped_column(String(600), default="")
    ended_at: Mapped[datetime | None]


class ProposalTopic(Base):
    """What a proposal is about."""

    __tablename__ = "proposal_topics"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), primary_key=True, index=True)


class ProposalPhoto(Base):
    """A photo that belongs to a proposal's text."""

    __tablename__ = "proposal_photos"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    width: Mapped[int]
    height: Mapped[int]
    added_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    added_at: Mapped[datetime]
    published_at: Mapped[datetime | None]


class StageStep(Base):
    """One step of the way: to which stage, when, by what, and why."""

    __tablename__ = "proposal_stages"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    stage: Mapped[str] = mapped_column(String(20))
    mover: Mapped[str] = mapped_column(String(12))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(600), default="")


class Endorsement(Base):
    """One resident's support, for the version they saw, until withdrawn."""

    __tablename__ = "endorsements"
    __table_args__ = (Index("uq_endorsements_running", "proposal_id", "person_id", unique=True, **_only("withdrawn_at IS NULL")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    version_number: Mapped[int]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.id"))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"))


class Amendment(Base):
    """A change to one paragraph of a version, until its authors accept or reject it with a reason."""

    __tablename__ = "amendments"
    __table_args__ = (Index("ix_amendments_proposal", "proposal_id", "outcome", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"))
    base_number: Mapped[int]
    section: Mapped[str] = mapped_column(String(20))
    original: Mapped[str] = mapped_column(Text)
    nth: Mapped[int] = mapped_column(default=0)  # which of several equal paragraphs
    proposed: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(600))
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(12))
    decision: Mapped[str] = mapped_column(String(600), default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    decided_at: Mapped[datetime | None]
    version_number: Mapped[int | None]


class AmendmentWish(Base):
    """How strongly one person wants an amendment, or does not."""

    __tablename__ = "amendment_wishes"

    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendments.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    level: Mapped[int]
    at: Mapped[datetime]


class Merge(Base):
    """A request to join one proposal to another. Both sides' authors must agree."""

    __tablename__ = "merges"
    __table_args__ = (Index("uq_merges_open", "from_id", "into_id", unique=True, **_only("closed_at IS NULL")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    note: Mapped[str] = mapped_column(String(600))
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    asked_at: Mapped[datetime]
    from_agreed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    into_agreed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    merged_at: Mapped[datetime | None]
    declined_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    reason: Mapped[str] = mapped_column(String(600), default="")
    closed_at: Mapped[datetime | None]


class CarryOver(Base):
    """A supporter's own answer to whether their endorsement goes along."""

    __tablename__ = "carry_overs"

    merge_id: Mapped[int] = mapped_column(ForeignKey("merges.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    is_yes: Mapped[bool]
    at: Mapped[datetime]


class SupportRule(Base):
    """How many endorsements an area asks for, within how many days. Area 0 is the whole city."""

    __tablename__ = "support_rules"

    area_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    threshold: Mapped[int]
    days: Mapped[int]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    changed_at: Mapped[datetime]
