"""Hangs the room into the application."""

from flask import Flask

from forum.kernel import access
from forum.search.access import PERMISSIONS
from forum.search.people import SOURCE
from forum.search.views import search


def register(app: Flask) -> None:
    """Add the results page; rooms add their sources, and name the kinds of documents they bring."""
    access.declare(app, PERMISSIONS)
    app.extensions["forum.search_kinds"] = {}
    app.extensions["forum.search_sources"] = [SOURCE]
    app.register_blueprint(search)
