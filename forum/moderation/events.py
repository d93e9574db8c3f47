"""What happened in moderation. Ids only."""

from dataclasses import dataclass
from typing import ClassVar

from forum.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ThingReported(Fact):
    subject: ClassVar[str] = "case_id"
    case_id: int
    report_id: int


@dataclass(frozen=True, kw_only=True)
class ThingHeld(Fact):
    subject: ClassVar[str] = "case_id"
    case_id: int
    decision_id: int


@dataclass(frozen=True, kw_only=True)
class CaseClaimed(Fact):
    subject: ClassVar[str] = "case_id"
    case_id: int
    claimed: bool


@dataclass(frozen=True, kw_only=True)
class SecondAsked(Fact):
    subject: ClassVar[str] = "case_id"
    case_id: int
    decision_id: int


@dataclass(frozen=True, kw_only=True)
class SecondRefused(Fact):
    """The second pair of eyes did not agree; the case is decided anew."""

    subject: ClassVar[str] = "case_id"
    case_id: int
    decision_id: int


@dataclass(frozen=True, kw_only=True)
class CaseDecided(Fact):
    """Not public here: the room has a log of its own, without the names of those who decide."""

    subject: ClassVar[str] = "case_id"
    case_id: int
    decision_id: int
    outcome: str
    rule: str


@dataclass(frozen=True, kw_only=True)
class AppealMade(Fact):
    subject: ClassVar[str] = "appeal_id"
    appeal_id: int
    decision_id: int


@dataclass(frozen=True, kw_only=True)
class AppealDecided(Fact):
    subject: ClassVar[str] = "appeal_id"
    appeal_id: int
    decision_id: int
    upheld: bool
