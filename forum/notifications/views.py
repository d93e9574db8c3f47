"""The inbox."""

from flask import Blueprint, Response, g, render_template, request

from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.web import see_other, writes
from forum.notifications import queries
from forum.notifications.actions import mark_all_read

notifications = Blueprint("notifications", __name__)


def unread() -> int:
    """Return the number at the bell. Cost: one query, once per request, none for a stranger."""
    if "unread" not in g:
        g.unread = queries.unread(current_actor().person)
    found: int = g.unread
    return found


@notifications.get("/notices")
@requires("notifications.read_own")
def inbox() -> str:
    """Show the inbox."""
    text = request.args.get("before", "")
    rows = queries.inbox(current_actor().person, before=int(text) if text.isdecimal() and len(text) < 16 else 0)
    more = rows[queries.PAGE - 1].id if len(rows) > queries.PAGE else None
    return render_template("notifications/inbox.html", notices=rows[: queries.PAGE], more=more)


@notifications.post("/notices/read")
@requires("notifications.read_own")
@writes
def mark_read() -> Response:
    """Note that everything was seen."""
    mark_all_read(actor=current_actor(), now=clock.now())
    return see_other("notifications.inbox")
