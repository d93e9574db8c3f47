"""Keeps the city's lists (fields, recognised bodies, work domains) and a professional's own page."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forum.kernel import images, storage
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.text import one_line, render
from forum.kernel.words import N_
from forum.professionals.events import ProfileChanged
from forum.professionals.models import ProfessionalField, Profile, RecognisedBody, WorkDomain
from forum.professionals.queries import claims
from forum.professionals.sections import FREE_MAIL, SECTIONS, VISIBLE

DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")


def add_field(slug: str, name: Mapping[str, str]) -> int:
    """Add a field of knowledge. Raises Conflict when its short name is taken."""
    if slug in {f.slug for f in claims.fields("en")}:
        raise Conflict(N_("There is a field of that name."))
    row = ProfessionalField(slug=slug, name=dict(name))
    db.session.add(row)
    db.session.flush()
    return row.id


def add_body(*, short: str, name: str, country: str, register_url: str, pattern: str, months: int) -> int:
    """Add a recognised body. Raises Invalid for a pattern that is none, or an address that is not https."""
    faults = {}
    try:
        re.compile(pattern)
    except re.error:
        faults["pattern"] = N_("This is not a regular expression.")
    if not register_url.startswith("https://"):
        faults["register_url"] = N_("Give an address that begins with https://")
    if not 1 <= months <= 120:
        faults["months"] = N_("Choose from 1 to 120 months.")
    if faults:
        raise Invalid(fields=faults)
    if short.casefold() in {b.short.casefold() for b in claims.bodies()}:
        raise Conflict(N_("There is a body of that name."))
    row = RecognisedBody(short=one_line(short)[:20], name=one_line(name)[:120], country=one_line(country)[:60], register_url=register_url[:200], pattern=pattern[:80], months=months)
    db.session.add(row)
    db.session.flush()
    return row.id


def add_domain(domain: str, *, organisation: str, actor: Actor, now: datetime) -> None:
    """Add the e-mail domain of an organisation. Raises Invalid for free mail and for letters that look like others."""
    plain = domain.strip().lower().lstrip("@")
    if not DOMAIN.fullmatch(plain):
        raise Invalid(fields={"domain": N_("Write a domain in plain letters, such as example.org.")})
    if plain in FREE_MAIL:
        raise Invalid(fields={"domain": N_("Anybody can get an address there; it shows nothing.")})
    if len(one_line(organisation)) < 2:
        raise Invalid(fields={"organisation": N_("Say where, in 2 to 120 letters.")})
    db.session.merge(WorkDomain(domain=plain, organisation=one_line(organisation)[:120], added_by=actor.person, added_at=now))
    db.session.flush()


def save_profile(*, headline: str, sections: Mapping[str, Any], district_id: int | None = None, takes_questions: bool = False, actor: Actor, now: datetime) -> None:
    """Save one's own professional page. `sections`: by name, the words (Markdown) and who may see them. Raises Invalid."""
    kept: dict[str, dict[str, str]] = {}
    for name in SECTIONS:
        words, visible = str(sections.get(name, {}).get("source", "")).strip(), str(sections.get(name, {}).get("visible", "private"))
        if len(words) > 4000:
            raise Invalid(fields={name: N_("This is too long.")})
        if visible not in VISIBLE:
            raise Invalid(fields={name: N_("Please choose who may see it.")})
        if words:
            kept[name] = {"source": words, "html": render(words, top=3).html, "visible": visible}
    row = _profile(actor, now)
    row.headline, row.sections, row.changed_at = one_line(headline)[:120], kept, now
    row.district_id, row.takes_questions = district_id, takes_questions
    db.session.flush()
    record(ProfileChanged(person_id=actor.person or 0), actor_id=actor.person, at=now)


def save_photo(data: bytes | None, *, max_bytes: int, actor: Actor, now: datetime) -> None:
    """Put a photo on one's own page, square, or take it away. Raises Invalid, TooLarge."""
    row = _profile(actor, now)
    made = storage.store(images.take_in(data, max_bytes=max_bytes, longest_side=480).data, purpose="portraits", owner_id=actor.person or 0, now=now) if data else None
    if row.photo_key is not None:
        storage.discard(row.photo_key)
    row.photo_key, row.changed_at = made, now
    db.session.flush()
    record(ProfileChanged(person_id=actor.person or 0), actor_id=actor.person, at=now)


def _profile(actor: Actor, now: datetime) -> Profile:
    row = db.session.get(Profile, actor.person)
    if row is None:
        row = Profile(person_id=actor.person, headline="", sections={}, changed_at=now, takes_questions=False)
        db.session.add(row)
        db.session.flush()
    return row


def read_photo(key: str) -> bytes:
    """Return the bytes of a photo. Raises NotFound."""
    return storage.fetch(key)
