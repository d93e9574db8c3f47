"""Proofs that others give: a link mailed to a work address, and verified professionals who vouch."""

from datetime import datetime, timedelta

from sqlalchemy import select

from forum.kernel import letters
from forum.kernel.addresses import is_plain, without_tag
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany
from forum.kernel.events import record
from forum.kernel.hashing import keyed_hash
from forum.kernel.ids import new_public_id
from forum.kernel.rules import Actor
from forum.kernel.words import N_
from forum.professionals.events import EvidenceAdded, PersonVouched
from forum.professionals.evidence import LASTS, NEEDED, Method, are_enough, refusal_to_vouch
from forum.professionals.models import Claim, Evidence, Vouch, WorkMail
from forum.professionals.queries import claims, standing
from forum.professionals.types import State

LINK_LASTS, A_DAY = timedelta(hours=24), 5
OPEN = frozenset({State.OPEN, State.WAITING, State.NEEDS_INFO})
UNKNOWN_DOMAIN = N_("The city does not know this domain as an organisation’s own. Free mail shows nothing; use a document instead, or ask the city to add the domain.")


def mail_work_address(claim_id: int, address: str, *, actor: Actor, key: bytes, now: datetime) -> None:
    """Mail a link to a work address on a domain the city knows. Raises Invalid, TooMany, Conflict when it proves another account."""
    row = _open_claim(claim_id)
    if row.person_id != actor.person:
        raise NotFound
    plain = without_tag(address.strip())
    if not is_plain(plain):
        raise Invalid(fields={"address": N_("This does not look like an e-mail address. Example: name@example.org")})
    domain = plain.rpartition("@")[2]
    known = claims.work_domain(domain)
    if known is None:
        raise Invalid(fields={"address": UNKNOWN_DOMAIN})
    address_hash = keyed_hash(key, "work address", plain)
    if claims.address_proves_another(address_hash, actor.person):
        raise Invalid(fields={"address": N_("This address has proven another account already.")})
    if claims.work_mails_since(claim_id, now - timedelta(days=1)) >= A_DAY:
        raise TooMany
    token = new_public_id(40)
    made = WorkMail(claim_id=row.id, token_hash=keyed_hash(key, "work link", token), address_hash=address_hash, domain=domain, sent_at=now, expires_at=now + LINK_LASTS)
    db.session.add(made)
    db.session.flush()
    lines = (N_("Somebody, we hope you, says in the city’s forum that this is their work address."), N_("If it was not you, do nothing: without the link nothing happens."))
    letters.send(letters.Draft(subject=N_("Is this your work address?"), lines=lines, link=(N_("Yes, this is mine"), f"/account/professional/claims/{row.id}/address/{token}")),
                 to=plain, locale=actor.locale, once=f"work mail {made.id}", now=now)  # fmt: skip


def take_work_link(claim_id: int, token: str, *, actor: Actor, key: bytes, now: datetime) -> None:
    """Take the link from the mail: once, within a day, by the person who asked. Raises Conflict with the reason, NotFound for others'."""
    row = _open_claim(claim_id)
    if row.person_id != actor.person:
        raise NotFound
    query = select(WorkMail).where(WorkMail.claim_id == claim_id, WorkMail.token_hash == keyed_hash(key, "work link", token)).with_for_update(key_share=True)
    found = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    if found.used_at is not None or found.expires_at <= now:
        raise Conflict(N_("This link was used, or is older than a day. Ask for a new one."))
    known = claims.work_domain(found.domain)
    if known is None:
        raise Conflict(UNKNOWN_DOMAIN)
    found.used_at = now
    _add(row, Method.WORK_EMAIL, known.organisation, now, by=actor.person)


def vouch(claim_id: int, *, actor: Actor, now: datetime) -> bool:
    """Vouch for a claim as a verified professional of its field; return whether with this one they are enough.

    Raises NotAllowed with the reason, Conflict for the second time.
    """
    row = _open_claim(claim_id)
    person = actor.person or 0
    voucher = standing.voucher(person, claimant_id=row.person_id, now=now)
    reason = refusal_to_vouch(voucher, claimant_id=row.person_id, field_id=row.field_id)
    if reason is not None:
        raise NotAllowed(reason)
    if db.session.scalar(select(Vouch.id).where(Vouch.claim_id == row.id, Vouch.voucher_id == person)):
        raise Conflict(N_("You have vouched for this already."))
    db.session.add(Vouch(claim_id=row.id, voucher_id=person, organisation=voucher.organisation, at=now))
    db.session.flush()
    record(PersonVouched(claim_id=row.id, person_id=row.person_id, voucher_id=person), actor_id=person, at=now)
    organisations = [v.organisation for v in claims.vouches(row.id)]
    enough = are_enough(organisations) and not any(e.method is Method.VOUCH and e.expires_at > now for e in claims.evidence_of(row.id))
    if enough:
        _add(row, Method.VOUCH, ", ".join(sorted(set(organisations))), now)
    return enough or len(organisations) >= NEEDED


def _open_claim(claim_id: int) -> Claim:
    row = claims.locked(claim_id)
    if State(row.state) not in OPEN:
        raise Conflict(N_("This claim cannot be changed now; look at where it stands."))
    return row


def _add(row: Claim, method: Method, note: str, now: datetime, by: int | None = None) -> None:
    made = Evidence(claim_id=row.id, method=method, note=note[:200], at=now, expires_at=now + LASTS[method], by_id=by)
    db.session.add(made)
    db.session.flush()
    record(EvidenceAdded(claim_id=row.id, person_id=row.person_id, evidence_id=made.id, method=method), actor_id=by, at=now)
