"""Reads what somebody is to a proposal: author, supporter, invited; and what the area asks for."""

from collections.abc import Collection

from sqlalchemy import select

from forum.kernel.db import db
from forum.proposals.models import AmendmentWish, Endorsement, Participation, Proposal, SupportRule
from forum.proposals.support import DEFAULT_DAYS, DEFAULT_THRESHOLD_CITY, DEFAULT_THRESHOLD_DISTRICT
from forum.proposals.types import Level, Part, Stage

WRITING = (Part.LEAD, Part.AUTHOR)


def participation(proposal_id: int, person_id: int | None) -> Participation | None:
    """Return what a person is, or is invited to be, to a proposal."""
    query = select(Participation).where(Participation.proposal_id == proposal_id, Participation.person_id == person_id, Participation.ended_at.is_(None))
    return db.session.scalars(query).one_or_none()


def is_author(proposal_id: int, person_id: int | None) -> bool:
    """Tell whether the person writes this proposal."""
    found = participation(proposal_id, person_id)
    return found is not None and found.accepted_at is not None and found.part in WRITING


def author_ids(proposal_id: int) -> list[int]:
    """Return who writes this proposal."""
    query = select(Participation.person_id).where(
        Participation.proposal_id == proposal_id, Participation.part.in_(WRITING), Participation.accepted_at.is_not(None), Participation.ended_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Participation.id)))


def authors_of(proposal_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Return who writes proposals, by proposal. Cost: one query."""
    query = select(Participation.proposal_id, Participation.person_id).where(
        Participation.proposal_id.in_(proposal_ids), Participation.part.in_(WRITING), Participation.accepted_at.is_not(None), Participation.ended_at.is_(None)
    )
    found: dict[int, tuple[int, ...]] = {}
    for proposal_id, person_id in db.session.execute(query.order_by(Participation.id)).tuples():
        found[proposal_id] = (*found.get(proposal_id, ()), person_id)
    return found


def endorsement(proposal_id: int, person_id: int | None) -> Endorsement | None:
    """Return a person's running endorsement."""
    query = select(Endorsement).where(Endorsement.proposal_id == proposal_id, Endorsement.person_id == person_id, Endorsement.withdrawn_at.is_(None))
    return db.session.scalars(query).one_or_none()


def wishes(amendment_ids: list[int], person_id: int | None) -> dict[int, Level]:
    """Return what a person wished for each amendment. Cost: one query, none for a stranger."""
    if person_id is None or not amendment_ids:
        return {}
    query = select(AmendmentWish.amendment_id, AmendmentWish.level).where(AmendmentWish.person_id == person_id, AmendmentWish.amendment_id.in_(amendment_ids))
    return {r.amendment_id: Level(r.level) for r in db.session.execute(query)}


def rule_for(district_id: int | None) -> tuple[int, int]:
    """Return threshold and days of an area: its own rule, or what is usual."""
    found = db.session.get(SupportRule, district_id or 0)
    if found is not None:
        return found.threshold, found.days
    return (DEFAULT_THRESHOLD_DISTRICT if district_id else DEFAULT_THRESHOLD_CITY), DEFAULT_DAYS


def rules() -> dict[int, SupportRule]:
    """Return the rules the city has set, by area."""
    return {r.area_id: r for r in db.session.scalars(select(SupportRule))}


def own(person_id: int | None) -> list[tuple[Proposal, Participation]]:
    """Return what a person writes, signs or is invited to, the latest first."""
    query = select(Proposal, Participation).join(Participation, Participation.proposal_id == Proposal.id).where(
        Participation.person_id == person_id, Participation.ended_at.is_(None)
    )  # fmt: skip
    return [(r[0], r[1]) for r in db.session.execute(query.order_by(Proposal.touched_at.desc()).limit(100))]


def drafts_of(person_id: int) -> int:
    """Return how many drafts a person leads."""
    return len(list(db.session.scalars(select(Proposal.id).where(Proposal.lead_id == person_id, Proposal.stage == Stage.DRAFT).limit(50))))


def led_with_token(person_id: int, once: str) -> int | None:
    """Return the draft that this very form made, when it was sent before."""
    return db.session.scalar(select(Proposal.id).where(Proposal.lead_id == person_id, Proposal.once == once))
