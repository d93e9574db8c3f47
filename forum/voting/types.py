"""What the voting room tells others, and what it calls things."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from forum.kernel.words import N_

SUBJECT = "contest"
"""The kind under which votes are followed and found."""
STATUS_QUO = N_("Keep things as they are")
FEWEST_OPTIONS, MOST_OPTIONS = 2, 15
PROVISIONAL, FINAL = 1, 2
"""Versions of a count: the first as it was closed, the second as an officer certified it."""
USUAL_RANKS, RANKS_OF_FEW, FEW_VOTERS = 5, 3, 500


class Method(StrEnum):
    """How a vote of this forum is counted. Other methods are there for counting other cities' files."""

    IRV = "irv"
    SCOTTISH = "stv-scotland-2007"
    SCHULZE = "schulze"


METHOD_NAMES: dict[Method, str] = {Method.IRV: N_("Instant runoff"), Method.SCOTTISH: N_("Scottish STV"), Method.SCHULZE: N_("Schulze’s method")}
METHOD_LINES: dict[Method, str] = {
    Method.IRV: N_("Whoever has the fewest votes goes, and those ballots count for their next choice, until one option has more than half."),
    Method.SCOTTISH: N_("For several winners: what an elected option has beyond its quota is passed on, as in Scotland’s local elections since 2007."),
    Method.SCHULZE: N_("Options are compared two by two; whoever beats each of the others wins, and circles are broken at the weakest link."),
}


class State(StrEnum):
    """Where a vote stands."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    CERTIFIED = "certified"
    VOID = "void"


STATE_NAMES: dict[State, str] = {
    State.DRAFT: N_("Being prepared"),
    State.ANNOUNCED: N_("Announced"),
    State.OPEN: N_("Open for voting"),
    State.CLOSED: N_("Closed, result provisional"),
    State.CERTIFIED: N_("Result final"),
    State.VOID: N_("Void"),
}


class Publish(StrEnum):
    """What is published of the ballots. Declared before a vote opens, and never changed."""

    PATHS = "paths"
    FULL = "full"


PUBLISH_NAMES: dict[Publish, str] = {
    Publish.PATHS: N_("Count paths: of each ballot only the options that held it. Enough to recount every round, and hardly anybody can be found by it."),
    Publish.FULL: N_("Full rankings: everybody can count by other methods too; but a rare ranking can give somebody away, or be bought."),
}


@dataclass(frozen=True)
class OptionView:
    """An option as pages show it: its number on the ballot, its title, and the proposal behind it."""

    code: int
    title: str
    summary: str = ""
    proposal_id: int | None = None
    is_status_quo: bool = False


@dataclass(frozen=True)
class Receipt:
    """What a voter gets: the leaf that stands for the ballot in the public log, signed; and what it was made of, for the voter alone."""

    leaf: str
    note: str
    nonce: str
    ranking: tuple[int, ...]
    by_server: bool
    is_change: bool = False


@dataclass(frozen=True)
class ContestLine:
    """A vote as a list shows it."""

    slug: str
    title: str
    question: str
    state: State
    opens_at: datetime
    closes_at: datetime
    district_id: int | None
