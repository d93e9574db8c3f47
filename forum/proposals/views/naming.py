"""What several pages need: names of topics and districts, in the reader's language, and addresses."""

from typing import Any

from flask import current_app

from forum.accounts import queries as accounts
from forum.accounts.types import Author
from forum.city.types import Place, TopicView
from forum.kernel.i18n import chosen
from forum.kernel.settings import Settings
from forum.proposals.types import Card


def topics() -> dict[int, TopicView]:
    """Return the topics by id. Cost: none while the city stays as it is."""
    return {t.id: t for t in _places()["topics"]}


def districts() -> dict[int, str]:
    """Return the names of districts in use by id. Cost: none while the city stays as it is."""
    return {d.id: d.name for d in _places()["districts"]}


def spots() -> list[Place]:
    """Return the districts that have a place on the map."""
    return [d for d in _places()["districts"] if d.latitude is not None]


def _places() -> dict[str, Any]:
    found: dict[str, Any] = current_app.extensions["forum.places_now"]()
    return found


def district_slugs() -> dict[str, int]:
    """Return the ids of districts in use by their names in addresses."""
    return {d.slug: d.id for d in _places()["districts"]}


def topic_slugs() -> dict[str, int]:
    """Return the ids of topics by their names in addresses."""
    return {t.slug: t.id for t in topics().values()}


def leads(cards: tuple[Card, ...] | list[Card]) -> dict[int, Author]:
    """Return the author lines of many cards. Cost: one query."""
    return accounts.authors_for(c.lead_id for c in cards) if cards else {}


def around(cards: tuple[Card, ...] | list[Card]) -> dict[str, Any]:
    """Return what a template needs to show cards."""
    return {"topics": topics(), "districts": districts(), "leads": leads(cards)}


def settings() -> Settings:
    found: Settings = current_app.extensions["forum.settings"]
    return found


def full_address(path: str) -> str:
    """Return the address of a local path as one would write it on paper, in the language of the page."""
    prefix = "" if chosen() == settings().locales[0] else f"/{chosen()}"
    return f"{settings().base_url}{prefix}{path}"
