"""Reads who is what to whom: what the rules of reviewing and vouching must know."""

from datetime import datetime

from sqlalchemy import func, select

from forum.accounts.models import Person, Standing
from forum.kernel.db import db
from forum.professionals.evidence import QUARTER, Method, Proof, Voucher, suffices
from forum.professionals.models import Claim, Evidence, Vouch


def live(person_id: int | None, now: datetime) -> list[Standing]:
    """Return what is shown beside a person's name now."""
    query = select(Standing).join(Person, Person.id == Standing.person_id)
    return list(db.session.scalars(query.where(Standing.person_id == person_id, Standing.name == Person.name, Standing.valid_until > now)))


def organisations(person_id: int | None, now: datetime) -> set[str]:
    """Return the organisations a person is verified with."""
    return {s.body for s in live(person_id, now)}


def voucher(person_id: int, *, claimant_id: int, now: datetime) -> Voucher:
    """Return what the rule of vouching must know of somebody. Cost: four queries."""
    shown = live(person_id, now)
    lately = db.session.scalar(select(func.count()).where(Vouch.voucher_id == person_id, Vouch.at > now - QUARTER)) or 0
    back = select(Vouch.id).join(Claim, Claim.id == Vouch.claim_id).where(Vouch.voucher_id == claimant_id, Claim.person_id == person_id)
    return Voucher(
        person_id=person_id, organisation=shown[0].body if shown else "", field_ids=frozenset(s.field_id for s in shown), rests_on_vouching=not _stands_without_vouching([s.claim_id for s in shown], now),
        vouched_lately=lately, vouched_by_claimant=db.session.scalar(back.limit(1)) is not None,
    )  # fmt: skip


def _stands_without_vouching(claim_ids: list[int], now: datetime) -> bool:
    query = select(Evidence.claim_id, Evidence.method, Evidence.expires_at).where(Evidence.claim_id.in_(claim_ids), Evidence.is_counted.is_(True), Evidence.method != Method.VOUCH)
    proofs: dict[int, list[Proof]] = {}
    for claim_id, method, expires_at in db.session.execute(query).tuples():
        proofs.setdefault(claim_id, []).append(Proof(Method(method), expires_at))
    return any(suffices(p, now) for p in proofs.values())
