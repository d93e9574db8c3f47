"""Hangs the room into the application."""

from flask import Flask

from forum.city.types import Link
from forum.kernel import access
from forum.kernel.jobs import of
from forum.kernel.words import N_
from forum.voting import jobs, keys, listeners
from forum.voting.access import PERMISSIONS
from forum.voting.blocks import BLOCKS
from forum.voting.blueprint import voting
from forum.voting.cli import contests, count
from forum.voting.notices import RECORD
from forum.voting.panels import PANEL
from forum.voting.personal import PERSONAL
from forum.voting.queries.contests import of_proposals
from forum.voting.types import SUBJECT
from forum.voting.views import ballot, log, reading, results, staff

VIEWS = (reading, ballot, log, results, staff)


def register(app: Flask) -> None:
    """Add pages, permissions, the main link, notices, what can be searched, the block on the front page, the panel, jobs and commands."""
    keys.init_app(app)
    access.declare(app, PERMISSIONS)
    app.extensions["forum.vote_bundles"] = {}
    app.extensions["forum.personal"].add(*PERSONAL)
    app.extensions["forum.panels"].append(PANEL)
    app.extensions["forum.record_words"].update(RECORD)
    app.extensions["forum.home_blocks"].extend(BLOCKS)
    app.extensions["forum.main_links"].append(Link(20, N_("Votes"), "voting.listing"))
    app.extensions["forum.search_kinds"][SUBJECT] = N_("Votes")
    app.extensions["forum.proposal_votes"] = of_proposals
    app.register_blueprint(voting)
    app.cli.add_command(count)
    app.cli.add_command(contests)
    of(app).add("voting.keep_time", jobs.keep_time, every=1)
    of(app).add("voting.on_time", jobs.keep_time)
    of(app).add("voting.extend_logs", jobs.extend_logs, every=15)
    listeners.start()
