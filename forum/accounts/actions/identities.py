"""Ways in: added from inside with a fresh sign-in, removed while one remains, never matched by e-mail."""

from datetime import datetime

from sqlalchemy import select

from forum.accounts import queries
from forum.accounts.actions.sign_in import confirm_address, note_verified
from forum.accounts.events import IdentityLinked, IdentityRemoved
from forum.accounts.models import Identity, Person
from forum.accounts.types import ProvenIdentity
from forum.kernel import letters
from forum.kernel.db import db
from forum.kernel.errors import Conflict, NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.words import N_, sentence

ADDED = N_("A new way to sign in was added to your account: %(provider)s.")
REMOVED = N_("A way to sign in was removed from your account: %(provider)s.")
IF_NOT_YOU = N_("If this was not you, sign in, end all other sessions and remove what you do not know.")


def link_identity(identity: ProvenIdentity, *, actor: Actor, now: datetime) -> None:
    """Add a proven identity to the actor's account. Raises Conflict when it opens another account already."""
    query = select(Identity).where(Identity.issuer == identity.issuer, Identity.subject == identity.subject)
    known = db.session.scalars(query).one_or_none()
    if known is not None and known.person_id == actor.person:
        note_verified(known, identity, now)
        return
    if known is not None:
        raise Conflict(N_("That way to sign in belongs to another account. Close that account first, or keep both."))
    person = queries.person(_self(actor))
    made = Identity(person_id=person.id, provider=identity.provider, issuer=identity.issuer, subject=identity.subject, label=identity.label, added_at=now, used_at=now)
    note_verified(made, identity, now)
    db.session.add(made)
    if identity.email and person.email is None:
        confirm_address(person, identity.email, now=now)
    number = record(IdentityLinked(person_id=person.id, provider=identity.provider), actor_id=actor.person, at=now)
    _tell(person, ADDED, identity.provider, number, now)


def remove_identity(identity_id: int, *, actor: Actor, now: datetime) -> None:
    """Remove a way in. Raises NotFound when it is not the actor's, Conflict when it is the last."""
    person = db.session.scalars(select(Person).where(Person.id == _self(actor)).with_for_update(key_share=True)).one()
    mine = queries.identities_of(person.id)
    found = next((i for i in mine if i.id == identity_id), None)
    if found is None:
        raise NotFound
    if len(mine) == 1:
        raise Conflict(N_("This is your only way in. Add another one first, then you can remove it."))
    db.session.delete(found)
    number = record(IdentityRemoved(person_id=person.id, provider=found.provider), actor_id=actor.person, at=now)
    _tell(person, REMOVED, found.provider, number, now)


def confirm_email(address: str, *, actor: Actor, now: datetime) -> None:
    """Take a proven address as the one the forum writes to. It does not become a way in by that."""
    confirm_address(queries.person(_self(actor)), address, now=now)


def _tell(person: Person, words: str, provider: str, number: int, now: datetime) -> None:
    if person.email:
        line = sentence(words, provider=provider.title())
        draft = letters.Draft(subject=line, lines=(line, IF_NOT_YOU), link=(N_("Look at my account"), "/account/sign-in"))
        letters.send(draft, to=person.email, locale=person.locale, once=f"event {number}", now=now, person_id=person.id)


def _self(actor: Actor) -> int:
    if actor.person is None:
        raise NotFound
    return actor.person
