"""Comes in: a proven identity becomes a session, and a first visit becomes an account."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from forum.accounts import lookalikes, names, queries
from forum.accounts.events import EmailConfirmed, PersonJoined, SignedIn
from forum.accounts.models import BarredIdentity, Identity, Person, Session, SignInAttempt, Suspension
from forum.accounts.types import Entered, ProvenIdentity
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid
from forum.kernel.events import record
from forum.kernel.hashing import keyed_hash, sha256_hex
from forum.kernel.ids import new_public_id, new_token, slug
from forum.kernel.rules import STAFF, Actor
from forum.kernel.text import one_line
from forum.kernel.words import N_

STAYS_FOR = timedelta(days=30)
STAFF_STAYS_FOR = timedelta(hours=12)


def enter(identity: ProvenIdentity, *, now: datetime, device: str, key: bytes, locale: str | None = None) -> Entered:
    """Open a session for whoever owns `identity`, and an account for it when nobody does."""
    known = _identity(identity)
    person = db.session.get_one(Person, known.person_id) if known else _join(identity, now=now, locale=locale)
    if known is None:
        _suspend_again(person.id, identity, key, now)
    if known:
        known.used_at, known.label = now, identity.label or known.label
        note_verified(known, identity, now)
    if identity.email and person.email is None:
        confirm_address(person, identity.email, now=now)
    record(SignedIn(person_id=person.id, provider=identity.provider, device=device), actor_id=person.id, at=now)
    token = open_session(person.id, provider=identity.provider, device=device, now=now)
    return Entered(token, person.id, is_new=known is None)


def open_session(person_id: int, *, provider: str, device: str, now: datetime) -> str:
    """Make a session and return the secret for its cookie; only the hash of it is kept."""
    token = new_token()
    is_staff = any(g.ended_at is None and g.role in STAFF for g in queries.grants_of(person_id))
    db.session.add(Session(
        public_id=new_public_id(), person_id=person_id, token_hash=sha256_hex(token), device=device, provider=provider,
        started_at=now, authenticated_at=now, expires_at=now + (STAFF_STAYS_FOR if is_staff else STAYS_FOR),
    ))  # fmt: skip
    db.session.flush()
    return token


def confirm_it_is_me(identity: ProvenIdentity, *, actor: Actor, now: datetime) -> str:
    """Renew the session after its owner proved one of their identities again; return the new secret.

    Raises Conflict when the identity is not the actor's.
    """
    known = _identity(identity)
    if known is None or known.person_id != actor.person:
        raise Conflict(N_("That is not a way into this account, so nothing was confirmed."))
    known.used_at = now
    note_verified(known, identity, now)
    session = db.session.get_one(Session, actor.session)
    token = new_token()
    session.token_hash, session.authenticated_at = sha256_hex(token), now
    return token


def note_verified(row: Identity, identity: ProvenIdentity, now: datetime) -> None:
    """Remember what the provider says it has verified; when it did not say, what it said before stays with its date."""
    if identity.verified is not None:
        row.verified, row.verified_at = ",".join(identity.verified), now


def confirm_address(person: Person, address: str, *, now: datetime) -> None:
    """Take a confirmed address as the one the forum writes to."""
    person.email, person.email_confirmed_at = address, now
    record(EmailConfirmed(person_id=person.id), actor_id=person.id, at=now)


def _identity(identity: ProvenIdentity) -> Identity | None:
    query = select(Identity).where(Identity.issuer == identity.issuer, Identity.subject == identity.subject)
    return db.session.scalars(query).one_or_none()


def _join(identity: ProvenIdentity, *, now: datetime, locale: str | None) -> Person:
    public_id = new_public_id()
    try:
        name = names.choose(one_line(identity.name)[:80], skeleton=lookalikes.skeleton, of_staff=queries.staff_skeletons(None))
    except Invalid:
        name = None  # the provider's name is none, or one that speaks for the city; the person can choose another
    handle = _free_handle(slug(name.shown if name else "", fallback=f"member-{public_id[:4]}"))
    person = Person(public_id=public_id, handle=handle, name=name.shown if name else handle,
                    name_skeleton=name.skeleton if name else lookalikes.skeleton(handle), locale=locale, joined_at=now)  # fmt: skip
    db.session.add(person)
    db.session.flush()
    made = Identity(person_id=person.id, provider=identity.provider, issuer=identity.issuer, subject=identity.subject, label=identity.label, added_at=now, used_at=now)
    note_verified(made, identity, now)
    db.session.add(made)
    record(PersonJoined(person_id=person.id), actor_id=person.id, at=now)
    return person


def _suspend_again(person_id: int, identity: ProvenIdentity, key: bytes, now: datetime) -> None:
    barred = db.session.get(BarredIdentity, keyed_hash(key, identity.issuer, identity.subject))
    if barred is not None and barred.until > now:
        db.session.add(Suspension(person_id=person_id, given_at=now, until=barred.until, reason=N_("Carried over from an account closed while suspended.")))
        db.session.flush()


def _free_handle(wanted: str) -> str:
    taken = db.session.scalar(select(Person.id).where(Person.handle == wanted))
    return wanted if taken is None else f"{wanted[:34]}-{new_public_id(5)}"


class Attempts:
    """Keeps the state of sign-ins under way in the database, each for one use (Authlib's cache protocol)."""

    def get(self, key: str) -> str | None:
        row = db.session.get(SignInAttempt, key)
        return row.data if row is not None and row.expires_at > clock.now() else None

    def set(self, key: str, value: str, expires: int) -> None:
        db.session.merge(SignInAttempt(key=key, data=value, expires_at=clock.now() + timedelta(seconds=expires)))
        db.session.flush()

    def delete(self, key: str) -> None:
        db.session.execute(delete(SignInAttempt).where(SignInAttempt.key == key))
