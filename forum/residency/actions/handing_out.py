"""What officers prepare: switches, invitations, rolls, domains, letters; and ending what no longer holds."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, insert

from forum.accounts import queries as accounts
from forum.city import queries as city
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotFound
from forum.kernel.events import record
from forum.kernel.hashing import keyed_hash
from forum.kernel.ids import new_letter_code
from forum.kernel.rules import Actor
from forum.kernel.sealing import Box
from forum.kernel.text import one_line
from forum.kernel.words import N_
from forum.residency import duties, queries, rolls
from forum.residency.actions.confirming import OFF, end, roll_hash
from forum.residency.events import InstitutionChanged, InvitationsMade, LettersPrinted, MethodSwitched, RollImported, RollRemoved
from forum.residency.models import InstitutionDomain, Invitation, MethodSwitch, PostalLetter, Roll, RollEntry
from forum.residency.types import Method, PrintedLetter

FREE_MAIL = frozenset({"gmail.com", "yahoo.com", "outlook.com", "hotmail.com", "live.com", "icloud.com", "proton.me", "aol.com", "gmx.com"})
LETTER_LASTS = timedelta(days=60)
MOST_CODES = 500


def switch_method(method: str, *, on: bool, actor: Actor, now: datetime) -> None:
    """Open or close a way to confirm residency. Raises NotFound for an unknown one."""
    if method not in set(Method):
        raise NotFound
    row = db.session.get(MethodSwitch, method)
    if on and row is None:
        db.session.add(MethodSwitch(method=method, enabled_at=now, enabled_by=actor.person))
    elif not on and row is not None:
        db.session.delete(row)
    else:
        return
    record(MethodSwitched(city_id=1, method=method, on=on), actor_id=actor.person, at=now)


def make_invitations(*, district_id: int, count: int, batch: str, days: int, actor: Actor, key: bytes, now: datetime) -> list[str]:
    """Return fresh codes, to be printed once; only their keyed hashes are kept. Raises Invalid."""
    label = one_line(batch)[:80]
    if not 1 <= count <= MOST_CODES or not 1 <= days <= 365 or not label:
        raise Invalid(fields={"count": N_("Choose 1 to 500 codes, 1 to 365 days, and a name for the batch.")})
    _district(district_id)
    duties.require(actor, district_id)
    codes = [new_letter_code() for _ in range(count)]
    db.session.add_all(
        Invitation(code_hash=keyed_hash(key, "invitation", rolls.normal(c)), district_id=district_id, batch=label, made_by=actor.person,
                   made_at=now, expires_at=now + timedelta(days=days)) for c in codes
    )  # fmt: skip
    record(InvitationsMade(district_id=district_id, count=count), actor_id=actor.person, at=now)
    return codes


def import_roll(data: bytes, *, label: str, actor: Actor, key: bytes, now: datetime) -> int:
    """Take in a roll whole, or not at all; return how many people it names. Raises Invalid."""
    duties.require(actor, None)
    name = one_line(label)[:80]
    if not name:
        raise Invalid(fields={"label": N_("Give the roll a name.")})
    found = rolls.read(data, districts=city.district_ids_by_slug())
    roll = Roll(label=name, salt=secrets.token_hex(32), rows=len(found), imported_by=actor.person, imported_at=now)
    db.session.add(roll)
    db.session.flush()
    for start in range(0, len(found), 5000):
        db.session.execute(insert(RollEntry), [
            {"roll_id": roll.id, "entry_hash": roll_hash(key, roll.salt, r.reference, r.birth_year), "district_id": r.district_id}
            for r in found[start : start + 5000]
        ])  # fmt: skip
    record(RollImported(roll_id=roll.id, rows=len(found)), actor_id=actor.person, at=now)
    return len(found)


def remove_roll(roll_id: int, *, actor: Actor, now: datetime) -> None:
    """Delete a roll. Confirmations made by it stay."""
    duties.require(actor, None)
    db.session.execute(delete(RollEntry).where(RollEntry.roll_id == roll_id))
    db.session.execute(delete(Roll).where(Roll.id == roll_id))
    record(RollRemoved(roll_id=roll_id), actor_id=actor.person, at=now)


def add_domain(domain: str, *, district_id: int, actor: Actor, now: datetime) -> None:
    """Add an institution's e-mail domain. Raises Invalid, also for mail services open to everybody."""
    name = domain.strip().lower().lstrip("@")
    if not name.isascii() or "." not in name or any(c in name for c in " /@:") or len(name) > 120:
        raise Invalid(fields={"domain": N_("Write a domain such as university.edu.pk.")})
    if name in FREE_MAIL:
        raise Invalid(fields={"domain": N_("Anybody can have an address there; it proves nothing about where they live.")})
    _district(district_id)
    duties.require(actor, district_id)
    db.session.merge(InstitutionDomain(domain=name, district_id=district_id, added_by=actor.person, added_at=now))
    record(InstitutionChanged(district_id=district_id, domain=name, change="added"), actor_id=actor.person, at=now)


