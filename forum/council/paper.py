"""What fits on paper and in ten minutes: tables in strips that no sheet cuts, long texts by their beginning, words with the way they run. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from forum.council.dossier import BRIEF, brief, direction_of

ROOM, BESIDE_TITLES, MOST_COLUMNS = 72, 34, 30
"""Letters that fit beside each other on A4, upright, in a table with nothing but a code in front; beside whole titles; columns that are shown at all."""
SECTION, TEXT, SPOKEN, SHORTEST = 1_800, 5_500, 5_500, 120
"""Letters of a section of the text that are read in the dossier; of all its sections, and of all that was said, together; of one of either at least."""
A_MINUTE = 200
"""Words that are read in a minute."""


@dataclass(frozen=True)
class Measure:
    """How many letters of a section, and of a comment, are read in a dossier."""

    section: int
    comment: int


def measure(made: Mapping[str, Any]) -> Measure:
    """Return how much of each text there is room for, so that the whole reads in about ten minutes: the longest are cut first."""
    return Measure(_share([_letters(html) for html in made["proposal"]["html"].values()], SECTION, of=TEXT), _share([_letters(html) for html in _said(made)], BRIEF, of=SPOKEN))


def minutes(made: Mapping[str, Any]) -> int:
    """Return how long the words of a dossier take to read as far as they are shown, its tables aside: in minutes, at two hundred words each, one at least."""
    room = measure(made)
    text = [beginning(html, room.section) or html for html in made["proposal"]["html"].values()] + [brief(html, room.comment) or html for html in _said(made)]
    return max(1, -(-sum(len(re.sub(r"<[^>]*>", " ", html).split()) for html in text) // A_MINUTE))


def beginning(html: str, most: int = SECTION) -> str | None:
    """Return clean HTML of the beginning of a long text: its first paragraphs, or, where the first is long, cut between two words. None where it is short enough to be read whole."""
    if _letters(html) <= most:
        return None
    cutter = _Cutter(most)
    cutter.feed(html)
    cutter.close()
    return cutter.made()


def strips(columns: Sequence[Sequence[object]]) -> list[tuple[int, int]]:
    """Return which columns stand together in one table, as (first, behind the last): as many as fit on a sheet, and about as many in each."""
    widest = _width(columns)
    tables = -(-len(columns) // max(1, ROOM // max(1, widest)))
    size = -(-len(columns) // max(1, tables))
    return [(n, min(n + size, len(columns))) for n in range(0, len(columns), size or 1)]


def is_wide(columns: Sequence[Sequence[object]]) -> bool:
    """Tell whether a table of these columns needs codes in the place of titles."""
    return len(columns) * _width(columns) > BESIDE_TITLES


def directed(html: str) -> str:
    """Return a page whose `<bdi>` says which way its words run: the printer knows no isolation, and would put their signs at the wrong end."""
    return re.sub(r"<bdi>(.*?)</bdi>", lambda m: f'<bdi dir="{direction_of(m[1])}">{m[1]}</bdi>', html, flags=re.DOTALL)


def _width(columns: Sequence[Sequence[object]]) -> int:
    return max((len(str(cell)) + 2 for column in columns for cell in column), default=0)


def _said(made: Mapping[str, Any]) -> list[str]:
    said = [*(c for part in ("arguments", "questions", "recommendations") for c in made[part]), *(c for q in made["asked"] for c in (q, *q["answers"]))]
    return list({c["comment"]: c["html"] for c in said}.values())  # who argues and recommends is read once


def _letters(html: str) -> int:
    return len(" ".join(re.sub(r"<[^>]*>", " ", html).split()))


def _share(lengths: Sequence[int], most: int, *, of: int) -> int:
    # The longest cut that all can have: who is shorter leaves the rest to the others.
    left = of
    for n, length in enumerate(sorted(lengths)):
        fair = left // (len(lengths) - n)
        if length > fair:
            return max(SHORTEST, min(most, fair))
        left -= length
    return most


class _Cutter(HTMLParser):
    """Takes over clean HTML tag by tag until the letters are used up, and closes what is open then."""

    def __init__(self, most: int) -> None:
        super().__init__(convert_charrefs=False)
        self.most, self.used, self.is_full = most, 0, False
        self.out: list[str] = []
        self.open: list[str] = []
        self.whole = 0  # how much of `out` ends with a paragraph, and is not little

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if not self.is_full:
            self.out.append(self.get_starttag_text() or "")
            if tag not in {"br", "hr"}:
                self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.is_full:
            self.out.append(f"</{tag}>")
            self.open = self.open[:-1]
            if not self.open and self.used * 2 >= self.most:
                self.whole = len(self.out)

    def handle_data(self, data: str) -> None:
        head = data[: self.most - self.used]
        self._take(data, len(data), head.rpartition(" ")[0] or head)

    def handle_entityref(self, name: str) -> None:
        self._take(f"&{name};", 1)

    def handle_charref(self, name: str) -> None:
        self._take(f"&#{name};", 1)

    def made(self) -> str:
        return "".join(self.out[: self.whole or None])

    def _take(self, words: str, letters: int, head: str = "") -> None:
        """Take words over; where they do not fit, their `head`, and close what is open."""
        if self.is_full:
            return
        self.is_full = self.used + letters > self.most
        self.used += letters
        self.out += [head, " …", *(f"</{tag}>" for tag in reversed(self.open))] if self.is_full else [words]
