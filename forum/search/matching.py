"""Compares words as people type them: case, accents, digits and the two shapes of Urdu letters do not matter."""

import unicodedata

# Keyboards differ: Arabic yeh, kaf and heh stand for the Urdu letters; invisible joiners come with some of them.
URDU = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ہ", "ه": "ہ", "ة": "ہ", "أ": "ا", "إ": "ا", "ؤ": "و",
                      "\u200c": "", "\u200d": "", "\u0640": "",
                      **{chr(0x6F0 + n): str(n) for n in range(10)}, **{chr(0x660 + n): str(n) for n in range(10)}})  # fmt: skip


def fold(text: str) -> str:
    """Return `text` in the form in which it is compared."""
    decomposed = unicodedata.normalize("NFKD", text.translate(URDU).casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.translate(URDU).split())


def matches(words: str, *texts: str) -> bool:
    """Tell whether each of the folded `words` begins a word of one of the `texts`."""
    found = [part for text in texts for part in fold(text).replace("-", " ").split()]
    return all(any(part.startswith(word) for part in found) for word in words.split())
