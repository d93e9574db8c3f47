"""People who opened their page can be found by name."""

from forum.accounts import queries
from forum.kernel.words import N_
from forum.search.types import Hit, Source


def find_people(words: str) -> list[Hit]:
    """Return people with a public page, at most twenty."""
    return [Hit(name, f"@{handle}", f"/people/{handle}") for name, handle in queries.public_people(words)]


SOURCE = Source(N_("People"), find_people)
