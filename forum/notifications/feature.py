"""Hangs the room into the application."""

from flask import Flask

from forum.kernel import access
from forum.kernel.jobs import of
from forum.notifications import jobs, listeners, views
from forum.notifications.access import PERMISSIONS
from forum.notifications.personal import PERSONAL


def register(app: Flask) -> None:
    """Add the inbox and the bell."""
    access.declare(app, PERMISSIONS)
    app.extensions["forum.personal"].add(*PERSONAL)
    app.register_blueprint(views.notifications)
    app.jinja_env.globals["unread"] = views.unread
    app.extensions["forum.page_parts"].append(views.unread)  # the number at the bell is part of every page
    of(app).add("notifications.mail", jobs.mail, every=1)
    listeners.start()
