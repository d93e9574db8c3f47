"""Takes one's data along, and leaves. Which table says what, and what becomes of it, is a declared list."""

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from forum.accounts import lookalikes, queries
from forum.accounts.actions.sessions import end_all
from forum.accounts.events import AccountClosed, DataDownloaded
from forum.accounts.models import BarredIdentity, EmailCode, Person
from forum.accounts.types import Farewell, OnLeaving, PersonalTable
from forum.kernel import letters, outbox, storage
from forum.kernel.db import db
from forum.kernel.errors import Conflict, NotFound
from forum.kernel.events import record
from forum.kernel.hashing import keyed_hash
from forum.kernel.ids import new_public_id
from forum.kernel.rules import Actor, Role
from forum.kernel.words import N_


def download(*, actor: Actor, tables: tuple[PersonalTable, ...], now: datetime) -> bytes:
    """Return a ZIP with one JSON file per table that speaks of the actor."""
    if actor.person is None:
        raise NotFound
    record(DataDownloaded(person_id=actor.person), actor_id=actor.person, at=now)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in tables:
            if entry.is_secret:
                continue
            rows = [_plain(row, entry) for row in queries.rows_about(entry.table, entry.column, actor.person) if not entry.once or row[entry.once] is not None]
            body = {"table": entry.table, "when_you_leave": entry.on_leaving.value, "why": entry.why, "rows": rows}
            archive.writestr(f"{entry.table}.{entry.column}.json", json.dumps(body, ensure_ascii=False, indent=2))
        archive.writestr("README.txt", "Everything this forum keeps that names you, one file per table.\n")
    return out.getvalue()


def close_account(*, actor: Actor, tables: tuple[PersonalTable, ...], farewells: tuple[Farewell, ...], key: bytes, now: datetime) -> None:
    """Close the actor's account: what is personal goes, what others rely on stays without a name.

    Raises Conflict for the last administrator.
    """
    if actor.person is None:
        raise NotFound
    if queries.administrators() == 1 and actor.has_role(Role.ADMINISTRATOR):
        raise Conflict(N_("You are the last administrator. Entrust somebody else first."))
    person = db.session.scalars(select(Person).where(Person.id == actor.person).with_for_update(key_share=True)).one()
    address, locale = person.email, person.locale
    for file in storage.keys_of(person.id):
        storage.discard(file)
    for farewell in farewells:
        farewell(person.id, now)
    _end_roles(person.id, now)
    _carry_suspension(person.id, key, now)
    _forget_addresses(person)
    end_all(person.id, by=person.id, now=now)
    for entry in tables:
        _leave(entry, person.id)
    handle = f"former-{new_public_id(12)}"
    person.handle, person.name, person.name_skeleton = handle, handle, lookalikes.skeleton(handle)
    person.about = person.about_html = ""
    person.email = person.email_confirmed_at = person.locale = None
    person.is_public, person.closed_at = False, now
    number = record(AccountClosed(person_id=person.id), actor_id=person.id, at=now)
    if address:
        said = N_("Your account is closed. What you contributed stays, signed “former member”; everything else about you is gone.")
        draft = letters.Draft(subject=N_("Your account is closed"), lines=(said,))
        letters.send(draft, to=address, locale=locale, once=f"event {number}", now=now)


def _end_roles(person_id: int, now: datetime) -> None:
    for grant in queries.grants_of(person_id):
        if grant.ended_at is None:
            grant.ended_at, grant.ended_by, grant.end_reason = now, person_id, N_("The account was closed.")


def _carry_suspension(person_id: int, key: bytes, now: datetime) -> None:
    # Closing the account must not be the way out of a suspension: whoever comes back by the same way in comes back suspended.
    suspension = queries.running_suspension(person_id, now)
    if suspension is not None:
        for identity in queries.identities_of(person_id):
            db.session.merge(BarredIdentity(identity_hash=keyed_hash(key, identity.issuer, identity.subject), until=suspension.until))


def _forget_addresses(person: Person) -> None:
    addresses = {i.subject for i in queries.identities_of(person.id) if i.provider == "email"} | ({person.email} if person.email else set())
    for address in addresses:
        outbox.forget_address(address)
        db.session.execute(delete(EmailCode).where(EmailCode.address == address.lower()))


def _leave(entry: PersonalTable, person_id: int) -> None:
    table = db.metadata.tables[entry.table]
    mine = table.c[entry.column] == person_id
    if entry.on_leaving is OnLeaving.DELETE:
        db.session.execute(delete(table).where(mine))
    elif entry.on_leaving is OnLeaving.DETACH:
        db.session.execute(update(table).where(mine).values({entry.column: None}))


def _plain(row: dict[str, Any], entry: PersonalTable) -> dict[str, Any]:
    # What one did as an officer is about somebody else; of such a row one gets its number only.
    is_own = entry.is_own or entry.on_leaving is not OnLeaving.DETACH
    shown = {k: v for k, v in row.items() if k not in entry.hidden and (is_own or k in {"id", "domain", "method"})}
    return {k: v.isoformat() if isinstance(v, datetime) else v if isinstance(v, (str, int, float, bool, dict, list)) or v is None
            else str(v) for k, v in shown.items()}  # fmt: skip
