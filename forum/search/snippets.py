"""Finds the stretch of a text that shows why it was found, and marks the words in it."""

from functools import lru_cache

from forum.search.matching import fold
from forum.search.terms import SECTOR, WORD, Term
from forum.search.types import Piece

LENGTH = 220
LOOKED_AT = 20_000


def mark(text: str, terms: tuple[Term, ...]) -> tuple[Piece, ...]:
    """Return the whole text as pieces, what was looked for marked."""
    pieces: list[Piece] = []
    end = 0
    for start, stop in _hits(text, terms):
        if start > end:
            pieces.append((text[end:start], False))
        pieces.append((text[start:stop], True))
        end = stop
    return (*pieces, (text[end:], False)) if end < len(text) else tuple(pieces)


def snippet(text: str, terms: tuple[Term, ...], length: int = LENGTH) -> tuple[Piece, ...]:
    """Return the stretch of about `length` characters with the most hits; the beginning when there is none."""
    text = " ".join(text[:LOOKED_AT].split())
    hits = _hits(text, terms)
    start = _fullest([h[0] for h in hits], length)
    start = _word_start(text, max(0, start - length // 4)) if start > length // 4 else 0
    stop = len(text) if start + length >= len(text) else _word_end(text, start + length)
    inside = mark(text[start:stop], terms)
    return (*((("… ", False),) if start else ()), *inside, *(((" …", False),) if stop < len(text) else ()))


def _fullest(starts: list[int], length: int) -> int:
    # Both ends of the window only ever move forward, so a text of ten thousand hits costs ten thousand steps.
    best, most, end = 0, 0, 0
    for n, start in enumerate(starts):
        end = max(end, n)
        while end < len(starts) and starts[end] < start + length:
            end += 1
        if end - n > most:
            best, most = start, end - n
    return best


def _hits(text: str, terms: tuple[Term, ...]) -> list[tuple[int, int]]:
    found = []
    sectors = [m.span() for m in SECTOR.finditer(text.lower())] if len(text.lower()) == len(text) else []
    for start, stop in _spans(text, sectors):
        word = _folded(text[start:stop])
        if any(t.meets(word) for t in terms):
            found.append((start, stop))
    return found


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return SECTOR.sub(r"\1\2", fold(word))


def _spans(text: str, sectors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    inside = [m.span() for m in WORD.finditer(text) if not any(a <= m.start() < b for a, b in sectors)]
    return sorted(inside + sectors)


def _word_start(text: str, at: int) -> int:
    space = text.find(" ", at)
    return space + 1 if 0 <= space < at + 40 else at


def _word_end(text: str, at: int) -> int:
    space = text.rfind(" ", 0, at)
    return space if space > at - 40 else at
