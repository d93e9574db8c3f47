"""Shows what changed between two texts, word by word, for the eye and for a screen reader. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from forum.proposals.content import paragraphs

SAME, ADDED, REMOVED = "same", "added", "removed"
TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
# Comparing costs words times words at worst. Past this much a paragraph is compared whole, and past that much altogether the rest is.
MOST_EACH, MOST_TOGETHER = 250_000, 1_000_000
BREAK = re.compile(r"(\n[ \t]*\n)")

Run = tuple[str, str]
"""A stretch of text and what became of it: same, added or removed."""


@dataclass(frozen=True)
class Pair:
    """A paragraph before and after, each as runs; one side is empty when it was added or taken out."""

    before: tuple[Run, ...]
    after: tuple[Run, ...]

    @property
    def is_same(self) -> bool:
        return all(kind == SAME for _, kind in (*self.before, *self.after))


def inline(old: str, new: str) -> tuple[Run, ...]:
    """Return one text with what was removed and added in its places. Cost: some 10 ms for 20 kB, at worst a third of a second."""
    return tuple(_runs(old, new, _Budget()))


class _Budget:
    def __init__(self) -> None:
        self.left = MOST_TOGETHER

    def allows(self, cells: int) -> bool:
        if cells > min(MOST_EACH, self.left):
            return False
        self.left -= cells
        return True


def _runs(old: str, new: str, budget: _Budget) -> Iterator[Run]:
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if old == new:
        yield from _whole((old, SAME))
    elif budget.allows(len(before) * len(after)):
        for same, gone, come in _blocks(before, after):
            yield from _whole((same, SAME), (gone, REMOVED), (come, ADDED))
    else:
        yield from _by_paragraph(old, new, budget)


def _by_paragraph(old: str, new: str, budget: _Budget) -> Iterator[Run]:
    before, after = BREAK.split(old), BREAK.split(new)
    if not budget.allows(len(before) * len(after)):
        yield from _whole((old, REMOVED), (new, ADDED))
        return
    for same, gone, come in _blocks(before, after):
        if same:
            yield same, SAME
        elif (gone, come) == (old, new):
            yield from _whole((gone, REMOVED), (come, ADDED))
        else:
            yield from _runs(gone, come, budget)


def _blocks(before: list[str], after: list[str]) -> Iterator[tuple[str, str, str]]:
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        yield (gone, "", "") if tag == "equal" else ("", gone, come)


def _whole(*runs: Run) -> Iterator[Run]:
    return ((text, kind) for text, kind in runs if text)


def side_by_side(old: str, new: str) -> tuple[Pair, ...]:
    """Return the paragraphs of two texts, those that belong together side by side."""
    before, after = paragraphs(old), paragraphs(new)
    return tuple(_pairs(before, after, _Budget()))


def _pairs(before: tuple[str, ...], after: tuple[str, ...], budget: _Budget) -> Iterator[Pair]:
    if not budget.allows(len(before) * len(after)):
        yield Pair((("\n\n".join(before), REMOVED),), (("\n\n".join(after), ADDED),))
        return
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Pair(((p, SAME),), ((p, SAME),)) for p in before[a:b])
            continue
        for n in range(max(b - a, d - c)):
            old = before[a + n] if a + n < b else ""
            new = after[c + n] if c + n < d else ""
            runs = tuple(_runs(old, new, budget))
            yield Pair(tuple(r for r in runs if r[1] != ADDED), tuple(r for r in runs if r[1] != REMOVED))
