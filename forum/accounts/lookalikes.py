"""Reduces a name to what the eye sees, by Unicode's own table of confusable letters (UTS 39, section 4)."""

import unicodedata
from functools import cache

from confusable_homoglyphs.confusables import confusables_data

LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")


def skeleton(text: str) -> str:
    """Return the skeleton: two names with the same skeleton can be taken for one another."""
    seen = "".join(_prototype(c) for c in _bare(text))
    return "".join(c for c in _bare(seen).casefold() if c.isalnum())[:240]


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@cache
def _prototype(letter: str) -> str:
    # The table lists whom a letter may be taken for. Of those we always take the same one, a Latin letter first;
    # the letter is looked up as it stands before its case is folded, for a capital may resemble what its small form does not.
    if letter.isascii() and letter.isalpha():
        return letter.lower()
    for form in (letter, letter.casefold()):
        group = {form, *(entry["c"] for entry in confusables_data.get(form, []))}
        latin = sorted(c.lower() for c in group if c.lower() in LATIN)
        if latin:
            return str(latin[0])
    short = sorted((c for c in group if len(c) <= 2), key=lambda c: (len(c), c))
    return str(short[0]) if short else letter
