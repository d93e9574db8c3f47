"""Hangs the room into the application."""

from flask import Flask

from forum.city.types import Link
from forum.kernel import access
from forum.kernel.jobs import of
from forum.kernel.words import N_
from forum.residency import jobs, listeners
from forum.residency.access import PERMISSIONS
from forum.residency.actions.confirming import leave
from forum.residency.blocks import BLOCKS, of_person
from forum.residency.blueprint import residency
from forum.residency.notices import RECORD
from forum.residency.panels import PANEL, concerns
from forum.residency.personal import PERSONAL
from forum.residency.views import desk, own

VIEWS = (own, desk)


def register(app: Flask) -> None:
    """Add pages, permissions, jobs, panel, notices and the block on the front page."""
    access.declare(app, PERMISSIONS)
    app.extensions["forum.personal"].add(*PERSONAL, farewell=leave)
    app.extensions["forum.panels"].insert(0, PANEL)
    app.extensions["forum.record_words"].update(RECORD)
    app.extensions["forum.warnings"].append(concerns)
    app.extensions["forum.home_blocks"].extend(BLOCKS)
    app.extensions["forum.person_sections"].append(("residency/person_section.html", of_person))
    app.extensions["forum.main_links"].append(Link(70, N_("My district"), "residency.mine"))
    app.extensions["forum.account_links"].append(Link(20, N_("My district"), "residency.mine", "map-pin"))
    app.register_blueprint(residency)
    of(app).add("residency.end_what_ran_out", jobs.end_what_ran_out, every=60)
    listeners.start()
