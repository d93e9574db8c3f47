"""Compares words as people type them: case, accents and the two shapes of Urdu letters do not matter."""

import unicodedata

# Keyboards differ: Arabic yeh, kaf and heh stand for the Urdu letters.
URDU = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ہ", "ه": "ہ", "ة": "ہ", "أ": "ا", "إ": "ا", "ؤ": "و"})


def fold(text: str) -> str:
    """Return `text` in the form in which it is compared."""
    decomposed = unicodedata.normalize("NFKD", text.translate(URDU).casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def matches(words: str, *texts: str) -> bool:
    """Tell whether each of the folded `words` begins a word of one of the `texts`."""
    found = [part for text in texts for part in fold(text).replace("-", " ").split()]
    return all(any(part.startswith(word) for part in found) for word in words.split())