def remove_domain(domain: str, *, actor: Actor, now: datetime) -> None:
    """Remove an institution's domain. Confirmations made by it stay until they run out."""
    duties.require(actor, None)
    row = db.session.get(InstitutionDomain, domain)
    if row is None:
        raise NotFound
    record(InstitutionChanged(district_id=row.district_id, domain=domain, change="removed"), actor_id=actor.person, at=now)
    db.session.delete(row)


def ask_for_letter(address: str, *, district_id: int, actor: Actor, box: Box, key: bytes, now: datetime) -> None:
    """Ask for a letter with a code. The address is sealed until the letter is printed. Raises Invalid, Conflict."""
    lines = "\n".join(one_line(line) for line in address.splitlines() if line.strip())
    if Method.LETTER not in queries.methods_on():
        raise Conflict(OFF)
    if actor.person is None:
        raise NotFound
    if not 10 <= len(lines) <= 300:
        raise Invalid(fields={"address": N_("Write your postal address: house, street, sector, city.")})
    _district(district_id)
    if queries.open_letter(actor.person) is not None:
        raise Conflict(N_("A letter to you is on its way already."))
    db.session.add(PostalLetter(person_id=actor.person, district_id=district_id, address_sealed=box.seal(lines.encode()),
                                address_hash=keyed_hash(key, "address", lines.casefold()), asked_at=now))  # fmt: skip
    db.session.flush()


def print_letters(*, actor: Actor, box: Box, key: bytes, locale: str, now: datetime) -> list[PrintedLetter]:
    """Return the waiting letters for the printer, each with its code; from then on no address is kept."""
    duties.require(actor, None)
    waiting = queries.letters_to_print()
    names = accounts.names_for(w.person_id for w in waiting)
    places = city.district_names([w.district_id for w in waiting], locale)
    sheet = []
    for letter in waiting:
        code = new_letter_code()
        address = box.open(letter.address_sealed or b"").decode()
        sheet.append(PrintedLetter(names[letter.person_id], address, code, places[letter.district_id]))
        letter.code_hash, letter.address_sealed = keyed_hash(key, "letter", rolls.normal(code)), None
        letter.printed_at, letter.printed_by, letter.expires_at = now, actor.person, now + LETTER_LASTS
    if sheet:
        record(LettersPrinted(city_id=1, count=len(sheet)), actor_id=actor.person, at=now)
    return sheet


def revoke(person_id: int, *, reason: str, actor: Actor, now: datetime) -> None:
    """End somebody's confirmation. Raises NotFound, Invalid without a reason."""
    row = queries.running(person_id)
    if row is None:
        raise NotFound
    if len(one_line(reason)) < 5:
        raise Invalid(fields={"reason": N_("Say why, in a sentence the person may read.")})
    duties.require(actor, row.district_id)
    end(row, why="revoked", words=one_line(reason)[:300], by=actor.person, now=now)


def expire(now: datetime) -> None:
    """End every confirmation whose day has passed."""
    for row in queries.run_out(now):
        end(row, why="ran out", by=None, now=now)
    for letter in queries.letters_unanswered(now):
        letter.closed_at = now


def _district(district_id: int) -> None:
    if district_id not in city.district_ids_by_slug().values():
        raise Invalid(fields={"district": N_("Please choose one of the districts.")})
