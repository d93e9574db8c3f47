"""What the council room tells others, and what it calls things."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from statistics import median_low

from forum.kernel.words import N_

USUAL_DAYS, USUAL_EXTENSION, USUAL_WEEKEND = 60, 30, (5, 6)
DECISION, MINUTES = "decision", "minutes"
"""The kinds under which decisions and minutes are found."""
MOST_ITEMS, MOST_ENTRIES = 100, 50
"""How many things an agenda has, and how many entries minutes."""
MOST_POINTS = 3
"""How many of the strongest arguments of each side a decision answers one by one."""


SENT_BEFORE = N_("This form was sent once already, with other words. What you wrote is below; send it again if you mean both.")


class CaseState(StrEnum):
    """Where the council's answer stands."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    RESTING = "resting"
    ENDED = "ended"


CASE_NAMES: dict[CaseState, str] = {
    CaseState.RECEIVED: N_("Received"),
    CaseState.ASSIGNED: N_("With an office"),
    CaseState.ANSWERED: N_("Answered"),
    CaseState.RESTING: N_("Withdrawn by its authors"),
    CaseState.ENDED: N_("Closed without an answer"),
}
WAITING = (CaseState.RECEIVED, CaseState.ASSIGNED)


class Verdict(StrEnum):
    """What the council decided."""

    ACCEPT = "accept"
    IN_PART = "in_part"
    REJECT = "reject"
    STUDY = "study"


ACCEPTING = frozenset({Verdict.ACCEPT, Verdict.IN_PART})
VERDICT_NAMES: dict[Verdict, str] = {
    Verdict.ACCEPT: N_("Accepted"),
    Verdict.IN_PART: N_("Accepted in part"),
    Verdict.REJECT: N_("Rejected"),
    Verdict.STUDY: N_("Needs study"),
}
VERDICT_LINES: dict[Verdict, str] = {
    Verdict.ACCEPT: N_("It will be done as proposed; milestones follow."),
    Verdict.IN_PART: N_("Some of it will be done; the reasons say what, and why not the rest."),
    Verdict.REJECT: N_("It will not be done; the reasons say why."),
    Verdict.STUDY: N_("It cannot be decided yet; the reasons say what is missing, and the clock runs to a new day."),
}


class Choice(StrEnum):
    """How a member voted."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"
    ABSENT = "absent"


CHOICE_NAMES: dict[Choice, str] = {
    Choice.FOR: N_("For"),
    Choice.AGAINST: N_("Against"),
    Choice.ABSTAINED: N_("Abstained"),
    Choice.ABSENT: N_("Absent"),
}


class SessionState(StrEnum):
    """Where a meeting of the council stands."""

    PLANNED = "planned"
    RUNNING = "running"
    HELD = "held"
    CANCELLED = "cancelled"


SESSION_NAMES: dict[SessionState, str] = {
    SessionState.PLANNED: N_("Planned"),
    SessionState.RUNNING: N_("Going on"),
    SessionState.HELD: N_("Held"),
    SessionState.CANCELLED: N_("Cancelled"),
}


class Pace(StrEnum):
    """How a milestone stands today."""

    AHEAD = "ahead"
    LATE = "late"
    DONE = "done"
    DROPPED = "dropped"


PACE_NAMES: dict[Pace, str] = {
    Pace.AHEAD: N_("On schedule"),
    Pace.LATE: N_("Late"),
    Pace.DONE: N_("Done"),
    Pace.DROPPED: N_("Given up"),
}


STANDING_NAMES = {"citizen": N_("Citizens"), "professional": N_("Professionals"), "official": N_("Officials")}


@dataclass(frozen=True)
class Calendar:
    """How the city counts the days it has to answer: days, the longest extension, days of the week without work (Monday is 0), holidays."""

    days: int = USUAL_DAYS
    extension: int = USUAL_EXTENSION
    weekend: tuple[int, ...] = USUAL_WEEKEND
    holidays: frozenset[date] = frozenset()


@dataclass(frozen=True)
class CaseLine:
    """A case as lists show it."""

    id: int
    proposal_id: int
    title: str
    state: CaseState
    office_id: int | None
    received_at: datetime
    due_at: datetime
    answered_at: datetime | None
    is_extended: bool
    district_id: int | None
    support: int
    version: int


@dataclass(frozen=True)
class OfficeRecord:
    """How an office has answered: figures of all its cases; of None, those no office was given.

    `missed`: days on which an answer was due and the office had the case, whoever has it now; `days`: what each answer took, the shortest first.
    """

    office_id: int | None
    answered: int
    in_time: int
    waiting: int
    overdue: int
    missed: int
    days: tuple[int, ...]

    @property
    def median_days(self) -> int | None:
        """The middle value, the lower of two; None of none."""
        return median_low(self.days) if self.days else None


@dataclass(frozen=True)
class Argument:
    """One of the strongest arguments: a comment with its author's standing, which a decision answers."""

    comment_id: int
    side: str
    standing: str
    author_id: int
    html: str
    source: str


@dataclass(frozen=True)
class Work:
    """A milestone as the tracker shows it."""

    id: int
    case_id: int
    proposal_id: int
    proposal_title: str
    district_id: int | None
    title: str
    first_due_on: date
    due_on: date
    percent: int
    planned: int
    spent: int
    pace: Pace
    done_on: date | None
