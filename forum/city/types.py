"""What the city room tells other rooms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from forum.kernel.words import N_


@dataclass(frozen=True)
class City:
    """The city as every page shows it. `version` changes whenever anything of it does."""

    name: str
    tagline: str
    accent: str
    version: int


@dataclass(frozen=True)
class Place:
    """A district in the reader's language, and where its middle lies, if that is known."""

    id: int
    slug: str
    name: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class TopicView:
    """A topic in the reader's language."""

    id: int
    slug: str
    name: str
    icon: str


def _none() -> None:
    return None


@dataclass(frozen=True)
class Block:
    """A piece of the front page that a room brings: a template and the query that fills it.

    `order`: lower stands higher. The query takes nothing and returns the template's words, or None to stay away.
    `version` tells cheaply what the words depend on, besides the reader and the city's own version.
    """

    order: int
    template: str
    query: Callable[[], dict[str, Any] | None]
    version: Callable[[], object] = _none


@dataclass(frozen=True)
class Link:
    """A link that a room brings to the main navigation or to the menu of one's account. `order`: lower stands first."""

    order: int
    words: str
    endpoint: str
    icon: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


TEXTS: dict[str, str] = {
    "about": N_("About this forum"),
    "how-it-works": N_("How it works"),
    "rules": N_("Rules of the conversation"),
    "privacy": N_("Privacy"),
    "accessibility": N_("Accessibility"),
    "contact": N_("Contact"),
}

DEFAULT_ACCENT = "#0b6e4f"
