"""Puts the house together: settings, then the kernel, then every room in order. The one file that knows them all."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from flask import Flask
from flask_migrate import Migrate
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from forum.accounts import feature as accounts
from forum.admin import feature as admin
from forum.city import feature as city
from forum.council import feature as council
from forum.demo import feature as demo
from forum.discussions import feature as discussions
from forum.kernel import (
    access,
    assets,
    db,
    error_pages,
    headers,
    health,
    i18n,
    instance,
    jobs,
    logs,
    mail,
    pages,
    rules,
    sealing,
    settings,
    storage,
    web,
    worker,
)  # fmt: skip
from forum.moderation import feature as moderation
from forum.notifications import feature as notifications
from forum.professionals import feature as professionals
from forum.proposals import feature as proposals
from forum.residency import feature as residency
from forum.search import feature as search
from forum.voting import feature as voting

ROOT = Path(__file__).parent.parent


class Room(Protocol):
    """A room's `feature` module: one function that hangs the room into the application."""

    def register(self, app: Flask) -> None: ...


ROOMS: tuple[Any, ...] = (accounts, notifications, search, admin, city, moderation, residency, professionals, discussions, proposals, voting, council, demo)


def create_app(environment: Mapping[str, str] | None = None) -> Flask:
    """Make the application. Raises SettingsError, with a sentence for every mistake, before anything is opened."""
    chosen = instance.complete(settings.load(config.read(environment)))
    app = Flask("forum", static_folder=None, template_folder=str(ROOT / "templates"), instance_path=str(chosen.instance.absolute()))
    app.request_class = web.CleanRequest
    app.extensions["forum.settings"] = chosen
    _configure(app, chosen)
    _ground_floor(app, chosen)
    for room in ROOMS:
        room.register(app)
    _refuse_open_doors(app)
    if chosen.proxy_hops:
        hops = chosen.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _configure(app: Flask, chosen: settings.Settings) -> None:
    app.config.update(
        SECRET_KEY=chosen.secret_key,
        SECRET_KEY_FALLBACKS=list(chosen.secret_key_fallbacks),
        SESSION_COOKIE_NAME="__Host-session" if chosen.is_secure else "session",
        SESSION_COOKIE_SECURE=chosen.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=chosen.upload_bytes + 500_000,
        MAX_FORM_MEMORY_SIZE=1_000_000,
        MAX_FORM_PARTS=500,
        WTF_CSRF_TIME_LIMIT=None,
        RATELIMIT_STORAGE_URI=chosen.rate_limit_url,
        RATELIMIT_ENABLED=chosen.rate_limits,
        PREFERRED_URL_SCHEME=chosen.base_url.split(":", 1)[0],
        TESTING=chosen.profile == "test",
        PROPAGATE_EXCEPTIONS=False,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["json.dumps_kwargs"] = {"sort_keys": True}
    app.jinja_env.globals["settings"] = chosen


def _ground_floor(app: Flask, chosen: settings.Settings) -> None:
    folder = chosen.instance
    logs.configure(chosen)
    db.init_app(app, chosen.database_url)
    Migrate(app, db.db, directory=str(ROOT / "migrations"), render_as_batch=True)
    release = assets.init_app(app, folder / "assets")
    logs.init_app(app, chosen, release)
    access.init_app(app)
    access.declare(app, {"kernel.machine": rules.anyone})
    i18n.init_app(app, locales=chosen.locales, timezone=str(chosen.timezone), currency=chosen.currency, compiled=folder / "translations")
    jobs.init_app(app, url=chosen.jobs_url, secret=chosen.secret_key, sqlite_file=str(folder / "jobs.db"))
    sender = mail.Smtp(chosen.smtp_url, chosen.mail_from) if chosen.smtp_url else mail.Folder(folder / "outbox", chosen.mail_from)
    worker.init_app(app, sender)
    storage.init_app(app, url=chosen.storage_url, default_folder=folder / "files")
    app.extensions["forum.box"] = sealing.Box(chosen.all_secret_keys)
    app.extensions["forum.page_parts"] = []
    app.extensions["forum.addresses"] = {}
    app.jinja_env.globals["url_for"] = web.address
    web.limiter.init_app(app)
    web.csrf.init_app(app)
    headers.init_app(app, chosen)
    pages.init_app(app)
    error_pages.init_app(app)
    health.init_app(app)


def _refuse_open_doors(app: Flask) -> None:
    table = access.permission_table(app)
    for endpoint in app.view_functions:
        permission = access.permission_of(app, endpoint)
        if permission not in table:
            msg = f"{endpoint} has no row in the permission table"
            raise RuntimeError(msg)
