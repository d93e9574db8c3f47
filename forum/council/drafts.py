"""A decision while it is being written: plain words that are kept, and the draft that is published out of them. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forum.council.types import Choice, Verdict
from forum.kernel.errors import Invalid
from forum.kernel.words import N_, Sentence, sentence

Content = dict[str, Any]
"""What stood in the form: words by the names of its fields, `votes` by member and `points` by comment. Nothing in it need be right yet."""
WORDS = ("verdict", "resolution", "reasons", "departure", "again_on", "decided_on", "session")


@dataclass(frozen=True)
class Draft:
    """A decision as it is filled in. `again_on`: by when it is decided, if it needs study; `votes`: members and their choices; `points`: comments and what the council answers each."""

    verdict: Verdict
    resolution: str
    reasons: str
    departure: str
    decided_on: date
    again_on: date | None = None
    session: str = ""
    votes: Mapping[int, Choice] = field(default_factory=dict)
    points: Mapping[int, str] = field(default_factory=dict)


def content_of(words: Mapping[str, str], votes: Mapping[int, str], points: Mapping[int, str]) -> Content:
    """Return what is kept of a form."""
    return {
        **{name: words.get(name) or "" for name in WORDS}, "votes": {str(member): choice for member, choice in sorted(votes.items()) if choice in set(Choice)},
        "points": {str(comment): said for comment, said in sorted(points.items()) if said.strip()},
    }  # fmt: skip


def draft_of(content: Content) -> Draft:
    """Return the draft that stands in what was kept. Raises Invalid where the verdict or the day is missing."""
    faults: dict[str, Sentence | str] = {}
    if content["verdict"] not in set(Verdict):
        faults["verdict"] = N_("Choose what was decided.")
    day, again = day_of(content), day_of(content, "again_on")
    if day is None:
        faults["decided_on"] = N_("On which day?") if not content["decided_on"] else N_("Look at the year.")
    if again is None and content.get("again_on"):
        faults["again_on"] = N_("Look at the year.")
    if faults or day is None:
        raise Invalid(fields=faults)
    return Draft(
        Verdict(content["verdict"]), content["resolution"], content["reasons"], content["departure"], day, again if content["verdict"] == Verdict.STUDY else None, session=content["session"],
        votes={int(member): Choice(choice) for member, choice in content["votes"].items()}, points={int(comment): said for comment, said in content["points"].items()},
    )  # fmt: skip


def is_defeated(votes: Mapping[int, Choice]) -> bool:
    """Tell whether more members voted against a resolution than for it."""
    said = list(votes.values())
    return said.count(Choice.AGAINST) > said.count(Choice.FOR)


def unusual(draft: Draft, members: Collection[int], *, session_on: date | None) -> list[Sentence | str]:
    """Return what is worth a second look before a draft is published: not faults, but things that are rarely meant. `session_on`: the day of its session."""
    said = list(draft.votes.values())
    found: list[Sentence | str] = []
    if said and said.count(Choice.FOR) == said.count(Choice.AGAINST):
        found.append(N_("As many members voted for it as against it."))
    if missing := len(set(members) - set(draft.votes)):
        found.append(sentence(N_("Of %(number)s members no vote is recorded."), number=missing))
    if session_on is None:
        found.append(N_("It names no session."))
    elif session_on != draft.decided_on:
        found.append(N_("Its day is not the day of its session."))
    return found


def day_of(content: Content, name: str = "decided_on") -> date | None:
    """Return the day that stands in what was kept; None for none, and for one so far away that it is a slip of the keyboard."""
    try:
        found = date.fromisoformat(content.get(name) or "")
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None
