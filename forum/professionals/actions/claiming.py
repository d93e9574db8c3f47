"""Says something of oneself that can be checked, supports it, sends it to the reviewers, takes it back."""

from datetime import datetime

from forum.accounts import queries as accounts
from forum.accounts.actions.standing import take_down
from forum.kernel import images, storage
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.sealing import Box
from forum.kernel.text import one_line
from forum.kernel.words import N_
from forum.professionals.events import ClaimSent, EvidenceAdded
from forum.professionals.evidence import LASTS, Method
from forum.professionals.models import Claim, Evidence
from forum.professionals.queries import claims
from forum.professionals.saying import Said, faults
from forum.professionals.types import State

MOST_CLAIMS, MOST_DOCUMENTS = 12, 4
ENDED = frozenset({State.WITHDRAWN, State.EXPIRED, State.REVOKED})
SOCIAL = {"linkedin": Method.SOCIAL, "x": Method.SOCIAL, "github": Method.SOCIAL, "orcid": Method.ORCID}


def start_claim(
    *, kind: str, title: str, organisation: str, body_id: int | None, field_id: int, identifier: str, valid_until: datetime | None, actor: Actor, box: Box, now: datetime
) -> int:
    """Begin a claim and return its number. Social accounts and an ORCID iD that are linked already support it at once.

    Raises Invalid naming the field, Conflict when there are too many.
    """
    person = actor.person or 0
    body = claims.body(body_id) if body_id else None
    said = Said(kind, one_line(title), one_line(organisation), body, field_id, one_line(identifier), valid_until)
    found = faults(said, fields={f.id for f in claims.fields("en")}, now=now)
    if found:
        raise Invalid(fields=found)
    if sum(1 for c in claims.mine(person) if State(c.state) not in ENDED) >= MOST_CLAIMS:
        raise Conflict(N_("Twelve claims are the most. Withdraw one that matters less."))
    row = Claim(
        person_id=person, kind=kind, title=said.title, organisation=body.short if body else said.organisation, body_id=body.id if body else None, field_id=field_id, state=State.OPEN, made_at=now,
        valid_until=valid_until, identifier_sealed=box.seal(said.number.encode()) if said.number else None, identifier_tail=said.number[-3:],
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    _add(row, Method.SELF, "", now)
    for identity in accounts.identities_of(person):
        method = SOCIAL.get(identity.provider)
        if method is not None:
            _add(row, method, identity.provider.title(), now)
    return row.id


def add_document(claim_id: int, data: bytes, *, actor: Actor, box: Box, max_bytes: int, now: datetime) -> int:
    """Add a photo of a document, sealed; it counts once two reviewers have read it. Raises Invalid, TooLarge, Conflict, NotFound."""
    row = _own(claim_id, actor, {State.OPEN, State.NEEDS_INFO, State.WAITING})
    if sum(1 for e in claims.evidence_of(claim_id) if e.method is Method.DOCUMENT) >= MOST_DOCUMENTS:
        raise Conflict(N_("Four documents are the most for one claim."))
    photo = images.take_in(data, max_bytes=max_bytes)
    made = _add(row, Method.DOCUMENT, "", now, is_counted=False)
    made.key = storage.store(box.seal(photo.data), purpose="claims", owner_id=actor.person or 0, now=now)
    db.session.flush()
    return made.id


def send_claim(claim_id: int, *, note: str, actor: Actor, now: datetime) -> None:
    """Send a claim to the reviewers, or answer what they asked. Raises NotFound, Conflict, Invalid."""
    row = _own(claim_id, actor, {State.OPEN, State.NEEDS_INFO})
    if len(note) > 2000:
        raise Invalid(fields={"note": N_("This is too long.")})
    row.state, row.sent_at, row.note = State.WAITING, now, note.strip()
    db.session.flush()
    record(ClaimSent(claim_id=row.id, person_id=row.person_id), actor_id=actor.person, at=now)


def appeal(claim_id: int, *, note: str, actor: Actor, now: datetime) -> None:
    """Ask another reviewer to look again, once. Raises NotFound, Conflict for the second time, Invalid."""
    row = _own(claim_id, actor, {State.REJECTED, State.REVOKED})
    if row.appeals:
        raise Conflict(N_("There is one appeal, and somebody else has decided it."))
    if len(note.strip()) < 10:
        raise Invalid(fields={"note": N_("Say why the decision is wrong.")})
    row.state, row.sent_at, row.note, row.appeals = State.WAITING, now, note.strip()[:2000], 1
    db.session.flush()
    record(ClaimSent(claim_id=row.id, person_id=row.person_id), actor_id=actor.person, at=now)


def withdraw_claim(claim_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a claim back; what it showed beside the name goes at once, and so do its documents."""
    row = _own(claim_id, actor, set(State) - {State.WITHDRAWN})
    row.state = State.WITHDRAWN
    take_down(row.id)
    for key in claims.file_keys(row.id):
        storage.discard(key)
    claims.forget_keys(row.id)
    db.session.flush()


def _add(row: Claim, method: Method, note: str, now: datetime, *, is_counted: bool = True) -> Evidence:
    made = Evidence(claim_id=row.id, method=method, note=note[:200], at=now, expires_at=now + LASTS[method], is_counted=is_counted)
    db.session.add(made)
    db.session.flush()
    record(EvidenceAdded(claim_id=row.id, person_id=row.person_id, evidence_id=made.id, method=method), actor_id=row.person_id, at=now)
    return made


def _own(claim_id: int, actor: Actor, states: set[State]) -> Claim:
    row = claims.locked(claim_id)
    if row.person_id != actor.person:
        raise NotFound
    if State(row.state) not in states:
        raise Conflict(N_("This claim cannot be changed now; look at where it stands."))
    return row
