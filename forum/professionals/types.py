"""What the room shows: claims, evidence and dossiers."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from forum.accounts.types import ClaimKind
from forum.kernel.words import N_
from forum.professionals.evidence import Method

KIND_NAMES: dict[ClaimKind, str] = {
    ClaimKind.REGISTRATION: N_("Registration with a professional body"),
    ClaimKind.EMPLOYMENT: N_("A post"),
    ClaimKind.DEGREE: N_("A degree"),
    ClaimKind.RESEARCH: N_("Research"),
    ClaimKind.OFFICE: N_("A public office"),
    ClaimKind.PRACTICE: N_("A practice of one’s own"),
}


PERSON = "person"


class State(StrEnum):
    """Where a claim stands."""

    OPEN = "open"
    WAITING = "waiting"
    NEEDS_INFO = "needs_info"
    SECOND = "second"
    APPROVED = "approved"
    REJECTED = "rejected"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


STATE_NAMES: dict[State, str] = {
    State.OPEN: N_("Not sent yet"),
    State.WAITING: N_("Waits for a reviewer"),
    State.NEEDS_INFO: N_("A reviewer asks for more"),
    State.SECOND: N_("Waits for a second reviewer"),
    State.APPROVED: N_("Verified"),
    State.REJECTED: N_("Not approved"),
    State.REVOKED: N_("Taken back"),
    State.WITHDRAWN: N_("Withdrawn"),
    State.EXPIRED: N_("Has run out"),
}


class Outcome(StrEnum):
    """What a reviewer can decide."""

    APPROVED = "approved"
    REJECTED = "rejected"
    NEEDS_INFO = "needs_info"
    REVOKED = "revoked"


OUTCOME_NAMES: dict[Outcome, str] = {
    Outcome.APPROVED: N_("Approve it"),
    Outcome.NEEDS_INFO: N_("Ask for more"),
    Outcome.REJECTED: N_("Do not approve it"),
}


@dataclass(frozen=True)
class Field:
    """A field of knowledge in the reader's language."""

    id: int
    slug: str
    name: str


@dataclass(frozen=True)
class Body:
    """A recognised body: its register and how its numbers look."""

    id: int
    short: str
    name: str
    country: str
    register_url: str
    pattern: str
    months: int
    issuer: str = ""
    key: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class EvidenceLine:
    """One piece of evidence in a dossier."""

    id: int
    method: Method
    note: str
    at: datetime
    expires_at: datetime
    has_file: bool
    readers: int
    is_counted: bool


@dataclass(frozen=True)
class DecisionLine:
    """One decision in a dossier. `reviewer_id` is for the staff's eyes."""

    id: int
    outcome: str
    reason: str
    checks: tuple[str, ...]
    reviewer_id: int | None
    at: datetime
    expires_at: datetime | None


@dataclass(frozen=True)
class Tie:
    """What somebody is to the reader. `asking`: the number of what they ask the reader, with their note."""

    is_connected: bool = False
    asked: bool = False
    asking: int | None = None
    note: str = ""
    follows: bool = False


@dataclass(frozen=True)
class Ask:
    """Somebody asks, or was asked, to be connected."""

    id: int
    person_id: int
    note: str
    at: datetime


@dataclass(frozen=True)
class Finding:
    """What people are looked for by; None or empty: whatever it is."""

    field_id: int | None = None
    district_id: int | None = None
    kind: str = ""
    words: str = ""


@dataclass(frozen=True)
class Contribution:
    """How much somebody contributed to one topic of the city: proposals published, amendments taken in, comments."""

    topic: str
    proposals: int
    amendments: int
    comments: int
