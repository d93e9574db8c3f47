"""Hangs the room into the application."""

from flask import Flask

from forum.city.types import Link
from forum.discussions import subjects
from forum.kernel import access
from forum.kernel.jobs import of
from forum.kernel.words import N_
from forum.moderation import things
from forum.proposals import jobs, listeners, talking
from forum.proposals.access import PERMISSIONS
from forum.proposals.actions.leaving import leave
from forum.proposals.blocks import BLOCKS
from forum.proposals.blueprint import proposals
from forum.proposals.indexing import SOURCES
from forum.proposals.moderated import PROPOSALS
from forum.proposals.notices import RECORD
from forum.proposals.panels import PANEL
from forum.proposals.personal import PERSONAL
from forum.proposals.types import SUBJECT
from forum.proposals.views import amending, listing, merging, people, photos, publishing, reading, sharing, staff, supporting, writing

VIEWS = (listing, reading, writing, publishing, photos, supporting, amending, people, merging, sharing, staff)


def register(app: Flask) -> None:
    """Add pages, permissions, the main link, the index, notices, the block on the front page and the panel."""
    access.declare(app, PERMISSIONS)
    app.extensions["forum.personal"].add(*PERSONAL, farewell=leave)
    app.extensions["forum.panels"].append(PANEL)
    app.extensions["forum.record_words"].update(RECORD)
    app.extensions["forum.search_kinds"][SUBJECT] = N_("Proposals")
    app.extensions["forum.home_blocks"].extend(BLOCKS)
    app.extensions["forum.main_links"].append(Link(10, N_("Proposals"), "proposals.listing"))
    app.extensions["forum.account_links"].append(Link(10, N_("My proposals"), "proposals.mine", "lightbulb"))
    app.extensions["forum.search_sources"].extend(SOURCES)
    app.jinja_env.globals["LISTING"] = "proposals.listing"  # where topics and districts lead
    app.register_blueprint(proposals)
    app.extensions.setdefault("forum.proposal_votes", lambda ids: {})
    app.extensions["forum.contributions"] = reading.contributed
    subjects.bring(SUBJECT, talking.SUBJECT)
    things.bring(SUBJECT, PROPOSALS)
    of(app).add("proposals.close_overdue", jobs.close_overdue, every=60)
    listeners.start()
