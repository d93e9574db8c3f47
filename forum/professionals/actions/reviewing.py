"""Reviews claims: reads documents, looks into registers, decides. Nobody reviews themselves, their own office, or whom they vouched for."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from forum.accounts.actions.standing import show_standing, take_down
from forum.accounts.types import ClaimKind
from forum.kernel import storage
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.sealing import Box
from forum.kernel.text import one_line
from forum.kernel.words import N_
from forum.professionals.events import ClaimDecided, DocumentRead, EvidenceAdded, StandingEnded, StandingShown
from forum.professionals.evidence import LASTS, Method, Proof, holds_until
from forum.professionals.models import Claim, ClaimDecision, DocumentReading, Evidence
from forum.professionals.queries import attesting, claims, standing
from forum.professionals.types import Outcome, State

READERS = 2
APPROVAL_LASTS = timedelta(days=730)
UNDECIDED = frozenset({State.WAITING, State.SECOND})
NOT_ENOUGH = N_("What was checked does not suffice: it takes the register, a document read by two, or two different proofs of half strength (work address, ORCID, vouching).")


def refusal_to_review(claim: Claim, actor: Actor, now: datetime) -> str | None:
    """Return why somebody may not review a claim, or None. A marked sentence."""
    if claim.person_id == actor.person:
        return N_("Nobody reviews their own claim.")
    if claim.organisation.casefold() in {o.casefold() for o in standing.organisations(actor.person, now)}:
        return N_("You belong to the same organisation; a colleague reviews this.")
    if any(v.voucher_id == actor.person for v in claims.vouches(claim.id)):
        return N_("You vouched for this; a colleague reviews it.")
    if attesting.attested_by(claim.id) == actor.person:
        return N_("You spoke for the organisation; a colleague reviews it.")
    if claim.appeals and any(d.reviewer_id == actor.person for d in claims.decisions(claim.id)):
        return N_("You decided on this before; somebody else decides the appeal.")
    return None


def open_document(evidence_id: int, *, actor: Actor, box: Box, now: datetime) -> bytes:
    """Return a document's picture to a reviewer, or to whoever sent it. Raises NotFound, NotAllowed."""
    row = db.session.get(Evidence, evidence_id)
    if row is None or row.key is None:
        raise NotFound
    claim = claims.claim(row.claim_id)
    if claim.person_id != actor.person:
        reason = refusal_to_review(claim, actor, now)
        if reason is not None or claim.sent_at is None:
            raise NotAllowed(reason)
    return box.open(storage.fetch(row.key))


def read_document(evidence_id: int, *, shows_it: bool, actor: Actor, now: datetime) -> None:
    """Note that one has read a document and whether it shows the claim; the second yes makes it count. Raises Conflict for the second time."""
    row = db.session.scalars(select(Evidence).where(Evidence.id == evidence_id).with_for_update(key_share=True)).one_or_none()
    if row is None or row.method != Method.DOCUMENT:
        raise NotFound
    claim = _reviewable(row.claim_id, actor, now)
    try:
        with db.session.begin_nested():
            db.session.add(DocumentReading(evidence_id=row.id, reviewer_id=actor.person, shows_it=shows_it, at=now))
            db.session.flush()
    except IntegrityError:
        raise Conflict(N_("You have read this document already.")) from None
    yes = db.session.scalar(select(func.count()).where(DocumentReading.evidence_id == row.id, DocumentReading.shows_it.is_(True))) or 0
    row.is_counted = yes >= READERS
    record(DocumentRead(claim_id=claim.id, person_id=claim.person_id, evidence_id=row.id), actor_id=actor.person, at=now)


def look_up_register(claim_id: int, *, number_matches: bool, name_matches: bool, source: str, actor: Actor, now: datetime) -> None:
    """Note what the register said. Raises Invalid unless number and name match and the place of the entry is named."""
    claim = _reviewable(claim_id, actor, now)
    if claim.body_id is None:
        raise Conflict(N_("This claim names no register."))
    faults = {}
    if not (number_matches and name_matches):
        faults["number_matches"] = N_("Only an entry whose number and name both match is evidence. If it does not, ask for more, or do not approve.")
    if len(one_line(source)) < 5:
        faults["source"] = N_("Say where the entry stands: an address, or the day of the call.")
    if faults:
        raise Invalid(fields=faults)
    body = claims.body(claim.body_id)
    ends = min(now + timedelta(days=30 * (body.months if body else 12)), now + LASTS[Method.REGISTER] * 3)
    made = Evidence(claim_id=claim.id, method=Method.REGISTER, note=one_line(source)[:200], at=now, expires_at=ends, by_id=actor.person)
    db.session.add(made)
    db.session.flush()
    record(EvidenceAdded(claim_id=claim.id, person_id=claim.person_id, evidence_id=made.id, method=Method.REGISTER), actor_id=actor.person, at=now)


