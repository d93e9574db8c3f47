"""Hangs the room into the application."""

from flask import Flask

from forum.city.types import Link
from forum.discussions import jobs, listeners
from forum.discussions.access import PERMISSIONS
from forum.discussions.blueprint import discussions
from forum.discussions.moderated import COMMENTS
from forum.discussions.notices import RECORD
from forum.discussions.personal import PERSONAL
from forum.discussions.types import KIND
from forum.discussions.views import asking, reading, writing
from forum.kernel import access
from forum.kernel.jobs import of
from forum.kernel.words import N_
from forum.moderation import things

VIEWS = (reading, writing, asking)


def register(app: Flask) -> None:
    """Add pages, permissions, notices and the index. Rooms above bring what is talked about, and what became of it."""
    access.declare(app, PERMISSIONS)
    app.extensions["forum.personal"].add(*PERSONAL)
    app.extensions["forum.record_words"].update(RECORD)
    app.extensions["forum.search_kinds"][KIND] = N_("Comments")
    app.extensions["forum.comment_fates"] = []
    things.bring(KIND, COMMENTS)
    app.register_blueprint(discussions)
    app.extensions["forum.account_links"].append(Link(32, N_("Questions to me"), "discussions.my_questions", "circle-help"))
    of(app).add("discussions.expire", jobs.expire, every=60)
    listeners.start()
