"""Reads claims, evidence, decisions and the city's lists."""

from datetime import datetime

from sqlalchemy import func, select, update

from forum.accounts.models import Standing
from forum.kernel.db import db
from forum.kernel.errors import NotFound
from forum.professionals.evidence import Method
from forum.professionals.models import (
    Claim,
    ClaimDecision,
    DocumentReading,
    Evidence,
    ProfessionalField,
    RecognisedBody,
    Vouch,
    WorkDomain,
    WorkMail,
)
from forum.professionals.types import Body, DecisionLine, EvidenceLine, Field, State

PAGE = 30
DONE = (State.APPROVED, State.REJECTED, State.REVOKED, State.EXPIRED)


def fields(locale: str) -> list[Field]:
    """Return the fields of knowledge in a language, English where it has none."""
    rows = db.session.scalars(select(ProfessionalField).order_by(ProfessionalField.id))
    return [Field(r.id, r.slug, r.name.get(locale) or r.name.get("en") or r.slug) for r in rows]


def field_words() -> dict[int, dict[str, str]]:
    """Return each field's name in every language, by its number."""
    return {r[0]: r[1] for r in db.session.execute(select(ProfessionalField.id, ProfessionalField.name).order_by(ProfessionalField.id))}


def bodies() -> list[Body]:
    """Return the recognised bodies by their short names."""
    rows = db.session.scalars(select(RecognisedBody).order_by(RecognisedBody.short))
    return [Body(r.id, r.short, r.name, r.country, r.register_url, r.pattern, r.months, r.issuer, r.key) for r in rows]


def body(body_id: int) -> Body | None:
    return next((b for b in bodies() if b.id == body_id), None)


def domains() -> list[WorkDomain]:
    return list(db.session.scalars(select(WorkDomain).order_by(WorkDomain.domain)))


def work_domain(domain: str) -> WorkDomain | None:
    """Return the organisation a domain belongs to. A part of a known domain is not that domain."""
    return db.session.get(WorkDomain, domain)


def claim(claim_id: int) -> Claim:
    """Return one claim. Raises NotFound."""
    found = db.session.get(Claim, claim_id)
    if found is None:
        raise NotFound
    return found


def locked(claim_id: int) -> Claim:
    """Return one claim, kept from others until the transaction ends. Raises NotFound."""
    found = db.session.scalars(select(Claim).where(Claim.id == claim_id).with_for_update(key_share=True).execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def mine(person_id: int | None) -> list[Claim]:
    """Return a person's claims, newest first."""
    return list(db.session.scalars(select(Claim).where(Claim.person_id == person_id).order_by(Claim.id.desc())))


def queue(states: tuple[State, ...] = (State.WAITING, State.SECOND)) -> list[Claim]:
    """Return claims that wait, the longest waiting first."""
    return list(db.session.scalars(select(Claim).where(Claim.state.in_(states)).order_by(Claim.sent_at, Claim.id).limit(PAGE)))


def count_waiting() -> int:
    return db.session.scalar(select(func.count()).where(Claim.state.in_((State.WAITING, State.SECOND)))) or 0


def evidence_of(claim_id: int) -> list[EvidenceLine]:
    """Return the evidence of a claim, oldest first, with how many reviewers have read each document. Cost: two queries."""
    rows = list(db.session.scalars(select(Evidence).where(Evidence.claim_id == claim_id).order_by(Evidence.id).execution_options(populate_existing=True)))
    read: dict[int, int] = {}
    if rows:
        counts = select(DocumentReading.evidence_id, func.count()).where(DocumentReading.evidence_id.in_([r.id for r in rows])).group_by(DocumentReading.evidence_id)
        read = dict(db.session.execute(counts).tuples().all())
    return [EvidenceLine(r.id, Method(r.method), r.note, r.at, r.expires_at, r.key is not None, read.get(r.id, 0), r.is_counted) for r in rows]


def claim_of_evidence(evidence_id: int) -> int:
    """Return which claim a piece of evidence supports. Raises NotFound."""
    found = db.session.get(Evidence, evidence_id)
    if found is None:
        raise NotFound
    return found.claim_id


def decisions(claim_id: int) -> list[DecisionLine]:
    """Return what was decided on a claim, oldest first."""
    rows = db.session.scalars(select(ClaimDecision).where(ClaimDecision.claim_id == claim_id).order_by(ClaimDecision.id))
    return [DecisionLine(r.id, r.outcome, r.reason, tuple(r.checks), r.reviewer_id, r.at, r.expires_at) for r in rows]


def vouches(claim_id: int) -> list[Vouch]:
    return list(db.session.scalars(select(Vouch).where(Vouch.claim_id == claim_id).order_by(Vouch.id)))


def has_read(evidence_ids: list[int], reviewer_id: int | None) -> set[int]:
    """Return which documents a reviewer has read."""
    query = select(DocumentReading.evidence_id).where(DocumentReading.evidence_id.in_(evidence_ids), DocumentReading.reviewer_id == reviewer_id)
    return set(db.session.scalars(query)) if evidence_ids else set()


def work_mails_since(claim_id: int, since: datetime) -> int:
    return db.session.scalar(select(func.count()).where(WorkMail.claim_id == claim_id, WorkMail.sent_at > since)) or 0


def address_proves_another(address_hash: str, person_id: int | None) -> bool:
    """Tell whether a work address has proven somebody else."""
    query = select(WorkMail.id).join(Claim, Claim.id == WorkMail.claim_id)
    return db.session.scalar(query.where(WorkMail.address_hash == address_hash, WorkMail.used_at.is_not(None), Claim.person_id != person_id).limit(1)) is not None


def file_keys(claim_id: int) -> list[str]:
    """Return where a claim's documents lie."""
    return [k for k in db.session.scalars(select(Evidence.key).where(Evidence.claim_id == claim_id, Evidence.key.is_not(None))) if k]


def forget_keys(claim_id: int) -> None:
    db.session.execute(update(Evidence).where(Evidence.claim_id == claim_id).values(key=None))


def documents_to_delete(before: datetime) -> list[Evidence]:
    """Return documents whose claim was last decided before a moment, or was never sent since then."""
    last = select(func.max(ClaimDecision.at)).where(ClaimDecision.claim_id == Claim.id).scalar_subquery()
    query = select(Evidence).join(Claim, Claim.id == Evidence.claim_id).where(Evidence.key.is_not(None))
    decided = Claim.state.in_(DONE) & (last < before)
    forgotten = Claim.state.in_((State.OPEN, State.NEEDS_INFO)) & (Evidence.at < before)
    return list(db.session.scalars(query.where(decided | forgotten).limit(500)))


def run_out(now: datetime) -> list[Claim]:
    """Return approved claims whose standing has run out."""
    over = select(Standing.claim_id).where(Standing.valid_until <= now)
    return list(db.session.scalars(select(Claim).where(Claim.id.in_(over), Claim.state == State.APPROVED).limit(500)))

