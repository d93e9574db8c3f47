"""Hangs the room into the application."""

from flask import Flask

from forum.city.types import Link
from forum.kernel import access
from forum.kernel.jobs import of
from forum.kernel.words import N_
from forum.professionals import jobs, listeners
from forum.professionals.access import PERMISSIONS
from forum.professionals.actions.ending import leave
from forum.professionals.blueprint import professionals
from forum.professionals.notices import RECORD
from forum.professionals.panels import PANEL
from forum.professionals.personal import PERSONAL
from forum.professionals.views import attesting, desk, network, own, public

VIEWS = (own, desk, public, network, attesting)


def register(app: Flask) -> None:
    """Add pages, permissions, panel, notices, jobs, and the words of a standing for every author line."""
    access.declare(app, PERMISSIONS)
    app.extensions["forum.personal"].add(*PERSONAL, farewell=leave)
    app.extensions["forum.panels"].append(PANEL)
    app.extensions["forum.record_words"].update(RECORD)
    app.extensions["forum.main_links"].append(Link(20, N_("Professionals"), "professionals.listing"))
    app.extensions["forum.account_links"].append(Link(30, N_("What I know"), "professionals.mine", "graduation-cap"))
    app.extensions["forum.account_links"].append(Link(31, N_("My network"), "professionals.network", "users"))
    app.extensions["forum.contributions"] = lambda person_id: []  # a room that knows of contributions brings the real one
    app.jinja_env.globals.update(standing_line=public.standing_line, professional_page=public.page_parts)
    app.register_blueprint(professionals)
    of(app).add("professionals.end_and_delete", jobs.end_and_delete, every=60)
    listeners.start()
