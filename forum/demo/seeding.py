"""Fills an empty database with the demo city, through the same actions that people use."""

from datetime import datetime, timedelta

from forum.accounts import queries as accounts
from forum.accounts.actions import profile, roles, sign_in
from forum.accounts.types import ProvenIdentity
from forum.city import actions as city
from forum.city import queries as places
from forum.demo import proposing
from forum.demo.people import Persona, everyone
from forum.demo.places import CITY, DISTRICTS, POSITIONS, TAGLINE, TEXTS, TOPICS
from forum.kernel.hashing import sha256_hex
from forum.kernel.rules import Actor, Grant, Role
from forum.kernel.sealing import Box
from forum.residency.actions import confirming, handing_out
from forum.residency.types import Method

REASON = "Part of the demonstration city."


def is_seeded() -> bool:
    """Tell whether the city is there already."""
    return places.profile() is not None


def seed(now: datetime, box: Box) -> None:
    """Build the city: settings, districts, topics, texts, people, roles, confirmed districts. Always the same."""
    founder = Actor()
    city.change_city(name=CITY, tagline=TAGLINE, accent="#0b6e4f", actor=founder, now=now)
    for name, where in zip(DISTRICTS, POSITIONS, strict=True):
        city.add_district(name=name, where=where, actor=founder, now=now)
    for icon, name in TOPICS:
        city.add_topic(name=name, icon=icon)
    for (slug, locale), source in TEXTS.items():
        city.write_text(slug, locale=locale, source=source, actor=founder, now=now)
    for method in (Method.INVITATION, Method.DOCUMENT, Method.LETTER):
        handing_out.switch_method(method, on=True, actor=founder, now=now)
    people = everyone()
    for number, persona in enumerate(people):
        _move_in(persona, now - timedelta(days=240 - number))
    _entrust(people, now)
    proposing.propose(now, box)


def _move_in(persona: Persona, at: datetime) -> None:
    identity = ProvenIdentity("demo", "demo", persona.sub, persona.name, persona.email, persona.email)
    person_id = sign_in.enter(identity, now=at, device="Demo", key=b"demo", locale=persona.locale).person_id
    actor = Actor(person=person_id, email_confirmed=True)
    district_id = places.district_ids_by_slug()[persona.district]
    city.choose_district(district_id, actor=actor, now=at)
    topics = [t.id for t in places.topics("en")]
    city.choose_topics([topics[person_id % 10], topics[(person_id * 3 + 1) % 10]], actor=actor, now=at)
    if persona.about:
        profile.edit_profile(actor=actor, name=persona.name, about=persona.about, is_public=True, now=at)
    if persona.confirmed:
        proof = sha256_hex(f"demo {persona.sub}")
        confirming.confirm(person_id, district_id=district_id, method=Method.INVITATION, proof=proof, by=None, now=at)


def _entrust(people: tuple[Persona, ...], now: datetime) -> None:
    holders = [(p.role, found) for p in people if p.role and (found := accounts.person_by_address(p.email)) is not None]
    administrator = next(person for role, person in holders if role is Role.ADMINISTRATOR)
    roles.appoint_first_administrator(person_id=administrator.id, reason=REASON, now=now)
    actor = Actor(person=administrator.id, grants=frozenset({Grant(Role.ADMINISTRATOR)}))
    for role, person in holders:
        if role is not Role.ADMINISTRATOR:
            roles.grant_role(person_id=person.id, role=role, area_id=None, reason=REASON, actor=actor, now=now)
