"""Hangs the room into the application."""

from flask import Flask

from forum.city.types import Link
from forum.kernel import access
from forum.kernel.jobs import of
from forum.kernel.words import N_
from forum.moderation import jobs, listeners
from forum.moderation.access import PERMISSIONS
from forum.moderation.blueprint import moderation
from forum.moderation.panels import PANEL
from forum.moderation.personal import PERSONAL
from forum.moderation.views import concerned, desk, public

VIEWS = (public, concerned, desk)


def register(app: Flask) -> None:
    """Add pages, permissions, panel, notices and the daily forgetting. Rooms above bring what can be reported."""
    access.declare(app, PERMISSIONS)
    app.extensions["forum.personal"].add(*PERSONAL)
    app.extensions["forum.panels"].insert(0, PANEL)
    app.extensions["forum.account_links"].append(Link(60, N_("Decisions on my words"), "moderation.mine", "scale"))
    app.register_blueprint(moderation)
    of(app).add("moderation.forget_traces", jobs.forget, every=1440)
    listeners.start()
