"""What moderation and the rooms above it tell each other."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from forum.kernel.hashing import sha256_hex
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
    `above`: clean HTML of what it answers; `authors`: whoever else wrote it; `pictures`: paths and words of those that belong to it.
    """

    title: str
    html: str
    path: str
    author_id: int
    is_official: bool = False
    is_hidden: bool = False
    is_gone: bool = False
    above: str = ""
    authors: tuple[int, ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()

    @property
    def people(self) -> frozenset[int]:
        """All who wrote it."""
        return frozenset({self.author_id, *self.authors})

    @property
    def mark(self) -> str:
        """What changes when the words change."""
        return sha256_hex(self.html)[:16]


@dataclass(frozen=True)
class Kind:
    """A kind of thing, as its room brings it.

    `see` returns those that there are, by number, hidden ones too, in a constant number of queries. `lock` keeps one from others until
    the transaction ends: always taken before its case, so that nobody waits in a circle. `hide` is given the rule that was broken,
    empty while it is only held; `show` takes that back. All run in the caller's transaction.
    """

    words: str
    see: Callable[[Collection[int]], dict[int, Thing]]
    lock: Callable[[int], None]
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
