"""Hangs the room into the application."""

from flask import Flask

from forum.kernel import access
from forum.kernel.jobs import of
from forum.notifications import jobs, listeners
from forum.notifications.access import PERMISSIONS
from forum.notifications.blueprint import notifications
from forum.notifications.personal import PERSONAL
from forum.notifications.views import devices, telling

VIEWS = (telling, devices)


def register(app: Flask) -> None:
    """Add the inbox and the bell."""
    access.declare(app, PERMISSIONS)
    app.extensions["forum.personal"].add(*PERSONAL)
    app.register_blueprint(notifications)
    app.jinja_env.globals["unread"] = telling.unread
    app.extensions["forum.page_parts"].append(telling.unread)  # the number at the bell is part of every page
    of(app).add("notifications.mail", jobs.mail, every=1)
    of(app).add("notifications.push", jobs.tell_devices, every=1)
    listeners.start()
