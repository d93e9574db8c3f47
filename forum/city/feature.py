"""Hangs the room into the application."""

from flask import Flask

from forum.city import queries
from forum.city.access import PERMISSIONS
from forum.city.blueprint import city
from forum.city.indexing import SOURCES
from forum.city.notices import RECORD
from forum.city.panels import PANEL
from forum.city.personal import PERSONAL
from forum.city.types import DEFAULT_ACCENT, TEXTS, Block, Link
from forum.city.views import public, settings
from forum.kernel import access
from forum.kernel.i18n import chosen
from forum.kernel.words import N_

VIEWS = (public, settings)


def register(app: Flask) -> None:
    """Add pages, permissions, and the city's name to every page."""
    access.declare(app, PERMISSIONS)
    app.extensions["forum.places"] = {}
    app.extensions["forum.places_now"] = public.places
    app.extensions["forum.home_blocks"] = [Block(90, "city/block_places.html", public.places)]
    app.extensions["forum.main_links"] = [Link(0, N_("Home"), "city.home"), Link(80, N_("How it works"), "city.text", values={"slug": "how-it-works"}),
                                         Link(90, N_("About"), "city.text", values={"slug": "about"})]
    app.extensions["forum.account_links"] = []
    app.extensions["forum.personal"].add(*PERSONAL)
    app.extensions["forum.areas"] = lambda: [(d.id, d.name) for d in queries.districts(chosen())]
    app.extensions["forum.panels"].append(PANEL)
    app.extensions["forum.record_words"].update(RECORD)
    app.extensions["forum.search_sources"].extend(SOURCES)
    app.register_blueprint(city)
    app.jinja_env.globals.update(TEXTS=TEXTS, DEFAULT_ACCENT=DEFAULT_ACCENT, this_city=public.this_city, main_links=app.extensions["forum.main_links"],
                                 account_links=app.extensions["forum.account_links"], LISTING="")  # fmt: skip
