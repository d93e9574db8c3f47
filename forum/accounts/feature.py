"""Hangs the room into the application."""

from flask import Flask
from flask_login import LoginManager, current_user

from forum.accounts import jobs, queries
from forum.accounts.access import PERMISSIONS
from forum.accounts.actions.sign_in import Attempts
from forum.accounts.blueprint import accounts
from forum.accounts.cli import people as people_commands
from forum.accounts.oauth import Clients
from forum.accounts.personal import PERSONAL, Declared
from forum.accounts.providers import configured, demo
from forum.accounts.signed_in import SignedInPerson
from forum.accounts.types import ROLE_MEANINGS, ROLE_NAMES, STANDING_WORDS, Purpose
from forum.accounts.views import own, people, sign_in
from forum.kernel import access, clock
from forum.kernel.jobs import of
from forum.kernel.rules import STRANGER, Actor, Role
from forum.kernel.settings import Settings

VIEWS = (sign_in, own, people)


def register(app: Flask) -> None:
    """Add pages, permissions, sign-in, jobs and commands."""
    settings: Settings = app.extensions["forum.settings"]
    access.declare(app, PERMISSIONS)
    _remember_who_is_signed_in(app)
    providers = [configured(p) for p in settings.providers]
    if settings.demo_provider:
        providers.append(demo(settings.demo_provider))
    app.extensions["forum.sign_in"] = clients = Clients(app, providers, Attempts())
    app.extensions["forum.form_targets"].update(clients.form_targets())
    app.extensions["forum.personal"] = Declared()
    app.extensions["forum.personal"].add(*PERSONAL)
    app.extensions["forum.areas"] = list
    app.extensions["forum.person_sections"] = []
    app.register_blueprint(accounts)
    app.cli.add_command(people_commands)
    of(app).add("accounts.forget", jobs.forget, every=60)
    app.jinja_env.globals.update(ROLE_NAMES=ROLE_NAMES, ROLE_MEANINGS=ROLE_MEANINGS, STANDING_WORDS=STANDING_WORDS, Role=Role, Purpose=Purpose)


def _remember_who_is_signed_in(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None  # it ties a session to the network address, which changes on every phone

    @manager.user_loader  # type: ignore[untyped-decorator]  # Flask-Login is untyped
    def load(token: str) -> SignedInPerson | None:
        actor = queries.actor_for_token(token, clock.now())
        return SignedInPerson(token, actor) if actor.is_signed_in else None

    def who() -> Actor:
        return current_user.actor if current_user.is_authenticated else STRANGER

    app.extensions["forum.actor"] = who
