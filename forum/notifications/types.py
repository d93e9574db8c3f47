"""What notices tell other rooms: how near a notice is to a person, how much they want to hear, and a notice as the inbox shows it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from forum.kernel.words import N_, Sentence
from forum.notifications.targets import Target


class Why(StrEnum):
    """Why somebody is told: what is theirs, a mention, an answer to them, a decision, or because they hear everything."""

    OWN = "own"
    MENTION = "mention"
    REPLY = "reply"
    DECISION = "decision"
    EVERYTHING = "everything"


class FollowLevel(StrEnum):
    """How much somebody wants to hear of a thing."""

    ALL = "all"
    DECISIONS = "decisions"
    MENTIONS = "mentions"
    NONE = "none"


FOLLOW_NAMES: dict[FollowLevel, str] = {
    FollowLevel.ALL: N_("Everything"),
    FollowLevel.DECISIONS: N_("Replies and decisions"),
    FollowLevel.MENTIONS: N_("Only when I am mentioned"),
    FollowLevel.NONE: N_("Nothing"),
}
LETS_THROUGH: dict[FollowLevel, frozenset[Why]] = {
    FollowLevel.ALL: frozenset(Why),
    FollowLevel.DECISIONS: frozenset({Why.OWN, Why.MENTION, Why.REPLY, Why.DECISION}),
    FollowLevel.MENTIONS: frozenset({Why.OWN, Why.MENTION}),
    FollowLevel.NONE: frozenset({Why.OWN}),
}


@dataclass(frozen=True)
class NoticeView:
    """One sentence, where it leads, when it came, whether it is new."""

    id: int
    sentence: Sentence
    path: str
    at: datetime
    is_new: bool


@dataclass(frozen=True)
class Wishes:
    """How somebody wants to be told: how often by mail, and in which hours never. `quiet`: from, to, in hours of the city's clock."""

    rhythm: str
    quiet: tuple[int, int] | None = None
    push: bool = False


@dataclass(frozen=True)
class Pushes:
    """What is to be sent to which devices of one person, and in which language."""

    devices: tuple[tuple[int, Target], ...]
    shown: tuple[tuple[Sentence, str], ...]
    locale: str | None
