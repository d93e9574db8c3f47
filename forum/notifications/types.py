"""A notice as the inbox shows it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from forum.kernel.words import N_, Sentence


class FollowLevel(StrEnum):
    """How much somebody wants to hear of a thing."""

    ALL = "all"
    DECISIONS = "decisions"
    NONE = "none"


FOLLOW_NAMES: dict[FollowLevel, str] = {
    FollowLevel.ALL: N_("Everything"),
    FollowLevel.DECISIONS: N_("Decisions only"),
    FollowLevel.NONE: N_("Nothing"),
}


@dataclass(frozen=True)
class NoticeView:
    """One sentence, where it leads, when it came, whether it is new."""

    id: int
    sentence: Sentence
    path: str
    at: datetime
    is_new: bool
