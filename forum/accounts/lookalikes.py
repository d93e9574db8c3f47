"""Reduces a name to what the eye sees, by Unicode's own table of confusable letters (UTS 39, section 4)."""

import unicodedata
from functools import cache

from confusable_homoglyphs.confusables import confusables_data

LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")


def skeleton(text: str) -> str:
    """Return the skeleton: two names with the same skeleton can be taken for one another."""
    seen = "".join(_prototype(c) for c in _fold(text))
    return "".join(c for c in _fold(seen) if c.isalnum())[:240]


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@cache
def _prototype(letter: str) -> str:
    # The table lists whom a letter may be taken for; of those we always take the same one, a Latin letter first.
    if letter in LATIN and letter != "l":
        return letter
    group = {letter, *(entry["c"].casefold() for entry in confusables_data.get(letter, []))}
    latin = sorted(c for c in group if c in LATIN)
    short = sorted((c for c in group if len(c) <= 2), key=lambda c: (len(c), c))
    return latin[0] if latin else (short[0] if short else letter)
