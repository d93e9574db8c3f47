"""What the proposals room tells others, and what it calls things."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from forum.kernel.words import N_


class Kind(StrEnum):
    """Who proposes, and so what the form asks for."""

    CITIZEN = "citizen"
    RECOMMENDATION = "recommendation"
    OFFICIAL = "official"


KIND_NAMES: dict[Kind, str] = {
    Kind.CITIZEN: N_("Citizen proposal"),
    Kind.RECOMMENDATION: N_("Policy recommendation"),
    Kind.OFFICIAL: N_("Official proposal"),
}
KIND_LINES: dict[Kind, str] = {
    Kind.CITIZEN: N_("You see something the city should do, or stop doing."),
    Kind.RECOMMENDATION: N_("You know the field: options, evidence with sources, cost and time, and what you stand to gain."),
    Kind.OFFICIAL: N_("An office puts something forward and wants to hear the city."),
}
KIND_ICONS: dict[Kind, str] = {Kind.CITIZEN: "lightbulb", Kind.RECOMMENDATION: "graduation-cap", Kind.OFFICIAL: "landmark"}


class Stage(StrEnum):
    """Where a proposal is on its way."""

    DRAFT = "draft"
    OPEN = "open"
    UNDER_REVIEW = "under_review"
    ON_BALLOT = "on_ballot"
    DECIDED = "decided"
    BEING_DONE = "being_done"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


STAGE_NAMES: dict[Stage, str] = {
    Stage.DRAFT: N_("Draft"),
    Stage.OPEN: N_("Open"),
    Stage.UNDER_REVIEW: N_("Under review"),
    Stage.ON_BALLOT: N_("On the ballot"),
    Stage.DECIDED: N_("Decided"),
    Stage.BEING_DONE: N_("Being done"),
    Stage.DONE: N_("Done"),
    Stage.WITHDRAWN: N_("Withdrawn"),
    Stage.CLOSED: N_("Closed"),
}


class Mover(StrEnum):
    """Who may move a proposal from one stage to the next."""

    AUTHOR = "author"
    SUPPORT = "support"
    CLOCK = "clock"
    STAFF = "staff"
    VOTE = "vote"
    COUNCIL = "council"
    MERGE = "merge"


class Part(StrEnum):
    """What a person is to a proposal."""

    LEAD = "lead"
    AUTHOR = "author"
    COSIGNER = "cosigner"


class Level(IntEnum):
    """How strongly somebody wants an amendment, or does not."""

    MUST = 2
    SHOULD = 1
    SHOULD_NOT = -1
    MUST_NOT = -2


LEVEL_NAMES: dict[Level, str] = {
    Level.MUST: N_("must"),
    Level.SHOULD: N_("should"),
    Level.SHOULD_NOT: N_("should not"),
    Level.MUST_NOT: N_("must not"),
}


class Outcome(StrEnum):
    """What became of an amendment."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Sort(StrEnum):
    """The orders of a list."""

    NEWEST = "newest"
    ENDORSED = "endorsed"
    CLOSING = "closing"
    DISCUSSED = "discussed"


SORT_NAMES: dict[Sort, str] = {
    Sort.NEWEST: N_("Newest"),
    Sort.ENDORSED: N_("Most endorsed"),
    Sort.CLOSING: N_("Closing soon"),
    Sort.DISCUSSED: N_("Most discussed"),
}

MOST_TOPICS = 3
SUBJECT = "proposal"
"""The kind under which proposals are followed, indexed and discussed."""


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to. Empty means all."""

    topic: str = ""
    district: str = ""
    stage: Stage | None = None
    kind: Kind | None = None
    sort: Sort = Sort.NEWEST


@dataclass(frozen=True)
class Card:
    """A proposal as a list shows it."""

    id: int
    kind: Kind
    stage: Stage
    title: str
    summary: str
    district_id: int | None
    lead_id: int
    authors: int
    opened_at: datetime
    closes_at: datetime | None
    support: int
    threshold: int | None
    comments: int
    topic_ids: tuple[int, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    place: str = ""
    is_reached: bool = False


@dataclass(frozen=True)
class Page:
    """A page of cards, and the address of what follows."""

    cards: tuple[Card, ...]
    next: str | None


@dataclass(frozen=True)
class VersionLine:
    """A version in the history: its number, who published it, when and why. `credits`: authors of amendments in it; `led_by`: comments that led to it."""

    id: int
    number: int
    title: str
    author_id: int
    at: datetime
    reason: str
    is_substantial: bool
    hash: str
    credits: tuple[int, ...] = ()
    led_by: tuple[int, ...] = ()


@dataclass(frozen=True)
class AmendmentLine:
    """An amendment with its support, as lists and the page of the proposal show it."""

    id: int
    proposal_id: int
    section: str
    original: str
    proposed: str
    html: str
    reason: str
    author_id: int
    at: datetime
    outcome: Outcome
    decision: str
    decided_by: int | None
    decided_at: datetime | None
    version_number: int | None
    support: dict[Level, int] = field(default_factory=dict)
    rivals: tuple[int, ...] = ()
    has_gone: bool = False


@dataclass(frozen=True)
class StageMove:
    """One step on the way."""

    stage: Stage
    at: datetime
    reason: str


@dataclass(frozen=True)
class Endorsed:
    """What endorsing did: whether it was new, the count after it, and whether it crossed the threshold."""

    is_new: bool
    support: int
    crossed: bool = False


@dataclass(frozen=True)
class Saved:
    """How saving the working text went. `others` is a newer text that was found instead of the one built upon."""

    revision: int
    at: datetime
    others: dict[str, Any] | None = None
    others_by: int | None = None
    aside_id: int | None = None

    @property
    def is_conflict(self) -> bool:
        return self.others is not None
