"""What a proposal says: its parts by kind, what each must hold, its paragraphs, and the hash of a version. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.kernel.hashing import canonical_json, sha256_hex
from forum.kernel.text import one_line
from forum.kernel.words import N_, Sentence, sentence
from forum.proposals.types import Kind

TITLE_LONGEST, TITLE_SHORTEST = 120, 8
SECTION_LONGEST = 40_000


@dataclass(frozen=True)
class Section:
    """One part of the text. `hint` says what belongs there; `is_required` before it can be published."""

    name: str
    title: str
    hint: str
    is_required: bool = False
    rows: int = 5
    options: tuple[tuple[str, str], ...] = ()


COST_BANDS = (
    ("", N_("Choose…")), ("none", N_("No extra cost")), ("low", N_("Up to 1 million rupees")), ("middle", N_("1 to 10 million rupees")),
    ("high", N_("10 to 100 million rupees")), ("very_high", N_("More than 100 million rupees")), ("unknown", N_("Not known yet")),
)  # fmt: skip
TIME_BANDS = (
    ("", N_("Choose…")), ("weeks", N_("Weeks")), ("months", N_("Months")), ("year", N_("About a year")), ("years", N_("Several years")),
    ("unknown", N_("Not known yet")),
)  # fmt: skip

PROBLEM = Section("problem", N_("The problem"), N_("What is wrong now, for whom, where and how often?"), is_required=True, rows=7)
MEASURE = Section("measure", N_("What should be done"), N_("One measure, as concrete as you can: who does what, where, by when?"), is_required=True, rows=7)
COST = Section("cost", N_("What it may cost"), N_("A guess is fine; say how you came to it. “I do not know” is fine too."), rows=3)
AREA = Section("area", N_("Who is affected"), N_("Which streets, which people? Who might lose something?"), rows=3)
EVIDENCE = Section("evidence", N_("Evidence"), N_("Links to reports, photos, news, plans; one per line."), rows=4)
OPTIONS = Section("options", N_("Options"), N_("At least two ways, “leave it as it is” among them, with what speaks for and against each."), is_required=True, rows=8)
SOURCES = Section("evidence", N_("Evidence and its sources"), N_("What is known, how well, and where it says so."), is_required=True, rows=6)
COST_BAND = Section("cost_band", N_("Cost band"), "", is_required=True, options=COST_BANDS)
TIME_BAND = Section("time_band", N_("Time band"), "", is_required=True, options=TIME_BANDS)
INTEREST = Section("interest", N_("Conflicts of interest"),
                   N_("Who pays you, what do you own or sell that this touches? If nothing, say “none”."), is_required=True, rows=3)  # fmt: skip
OFFICE = Section("office", N_("The office"), N_("Which office puts this forward, and who answers for it?"), is_required=True, rows=2)

SECTIONS: dict[Kind, tuple[Section, ...]] = {
    Kind.CITIZEN: (PROBLEM, MEASURE, COST, AREA, EVIDENCE),
    Kind.RECOMMENDATION: (PROBLEM, OPTIONS, MEASURE, SOURCES, COST_BAND, TIME_BAND, COST, AREA, INTEREST),
    Kind.OFFICIAL: (OFFICE, PROBLEM, MEASURE, COST, AREA, EVIDENCE),
}

Content = dict[str, Any]
"""What is written: `title`, the text of each section by name, `place` {latitude, longitude, name}, `photos` [{id, alt}]."""


def tidy(content: Content, kind: Kind) -> Content:
    """Return what of `content` belongs to the kind: one-line title, sections as typed, a place and photos in their form. Nothing is cut."""
    made: Content = {"title": one_line(str(content.get("title", "")))}
    for section in SECTIONS[kind]:
        made[section.name] = str(content.get(section.name, "") or "").replace("\r\n", "\n").strip("\n")
    place = content.get("place") or {}
    made["place"] = _place(place.get("latitude"), place.get("longitude"), one_line(str(place.get("name", "") or ""))[:120])
    made["photos"] = [{"id": int(p["id"]), "alt": one_line(str(p.get("alt", "")))[:300]} for p in content.get("photos") or []]
    return made


def _place(latitude: Any, longitude: Any, name: str) -> dict[str, Any]:
    try:
        where = round(float(latitude), 6), round(float(longitude), 6)
    except (TypeError, ValueError):
        return {"name": name} if name else {}
    if not (-90 <= where[0] <= 90 and -180 <= where[1] <= 180):
        return {"name": name} if name else {}
    return {"latitude": where[0], "longitude": where[1], "name": name}


def marks(content: Content) -> dict[str, str]:
    """Return a short mark of each written part, by which a page tells later whether it was touched."""
    return {name: sha256_hex(str(value))[:10] for name, value in content.items() if isinstance(value, str)}


def faults(content: Content, kind: Kind) -> dict[str, Sentence]:
    """Return what stands between this text and being published: field to sentence; empty when nothing does."""
    found: dict[str, Sentence] = {}
    title = content.get("title", "")
    if len(title) < TITLE_SHORTEST:
        found["title"] = sentence(N_("A title of at least %(count)s letters, please."), count=TITLE_SHORTEST)
    elif len(title) > TITLE_LONGEST:
        found["title"] = sentence(N_("At most %(limit)s letters; the rest belongs in the text."), limit=TITLE_LONGEST)
    for section in SECTIONS[kind]:
        text = content.get(section.name, "")
        if section.options:
            if section.is_required and text not in {value for value, _ in section.options if value}:
                found[section.name] = sentence(N_("Choose one for “%(section)s”."), section=Sentence(section.title))
        elif section.is_required and len(text.strip()) < 4:
            found[section.name] = sentence(N_("“%(section)s” is still empty."), section=Sentence(section.title))
        elif len(text) > SECTION_LONGEST:
            found[section.name] = sentence(N_("“%(section)s” has %(length)s characters; the most is %(limit)s. Nothing was cut: shorten it, or link to the rest."),
                                           section=Sentence(section.title), length=len(text), limit=SECTION_LONGEST)  # fmt: skip
    for photo in content.get("photos") or []:
        if len(photo["alt"]) < 3:
            found[f"photo-{photo['id']}"] = Sentence(N_("Say in a few words what the photo shows, for people who cannot see it."))
    return found


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a section: what stands between empty lines."""
    return tuple(p.strip("\n") for p in re.split(r"\n[ \t]*\n", text) if p.strip())


