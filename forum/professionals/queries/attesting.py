"""Reads who speaks for which body, and what they are asked."""

from sqlalchemy import select

from forum.kernel.db import db
from forum.professionals.models import AttestationAsk, Attester, Claim


def speakers(body_id: int) -> set[int]:
    """Return who speaks for a body."""
    return set(db.session.scalars(select(Attester.person_id).where(Attester.body_id == body_id)))


def all_speakers() -> dict[int, list[int]]:
    """Return who speaks for each body. Cost: one query."""
    found: dict[int, list[int]] = {}
    for body_id, person_id in db.session.execute(select(Attester.body_id, Attester.person_id).order_by(Attester.added_at)).tuples():
        found.setdefault(body_id, []).append(person_id)
    return found


def speaks_for(person_id: int | None) -> set[int]:
    """Return for which bodies a person speaks."""
    return set(db.session.scalars(select(Attester.body_id).where(Attester.person_id == person_id)))


def asked_of(person_id: int | None, limit: int = 50) -> list[Claim]:
    """Return claims that wait for a word of the bodies a person speaks for, oldest first. One's own is not among them."""
    mine = select(Attester.body_id).where(Attester.person_id == person_id)
    query = select(Claim).join(AttestationAsk, AttestationAsk.claim_id == Claim.id).where(AttestationAsk.answered_at.is_(None), Claim.body_id.in_(mine), Claim.person_id != person_id)
    return list(db.session.scalars(query.where(Claim.state.in_(("open", "waiting", "needs_info"))).order_by(AttestationAsk.asked_at).limit(limit)))


def ask_of(claim_id: int) -> AttestationAsk | None:
    """Return whether and how a body was asked about a claim."""
    return db.session.get(AttestationAsk, claim_id)


def attested_by(claim_id: int) -> int | None:
    """Return who said for the body that a claim is so."""
    return db.session.scalar(select(AttestationAsk.by_id).where(AttestationAsk.claim_id == claim_id, AttestationAsk.is_true.is_(True)))