def decide(claim_id: int, *, outcome: str, reason: str, checks: tuple[str, ...], has_no_stake: bool, actor: Actor, now: datetime) -> State:
    """Decide a claim and return where it stands then. A public office takes two reviewers.

    Raises Invalid naming the field, NotAllowed for reviewers with a stake, Conflict when it is decided or the evidence does not suffice.
    """
    claim = _reviewable(claim_id, actor, now)
    if outcome not in set(Outcome) - {Outcome.REVOKED}:
        raise Invalid(fields={"outcome": N_("Please choose.")})
    if not has_no_stake:
        raise Invalid(fields={"has_no_stake": N_("Who has a stake in it does not review it.")})
    what, words = Outcome(outcome), reason.strip()[:600]
    if what is not Outcome.APPROVED and len(words) < 10:
        raise Invalid(fields={"reason": N_("Say why, in a sentence the person can act on.")})
    if what is Outcome.APPROVED:
        return _approve(claim, words, checks, actor, now)
    claim.state = State.REJECTED if what is Outcome.REJECTED else State.NEEDS_INFO
    _decided(claim, what, reason=words, checks=checks, by=actor.person, now=now)
    return State(claim.state)


def revoke(claim_id: int, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take an approval back; the standing is gone from every page in the same moment. Raises Invalid without a reason, Conflict."""
    claim = claims.locked(claim_id)
    if claim.state != State.APPROVED:
        raise Conflict(N_("Nothing is shown of this claim."))
    if refusal_to_review(claim, actor, now) is not None:
        raise NotAllowed(refusal_to_review(claim, actor, now))
    if len(reason.strip()) < 10:
        raise Invalid(fields={"reason": N_("Say why, in a sentence the person can act on.")})
    claim.state = State.REVOKED
    take_down(claim.id)
    _decided(claim, Outcome.REVOKED, reason=reason.strip()[:600], by=actor.person, now=now)
    record(StandingEnded(claim_id=claim.id, person_id=claim.person_id, why="revoked"), actor_id=actor.person, at=now)


def _approve(claim: Claim, words: str, checks: tuple[str, ...], actor: Actor, now: datetime) -> State:
    proofs = [Proof(e.method, e.expires_at) for e in claims.evidence_of(claim.id) if e.is_counted]
    until = holds_until(proofs, claim.valid_until or now + APPROVAL_LASTS, now)
    if until is None:
        raise Conflict(NOT_ENOUGH)
    first = next((d for d in reversed(claims.decisions(claim.id)) if d.outcome == Outcome.APPROVED), None) if claim.state == State.SECOND else None
    if first is not None and first.reviewer_id == actor.person:
        raise NotAllowed(N_("You approved this already; a second reviewer must agree."))
    if claim.kind == ClaimKind.OFFICE and first is None:
        claim.state = State.SECOND
        _decided(claim, Outcome.APPROVED, reason=words, checks=checks, until=until, by=actor.person, now=now)
        return State.SECOND
    claim.state = State.APPROVED
    on_the_hour = until.replace(minute=0, second=0, microsecond=0)  # pages are kept until the hour; what ends, ends on it
    _decided(claim, Outcome.APPROVED, reason=words, checks=checks, until=on_the_hour, by=actor.person, now=now)
    show_standing(claim.id, person_id=claim.person_id, kind=ClaimKind(claim.kind), title=claim.title, body=claim.organisation, field_id=claim.field_id, checked_at=now, valid_until=on_the_hour)
    record(StandingShown(claim_id=claim.id, person_id=claim.person_id), actor_id=actor.person, at=now)
    return State.APPROVED


def _decided(claim: Claim, outcome: Outcome, *, reason: str, checks: tuple[str, ...] = (), until: datetime | None = None, by: int | None, now: datetime) -> None:
    row = ClaimDecision(claim_id=claim.id, reviewer_id=by, outcome=outcome, checks=[one_line(c)[:200] for c in checks], reason=reason, at=now, expires_at=until)
    db.session.add(row)
    db.session.flush()
    record(ClaimDecided(claim_id=claim.id, person_id=claim.person_id, decision_id=row.id, outcome=outcome), actor_id=by, at=now)


def _reviewable(claim_id: int, actor: Actor, now: datetime) -> Claim:
    claim = claims.locked(claim_id)
    if State(claim.state) not in UNDECIDED:
        raise Conflict(N_("This claim waits for nobody now."))
    reason = refusal_to_review(claim, actor, now)
    if reason is not None:
        raise NotAllowed(reason)
    return claim
