"""Hangs the room into the application."""

from flask import Flask

from forum.admin import cli
from forum.admin.access import PERMISSIONS
from forum.admin.panels import PANELS
from forum.admin.public_record import WORDS
from forum.admin.views import admin
from forum.kernel import access


def register(app: Flask) -> None:
    """Add the staff area; rooms above add their panels and warnings."""
    access.declare(app, PERMISSIONS)
    app.extensions["forum.panels"] = list(PANELS)
    app.extensions["forum.warnings"] = []
    app.extensions["forum.record_words"] = dict(WORDS)
    app.register_blueprint(admin)
    app.cli.add_command(cli.log)
    app.cli.add_command(cli.run_worker)
