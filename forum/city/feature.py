"""Hangs the room into the application."""

from flask import Flask

from forum.city import queries
from forum.city.access import PERMISSIONS
from forum.city.blueprint import city
from forum.city.indexing import SOURCES
from forum.city.notices import RECORD
from forum.city.panels import PANEL
from forum.city.personal import PERSONAL
from forum.city.types import DEFAULT_ACCENT, TEXTS, Block
from forum.city.views import public, settings
from forum.kernel import access
from forum.kernel.i18n import chosen

VIEWS = (public, settings)


def register(app: Flask) -> None:
    """Add pages, permissions, and the city's name to every page."""
    access.declare(app, PERMISSIONS)
    app.extensions["forum.places"] = {}
    app.extensions["forum.home_blocks"] = [Block(90, "city/block_places.html", public.places)]
    app.extensions["forum.personal"].add(*PERSONAL)
    app.extensions["forum.areas"] = lambda: [(d.id, d.name) for d in queries.districts(chosen())]
    app.extensions["forum.panels"].append(PANEL)
    app.extensions["forum.record_words"].update(RECORD)
    app.extensions["forum.search_sources"].extend(SOURCES)
    app.register_blueprint(city)
    app.jinja_env.globals.update(TEXTS=TEXTS, DEFAULT_ACCENT=DEFAULT_ACCENT, this_city=public.this_city)
