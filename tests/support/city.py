"""People and places that tests act with, made through the product's own actions."""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from flask.testing import FlaskClient

from forum.accounts import queries as accounts
from forum.accounts.actions import roles, sign_in
from forum.accounts.models import RoleGrant
from forum.accounts.types import ProvenIdentity
from forum.city import actions as city
from forum.kernel import clock
from forum.kernel.db import db, transaction
from forum.kernel.rules import Actor, Role

NOWHERE = Actor()


@dataclass(frozen=True)
class Somebody:
    """A person of a test: the account's id and public id, and the address it was made with."""

    id: int
    public_id: str
    handle: str
    address: str


def somebody(name: str, *held: Role, now: datetime | None = None) -> Somebody:
    """Make a person with a confirmed address, entrusted with the roles named."""
    moment, sub = now or clock.now(), name.lower().replace(" ", "-")
    with transaction():
        identity = ProvenIdentity("demo", "demo", sub, name, f"{sub}@example.org", sub)
        person_id = sign_in.enter(identity, now=moment, device="Test", key=b"test").person_id
        for role in held:
            db.session.add(RoleGrant(person_id=person_id, role=role.value, given_at=moment, reason="for a test"))
        person = accounts.person(person_id)
        return Somebody(person.id, person.public_id, person.handle, person.email or "")


def sign_in_as(app: Flask, who: Somebody, *, fresh: bool = True) -> FlaskClient:
    """Return a browser in which somebody is signed in; `fresh`: just now, otherwise an hour ago."""
    from datetime import timedelta

    from forum.accounts.models import Session

    client = app.test_client()
    with app.app_context(), transaction():
        token = sign_in.open_session(who.id, provider="demo", device="Test", now=clock.now())
        if not fresh:
            row = db.session.query(Session).order_by(Session.id.desc()).first()
            row.authenticated_at = clock.now() - timedelta(hours=1)
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    return client


def a_city() -> None:
    """Make a small city: a name, two districts and a topic."""
    with transaction():
        city.change_city(name={"en": "Testville", "ur": "ٹیسٹ"}, tagline={"en": "A place"}, accent="#0b6e4f", actor=NOWHERE, now=clock.now())
        city.add_district(name={"en": "North", "ur": "شمال"}, actor=NOWHERE, now=clock.now())
        city.add_district(name={"en": "South", "ur": "جنوب"}, actor=NOWHERE, now=clock.now())
        city.add_topic(name={"en": "Water", "ur": "پانی"}, icon="droplets")


__all__ = ["NOWHERE", "Somebody", "a_city", "roles", "sign_in_as", "somebody"]
