"""Proofs by organisations: one that says so itself, and one that signed a credential."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from forum.accounts import queries as accounts
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.words import N_
from forum.professionals import credentials
from forum.professionals.events import AttestationAnswered, AttestationAsked, AttesterChanged, EvidenceAdded
from forum.professionals.evidence import LASTS, Method
from forum.professionals.models import AttestationAsk, Attester, Claim, Credential, Evidence, RecognisedBody
from forum.professionals.queries import attesting, claims
from forum.professionals.types import State

OPEN = frozenset({State.OPEN, State.WAITING, State.NEEDS_INFO})


def set_key(body_id: int, *, issuer: str, key: dict[str, object]) -> None:
    """Note how a body signs its credentials. Raises NotFound, Invalid for what is no public key."""
    row = db.session.get(RecognisedBody, body_id)
    if row is None:
        raise NotFound
    if not issuer.strip() or len(issuer) > 200:
        raise Invalid(fields={"issuer": N_("Write who signs, as it stands in the credential: an address or a DID.")})
    if not credentials.is_public_key(key):
        raise Invalid(fields={"key": N_("This is not a public key we can use. Paste a JWK without its private part.")})
    row.issuer, row.key = issuer.strip(), dict(key)
    db.session.flush()


def add_attester(body_id: int, handle: str, *, actor: Actor, now: datetime) -> None:
    """Let somebody speak for a recognised body. Raises NotFound, Invalid for an unknown handle."""
    if claims.body(body_id) is None:
        raise NotFound
    found = accounts.ids_by_handles([handle.strip().lstrip("@")])
    if not found:
        raise Invalid(fields={"handle": N_("Nobody here has this handle.")})
    person = found.pop()
    if db.session.get(Attester, (body_id, person)) is None:
        db.session.add(Attester(body_id=body_id, person_id=person, added_by=actor.person, added_at=now))
        db.session.flush()
        record(AttesterChanged(body_id=body_id, person_id=person, speaks=True), actor_id=actor.person, at=now)


def end_attester(body_id: int, person_id: int, *, actor: Actor, now: datetime) -> None:
    """Let somebody speak for a body no more; what they said stays."""
    row = db.session.get(Attester, (body_id, person_id))
    if row is not None:
        db.session.delete(row)
        db.session.flush()
        record(AttesterChanged(body_id=body_id, person_id=person_id, speaks=False), actor_id=actor.person, at=now)


def ask_attestation(claim_id: int, *, actor: Actor, now: datetime) -> None:
    """Ask the body of one's own claim to say that it is so. Raises NotFound, Conflict when asked already or nobody speaks for it."""
    row = _own(claim_id, actor)
    if row.body_id is None or not attesting.speakers(row.body_id) - {actor.person}:
        raise Conflict(N_("Nobody speaks for this organisation here yet."))
    try:
        with db.session.begin_nested():
            db.session.add(AttestationAsk(claim_id=row.id, asked_at=now))
            db.session.flush()
    except IntegrityError:
        raise Conflict(N_("You have asked already.")) from None
    record(AttestationAsked(claim_id=row.id, person_id=row.person_id), actor_id=actor.person, at=now)


def answer_attestation(claim_id: int, *, is_true: bool, actor: Actor, now: datetime) -> None:
    """Say for one's organisation whether a claim is so. Raises NotFound for who does not speak for it, NotAllowed for one's own, Conflict."""
    row = claims.locked(claim_id)
    ask = db.session.scalars(select(AttestationAsk).where(AttestationAsk.claim_id == claim_id).with_for_update(key_share=True).execution_options(populate_existing=True)).one_or_none()
    if ask is None or row.body_id is None or actor.person not in attesting.speakers(row.body_id):
        raise NotFound
    if row.person_id == actor.person:
        raise NotAllowed(N_("Nobody speaks for themselves."))
    if ask.answered_at is not None or State(row.state) not in OPEN:
        raise Conflict(N_("This was answered already, or is not asked any more."))
    ask.answered_at, ask.by_id, ask.is_true = now, actor.person, is_true
    if is_true:
        body = claims.body(row.body_id)
        _add(row, Method.ATTESTATION, body.name if body else row.organisation, ends=now + LASTS[Method.ATTESTATION], now=now, by=actor.person)
    db.session.flush()
    record(AttestationAnswered(claim_id=row.id, person_id=row.person_id, is_true=is_true), actor_id=actor.person, at=now)


def show_credential(claim_id: int, token: str, *, actor: Actor, now: datetime) -> None:
    """Support one's own claim with a signed credential. Only its digest is kept.

    Raises Invalid with the reason, NotFound, Conflict when it proves another claim already.
    """
    row = _own(claim_id, actor)
    issuer = credentials.issuer_of(token)
    body = claims.body(row.body_id) if row.body_id else None
    if body is None or not body.issuer or body.issuer != issuer:
        raise Invalid(fields={"token": N_("This credential is not by the organisation of this claim, or the city does not have its key.")})
    person = accounts.person(row.person_id)
    address = person.email if person.email and person.email_confirmed_at else ""
    shown = credentials.read(token, issuer=issuer, key=body.key, name=person.name, address=address, now=now)
    try:
        with db.session.begin_nested():
            db.session.add(Credential(mark=shown.mark, claim_id=row.id))
            db.session.flush()
    except IntegrityError:
        raise Conflict(N_("This credential supports a claim already.")) from None
    ends = min(shown.until, now + LASTS[Method.CREDENTIAL]) if shown.until else now + LASTS[Method.CREDENTIAL]
    _add(row, Method.CREDENTIAL, ": ".join(part for part in (body.short, shown.title) if part), ends=ends, now=now)


def _own(claim_id: int, actor: Actor) -> Claim:
    row = claims.locked(claim_id)
    if row.person_id != actor.person:
        raise NotFound
    if State(row.state) not in OPEN:
        raise Conflict(N_("This claim cannot be changed now; look at where it stands."))
    return row


def _add(row: Claim, method: Method, note: str, *, ends: datetime, now: datetime, by: int | None = None) -> None:
    made = Evidence(claim_id=row.id, method=method, note=note[:200], at=now, expires_at=ends, by_id=by)
    db.session.add(made)
    db.session.flush()
    record(EvidenceAdded(claim_id=row.id, person_id=row.person_id, evidence_id=made.id, method=method), actor_id=by, at=now)
