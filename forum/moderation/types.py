"""What moderation and the rooms above it tell each other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from forum.kernel.rules import Actor
from forum.kernel.words import N_

NEWCOMER_FOR = timedelta(days=3)


class Broken(StrEnum):
    """A rule, by what breaks it."""

    INSULT = "insult"
    HATRED = "hatred"
    THREAT = "threat"
    PRIVATE = "private"
    PRETENCE = "pretence"
    SPAM = "spam"
    OFF_TOPIC = "off_topic"
    UNLAWFUL = "unlawful"


RULE_NAMES: dict[Broken, str] = {
    Broken.INSULT: N_("Insults a person"),
    Broken.HATRED: N_("Hatred against a group"),
    Broken.THREAT: N_("Threatens, or calls for violence"),
    Broken.PRIVATE: N_("Gives away somebody’s private data"),
    Broken.PRETENCE: N_("Pretends to be somebody else"),
    Broken.SPAM: N_("Advertising, or the same text again and again"),
    Broken.OFF_TOPIC: N_("Has nothing to do with the subject"),
    Broken.UNLAWFUL: N_("Breaks the law"),
}


@dataclass(frozen=True)
class Thing:
    """Something that can be reported, as it stands now. `html` is clean; `path` leads to it; `is_official`: the city's own words;
    `above`: clean HTML of what it answers.
    """

    title: str
    html: str
    path: str
    author_id: int
    is_official: bool = False
    is_hidden: bool = False
    is_gone: bool = False
    above: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of thing, as its room brings it.

    `see` returns it even while it is hidden, and None when there is none. `hide` is given the rule that was broken, empty while it is
    only held; `show` takes that back. Both run in the caller's transaction.
    """

    words: str
    see: Callable[[int], Thing | None]
    hide: Callable[[int, str, Actor, datetime], None]
    show: Callable[[int, Actor, datetime], None]


@dataclass(frozen=True)
class CaseLine:
    """A case in the queue."""

    id: int
    kind: str
    thing_id: int
    author_id: int
    state: str
    opened_at: datetime
    reports: int
    rules: tuple[str, ...]
    is_official: bool
    is_held: bool
    claimed_by: int | None
    appealed: bool = False


@dataclass(frozen=True)
class LogLine:
    """A decision as everybody may read it: no names, no words of anybody."""

    id: int
    at: datetime
    kind: str
    outcome: str
    rule: str
    is_automatic: bool
    by_two: bool
    days: int | None
    appeal: str


@dataclass(frozen=True)
class Month:
    """The figures of one month. `hours`: the median time from the first report to the decision, None without any."""

    month: str
    reports: int
    decisions: dict[str, int]
    automatic: int
    appeals: int
    overturned: int
    hours: float | None
    rules: dict[str, int]


@dataclass(frozen=True)
class Echo:
    """The same words, nearly, from several people: shown to moderators, never acted on by itself."""

    kind: str
    things: tuple[int, ...]
    authors: int
    first: datetime
    last: datetime


@dataclass(frozen=True)
class Burst:
    """An hour in which one subject got many more words than it usually does."""

    about: str
    about_id: int
    hour: datetime
    count: int
    usual: float
    authors: int
