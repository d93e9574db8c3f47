"""Hangs the room into the application."""

from flask import Flask

from forum.city.types import Link
from forum.council import jobs, listeners
from forum.council.access import PERMISSIONS
from forum.council.blocks import BLOCKS
from forum.council.blueprint import council
from forum.council.notices import RECORD
from forum.council.panels import PANELS
from forum.council.personal import PERSONAL
from forum.council.queries import traces
from forum.council.types import DECISION, MINUTES
from forum.council.views import deciding, desk, doing, dossiers, meetings, naming, offices, reading, setting_up, tracing
from forum.kernel import access
from forum.kernel.jobs import of
from forum.kernel.words import N_

VIEWS = (reading, offices, dossiers, tracing, meetings, desk, deciding, doing, setting_up)


def register(app: Flask) -> None:
    """Add pages, permissions, the main link, notices, the block on the front page, panels, what can be searched, and the clock's job."""
    access.declare(app, PERMISSIONS)
    app.extensions["forum.dossier_panels"] = {}
    app.extensions["forum.dossier_pdfs"] = {}
    app.extensions["forum.personal"].add(*PERSONAL)
    app.extensions["forum.panels"].extend(PANELS)
    app.extensions["forum.record_words"].update(RECORD)
    app.extensions["forum.home_blocks"].extend(BLOCKS)
    app.extensions["forum.account_links"].append(Link(12, N_("What became of it"), "council.mine", "route"))
    app.extensions["forum.main_links"].append(Link(30, N_("Answers"), "council.listing"))
    app.extensions["forum.search_kinds"].update({DECISION: N_("Decisions"), MINUTES: N_("Minutes")})
    app.extensions["forum.proposal_case"] = naming.case_of
    app.extensions["forum.comment_fates"].append(traces.of_comment)
    app.register_blueprint(council)
    of(app).add("council.keep_clock", jobs.keep_clock, every=60)
    listeners.start()
