"""What of the city can be found by name: its texts. (Topics and districts are found where they lead somewhere: proposals.)"""

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


SOURCES = (Source(N_("Pages of the city"), find_texts),)
