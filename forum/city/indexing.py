"""What of the city can be found: its texts, topics and districts."""

from forum.city import queries
from forum.city.types import TEXTS
from forum.kernel.i18n import chosen, say
from forum.kernel.words import N_
from forum.search.matching import matches
from forum.search.types import Hit, Source


def find_texts(words: str) -> list[Hit]:
    """Return the city's pages whose title or words hold what is looked for."""
    written = {slug: row.source for (slug, locale), row in queries.texts().items() if locale == chosen()}
    return [Hit(say(title), "", f"/about/{slug}") for slug, title in TEXTS.items() if matches(words, say(title), written.get(slug, ""))]


def find_topics(words: str) -> list[Hit]:
    """Return the topics of that name."""
    return [Hit(t.name, "", "") for t in queries.topics(chosen()) if matches(words, t.name, t.slug)]


def find_districts(words: str) -> list[Hit]:
    """Return the districts of that name."""
    return [Hit(d.name, "", "") for d in queries.districts(chosen()) if matches(words, d.name, d.slug)]


SOURCES = (Source(N_("Pages of the city"), find_texts), Source(N_("Topics"), find_topics), Source(N_("Districts"), find_districts))
