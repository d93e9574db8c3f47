"""Confirms where somebody lives. Every method ends in `confirm`; a wrong try is counted, not raised."""

from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from forum.accounts import queries as accounts
from forum.kernel.addresses import without_tag
from forum.kernel.db import db
from forum.kernel.errors import NotFound
from forum.kernel.events import record
from forum.kernel.hashing import keyed_hash
from forum.kernel.rules import Actor
from forum.kernel.words import N_, Sentence
from forum.residency import queries, rolls, tries
from forum.residency.events import ResidencyConfirmed, ResidencyEnded
from forum.residency.models import Residency, RestingProof, Try
from forum.residency.types import METHODS, Method, Tried

OFF = N_("This way is not open at the moment.")
REST = timedelta(days=90)
RESTING = N_("This has confirmed an account that ended a short while ago. It can be used again later; until then use another way.")
TAKEN = N_("This has already confirmed another account. One person, one account; if that was not you, please tell us.")
NO_DOMAIN = N_("Your confirmed address does not belong to an institution on the city's list.")


def redeem_invitation(code: str, *, actor: Actor, key: bytes, now: datetime) -> Tried:
    """Confirm by a code handed out on paper."""
    refused = _begin(Method.INVITATION, actor, now)
    if refused is not None:
        return Tried(False, refused)
    row = queries.invitation(keyed_hash(key, "invitation", rolls.normal(code)))
    if row is None or row.used_at is not None or row.expires_at <= now:
        return _wrong(Method.INVITATION, actor, now)
    row.used_by, row.used_at = actor.person, now
    return confirm(_self(actor), district_id=row.district_id, method=Method.INVITATION, proof=row.code_hash, by=None, now=now)


def match_roll(reference: str, birth_year: str, *, actor: Actor, key: bytes, now: datetime) -> Tried:
    """Confirm by reference number and year of birth, compared with every roll."""
    refused = _begin(Method.ROLL, actor, now)
    if refused is not None:
        return Tried(False, refused)
    for roll in queries.rolls():
        entry = queries.roll_entry(roll.id, roll_hash(key, roll.salt, rolls.normal(reference), rolls.normal(birth_year)))
        if entry is not None:
            proof = keyed_hash(key, "roll", rolls.normal(reference))  # the same person in two rolls is one person
            return confirm(_self(actor), district_id=entry.district_id, method=Method.ROLL, proof=proof, by=None, now=now)
    return _wrong(Method.ROLL, actor, now)


def roll_hash(key: bytes, salt: str, reference: str, birth_year: str) -> str:
    """Return the hash under which a person of a roll is kept: salted per roll, keyed outside the database."""
    return keyed_hash(key, "roll entry", salt, reference, birth_year)


def match_email_domain(*, actor: Actor, key: bytes, now: datetime) -> Tried:
    """Confirm by the domain of the actor's confirmed address."""
    refused = _begin(Method.EMAIL_DOMAIN, actor, now)
    if refused is not None:
        return Tried(False, refused)
    address = (accounts.person(_self(actor)).email or "").lower()
    row = queries.domain_of(address)
    if row is None or not actor.email_confirmed:
        return Tried(False, NO_DOMAIN)
    proof = keyed_hash(key, "email", without_tag(address))
    return confirm(_self(actor), district_id=row.district_id, method=Method.EMAIL_DOMAIN, proof=proof, by=None, now=now)


def redeem_letter(code: str, *, actor: Actor, key: bytes, now: datetime) -> Tried:
    """Confirm by the code of a letter that came to the actor's address."""
    refused = _begin(Method.LETTER, actor, now)
    if refused is not None:
        return Tried(False, refused)
    letter = queries.open_letter(actor.person)
    typed = keyed_hash(key, "letter", rolls.normal(code))
    if letter is None or letter.code_hash != typed or letter.expires_at is None or letter.expires_at <= now:
        return _wrong(Method.LETTER, actor, now)
    letter.closed_at = now
    proof = keyed_hash(key, "letter", letter.address_hash, accounts.person(_self(actor)).name_skeleton)
    return confirm(_self(actor), district_id=letter.district_id, method=Method.LETTER, proof=proof, by=None, now=now)


def confirm(person_id: int, *, district_id: int, method: Method, proof: str, by: int | None, now: datetime) -> Tried:
    """Write down that a person lives in a district; an earlier confirmation of theirs ends as renewed."""
    other = queries.running_by_proof(proof)
    if other is not None and other.person_id != person_id:
        return Tried(False, TAKEN)
    if queries.resting_proof(proof, now):
        return Tried(False, RESTING)
    earlier = queries.running(person_id)
    if earlier is not None:
        end(earlier, why="renewed", by=by or person_id, now=now)
    until = now + timedelta(days=METHODS[method].valid_days)
    row = Residency(person_id=person_id, district_id=district_id, method=method.value, proof_hash=proof, confirmed_at=now,
                    confirmed_by=by, valid_until=until)  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError:  # somebody else brought the same proof in the same moment
        return Tried(False, TAKEN)
    fact = ResidencyConfirmed(residency_id=row.id, person_id=person_id, district_id=district_id, method=method.value)
    record(fact, actor_id=by or person_id, at=now)
    return Tried(True)


def end(row: Residency, *, why: str, by: int | None, now: datetime, words: str | None = None) -> None:
    """End a running residency.

    `why`: renewed, ran out, revoked, left. What was revoked rests to the end of its term, what was left for ninety
    days, so that one paper cannot give two accounts a voice in one ballot.
    """
    row.ended_at, row.ended_by, row.end_reason = now, by, words or why
    db.session.flush()
    if why in {"revoked", "left"}:
        until = row.valid_until if why == "revoked" else now + REST
        db.session.merge(RestingProof(proof_hash=row.proof_hash, until=until))
    record(ResidencyEnded(residency_id=row.id, person_id=row.person_id, why=why), actor_id=by, at=now)


def leave(person_id: int, now: datetime) -> None:
    """End what was confirmed before a closed account's rows go, so that the proof rests."""
    row = queries.running(person_id)
    if row is not None:
        end(row, why="left", by=person_id, now=now)


def _begin(method: Method, actor: Actor, now: datetime) -> Sentence | str | None:
    if method not in queries.methods_on():
        return OFF
    accounts.lock(_self(actor))  # tries at the same moment take turns, or five would be fifty
    made = queries.tries(_self(actor), method, now - tries.WINDOW)
    refused = tries.locked(made, now)
    if refused is None:
        db.session.add(Try(person_id=_self(actor), method=method.value, at=now))
        db.session.flush()
    return refused


def _wrong(method: Method, actor: Actor, now: datetime) -> Tried:
    return Tried(False, tries.wrong(queries.tries(_self(actor), method, now - tries.WINDOW), now))


def _self(actor: Actor) -> int:
    if actor.person is None:
        raise NotFound
    return actor.person
