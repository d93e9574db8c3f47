"""What several pages need: names of topics and districts, in the reader's language, and addresses."""

from typing import Any

from flask import current_app, g

from forum.accounts import queries as accounts
from forum.accounts.types import Author
from forum.city import queries as city
from forum.city.types import Place, TopicView
from forum.kernel.i18n import chosen
from forum.kernel.settings import Settings
from forum.proposals.types import Card


def topics() -> dict[int, TopicView]:
    """Return the topics by id. Cost: one query, once per request."""
    if "topics" not in g:
        g.topics = {t.id: t for t in city.topics(chosen())}
    found: dict[int, TopicView] = g.topics
    return found


def districts() -> dict[int, str]:
    """Return the names of districts in use by id. Cost: one query, once per request."""
    if "districts" not in g:
        g.districts = {d.id: d for d in city.districts(chosen())}
    return {d.id: d.name for d in g.districts.values()}


def spots() -> list[Place]:
    """Return the districts that have a place on the map."""
    districts()
    return [d for d in g.districts.values() if d.latitude is not None]


def district_slugs() -> dict[str, int]:
    """Return the ids of districts in use by their names in addresses."""
    districts()
    return {d.slug: d.id for d in g.districts.values()}


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
