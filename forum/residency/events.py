"""What happened to residency. Ids only."""

from dataclasses import dataclass
from typing import ClassVar

from forum.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ResidencyConfirmed(Fact):
    subject: ClassVar[str] = "residency_id"
    residency_id: int
    person_id: int
    district_id: int
    method: str


@dataclass(frozen=True, kw_only=True)
class ResidencyEnded(Fact):
    subject: ClassVar[str] = "residency_id"
    residency_id: int
    person_id: int
    why: str


@dataclass(frozen=True, kw_only=True)
class MethodSwitched(Fact):
    subject: ClassVar[str] = "city_id"
    public: ClassVar[bool] = True
    city_id: int
    method: str
    on: bool


@dataclass(frozen=True, kw_only=True)
class InvitationsMade(Fact):
    subject: ClassVar[str] = "district_id"
    district_id: int
    count: int


@dataclass(frozen=True, kw_only=True)
class RollImported(Fact):
    subject: ClassVar[str] = "roll_id"
    roll_id: int
    rows: int


@dataclass(frozen=True, kw_only=True)
class PaperSubmitted(Fact):
    subject: ClassVar[str] = "paper_id"
    paper_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class PaperOpened(Fact):
    subject: ClassVar[str] = "paper_id"
    paper_id: int


@dataclass(frozen=True, kw_only=True)
class PaperDecided(Fact):
    subject: ClassVar[str] = "paper_id"
    paper_id: int
    person_id: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class LettersPrinted(Fact):
    subject: ClassVar[str] = "city_id"
    city_id: int
    count: int


@dataclass(frozen=True, kw_only=True)
class RollRemoved(Fact):
    subject: ClassVar[str] = "roll_id"
    roll_id: int


@dataclass(frozen=True, kw_only=True)
class InstitutionChanged(Fact):
    subject: ClassVar[str] = "district_id"
    district_id: int
    domain: str
    change: str
