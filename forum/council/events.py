"""What happened between the city and its council. Ids only."""

from dataclasses import dataclass
from typing import ClassVar

from forum.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class _AboutCase(Fact):
    subject: ClassVar[str] = "case_id"
    public: ClassVar[bool] = True
    case_id: int
    proposal_id: int


@dataclass(frozen=True, kw_only=True)
class CaseReceived(_AboutCase):
    due_at: str


@dataclass(frozen=True, kw_only=True)
class CaseAssigned(_AboutCase):
    office_id: int


@dataclass(frozen=True, kw_only=True)
class CaseRested(_AboutCase):
    """Its authors have taken the proposal back: the clock stands still."""


@dataclass(frozen=True, kw_only=True)
class CaseResumed(_AboutCase):
    """They have put it forward again. `days`: how long it rested, by which the due day moves unless it had passed."""

    due_at: str
    days: int


@dataclass(frozen=True, kw_only=True)
class CaseEnded(_AboutCase):
    """It was closed or joined with another before an answer."""


@dataclass(frozen=True, kw_only=True)
class AnswerExtended(_AboutCase):
    due_at: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AnswerReminded(_AboutCase):
    public: ClassVar[bool] = False
    step: int
    days: int


@dataclass(frozen=True, kw_only=True)
class AnswerOverdue(_AboutCase):
    """The day has passed without an answer. Recorded once for a case."""


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(_AboutCase):
    """The council sent a question back to the discussion."""

    comment_id: int


@dataclass(frozen=True, kw_only=True)
class DecisionPublished(_AboutCase):
    decision_id: int
    number: int
    verdict: str
    corrects_id: int | None


@dataclass(frozen=True, kw_only=True)
class MilestoneSet(_AboutCase):
    milestone_id: int
    due_on: str


@dataclass(frozen=True, kw_only=True)
class MilestoneReported(_AboutCase):
    milestone_id: int
    report_id: int
    percent: int
    is_done: bool


@dataclass(frozen=True, kw_only=True)
class MilestoneLate(_AboutCase):
    """The day that was promised first has passed, and it is not done. Recorded once for a milestone."""

    milestone_id: int


@dataclass(frozen=True, kw_only=True)
class MilestoneDropped(_AboutCase):
    milestone_id: int


@dataclass(frozen=True, kw_only=True)
class WorkFinished(_AboutCase):
    """All that was promised is done."""


@dataclass(frozen=True, kw_only=True)
class _AboutSession(Fact):
    subject: ClassVar[str] = "session_id"
    public: ClassVar[bool] = True
    session_id: int


@dataclass(frozen=True, kw_only=True)
class SessionPlanned(_AboutSession):
    pass


@dataclass(frozen=True, kw_only=True)
class SessionMoved(_AboutSession):
    """Time, place or title were changed."""


@dataclass(frozen=True, kw_only=True)
class AgendaChanged(_AboutSession):
    public: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True)
class SessionCancelled(_AboutSession):
    reason: str


@dataclass(frozen=True, kw_only=True)
class MinutesPublished(_AboutSession):
    pass


@dataclass(frozen=True, kw_only=True)
class OfficeSet(Fact):
    """An office was named, changed or retired."""

    subject: ClassVar[str] = "office_id"
    office_id: int


@dataclass(frozen=True, kw_only=True)
class CalendarChanged(Fact):
    """The days the city gives itself were changed, for cases received from now on."""

    subject: ClassVar[str] = "calendar_id"
    public: ClassVar[bool] = True
    calendar_id: int
    days: int
    extension: int


@dataclass(frozen=True, kw_only=True)
class HolidaysChanged(Fact):
    """The days on which no answer falls due were named anew."""

    subject: ClassVar[str] = "calendar_id"
    public: ClassVar[bool] = True
    calendar_id: int
    days: int