def replace_paragraph(text: str, original: str, proposed: str, nth: int = 0) -> str | None:
    """Return the section with the paragraph changed, or None when it is no longer there. An empty `proposed` takes it out.

    `nth`: which of several equal paragraphs, from 0; the last of them when there are fewer by now.
    """
    parts = list(paragraphs(text))
    found = [n for n, p in enumerate(parts) if p == original]
    if not found:
        return None
    at = found[min(nth, len(found) - 1)]
    parts[at : at + 1] = paragraphs(proposed)
    return "\n\n".join(parts)


def summary(content: Content, length: int = 200) -> str:
    """Return the beginning of the text in plain words, for lists and cards."""
    text = plain(content.get("problem", "") or content.get("measure", ""))
    if len(text) <= length:
        return text
    cut = text.rfind(" ", 0, length)
    return text[: cut if cut > length // 2 else length] + "…"


def plain(text: str) -> str:
    """Return Markdown without its signs, on one line."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^\s{0,3}(#{1,6}|>|[-*+]|\d+[.)])\s+", "", text, flags=re.MULTILINE)
    return one_line(re.sub(r"(\*\*|__|~~|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w))", "", text))


def version_hash(*, proposal_id: int, number: int, content: Content, reason: str, at: datetime, previous: str) -> str:
    """Return the SHA-256 of a version: its content, number, time and reason, and the version before it."""
    return sha256_hex(canonical_json([proposal_id, number, content, reason, at.isoformat(), previous]))


def changed_sections(old: Content, new: Content) -> tuple[str, ...]:
    """Return the names of what differs between two texts."""
    return tuple(name for name in new if old.get(name) != new.get(name))


def search_text(content: Content, kind: Kind) -> str:
    """Return everything a version says, as plain words for the index."""
    words = [plain(content.get(s.name, "")) for s in SECTIONS[kind] if not s.options]
    return " ".join([*words, content.get("place", {}).get("name", ""), *(p["alt"] for p in content.get("photos") or [])])
