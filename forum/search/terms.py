"""Turns words into the terms that are compared: folded, cut at everything that is no letter or digit, and stemmed.

English is stemmed by Snowball. No maintained library stems Urdu, so its plural endings alone are cut (سڑکیں، سڑکوں
become سڑک); that is a light stemmer and claims no more.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from forum.search.matching import fold

LONGEST_TERM = 40
MOST_TERMS = 20_000
MOST_TYPED = 12
WORD = re.compile(r"[^\W_]+")
SECTOR = re.compile(r"\b([a-z]{1,3})-(\d{1,3})\b")  # G-9 is one word, however it is typed
URDU_ENDINGS = ("یوں", "یاں", "وں", "یں", "ات")
STOP = frozenset(["a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in", "is", "it", "its", "let", "of", "on", "or", "our", "should", "that", "the", "their", "there", "they", "this", "to", "was", "we", "will", "with", "آپ", "اس", "اسے", "اور", "ان", "ایک", "بھی", "پر", "تا", "تک", "تو", "جو", "جس", "سے", "کا", "کو", "کی", "کے", "کہ", "کر", "کرنا", "کرنے", "کیا", "گا", "گی", "گے", "لیے", "میں", "نہ", "نے", "وہ", "ہم", "ہو", "ہونا", "ہے", "ہیں", "یا", "یہ"])  # fmt: skip
IRREGULAR = {"buses": "bus", "gases": "gas", "children": "child", "women": "woman", "men": "man"}  # where Snowball errs or is silent
_english = snowballstemmer.stemmer("english")


@dataclass(frozen=True)
class Term:
    """One word as it is compared: as typed, and its stem. `is_prefix`: the person may still be typing it."""

    word: str
    stem: str
    is_prefix: bool = False

    def meets(self, word: str) -> bool:
        """Tell whether a folded word of a text is what is looked for."""
        return word == self.word or stem(word) == self.stem or (self.is_prefix and word.startswith(self.word))


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order, at most 20,000."""
    folded = SECTOR.sub(r"\1\2", fold(text))
    return [w[:LONGEST_TERM] for w in WORD.findall(folded)[:MOST_TERMS]]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a folded word."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.isascii():
        return str(_english.stemWord(word))
    for ending in URDU_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            return word[: -len(ending)]
    return word


def typed(text: str) -> tuple[Term, ...]:
    """Return the terms of a search as typed; the last one may be unfinished, unless a space follows it. Articles and the like are not asked for."""
    found = list(dict.fromkeys(words(text)))[:MOST_TYPED]
    unfinished = bool(text) and not text[-1].isspace()
    terms = tuple(Term(w, stem(w), unfinished and n == len(found) - 1) for n, w in enumerate(found))
    return tuple(t for t in terms if t.word not in STOP) or terms


def telling(text: str) -> frozenset[str]:
    """Return the stems of a text that say what it is about: no articles, no postpositions."""
    return frozenset(stem(w) for w in words(text) if w not in STOP)


def likeness(one: str, other: str) -> float:
    """Return how alike two titles are, from 0 to 1: the shared part of their stems and of their letter pairs, equally."""
    return (_shared(telling(one), telling(other)) + _shared(_pairs(one), _pairs(other))) / 2


def _pairs(text: str) -> frozenset[str]:
    whole = " ".join(words(text))
    return frozenset(whole[n : n + 2] for n in range(len(whole) - 1))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
