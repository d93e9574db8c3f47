"""What happened to claims. Ids only."""

from dataclasses import dataclass
from typing import ClassVar

from forum.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class _About(Fact):
    subject: ClassVar[str] = "claim_id"
    claim_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class ClaimSent(_About):
    pass


@dataclass(frozen=True, kw_only=True)
class EvidenceAdded(_About):
    evidence_id: int
    method: str


@dataclass(frozen=True, kw_only=True)
class DocumentRead(_About):
    evidence_id: int


@dataclass(frozen=True, kw_only=True)
class ClaimDecided(_About):
    decision_id: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class StandingShown(_About):
    public: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class StandingEnded(_About):
    public: ClassVar[bool] = True
    why: str


@dataclass(frozen=True, kw_only=True)
class PersonVouched(_About):
    voucher_id: int


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(Fact):
    subject: ClassVar[str] = "person_id"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class AttestationAsked(_About):
    pass


@dataclass(frozen=True, kw_only=True)
class AttestationAnswered(_About):
    is_true: bool


@dataclass(frozen=True, kw_only=True)
class AttesterChanged(Fact):
    subject: ClassVar[str] = "person_id"
    public: ClassVar[bool] = True
    person_id: int
    body_id: int
    speaks: bool


@dataclass(frozen=True, kw_only=True)
class ConnectionAsked(Fact):
    """Not public: who knows whom is theirs."""

    subject: ClassVar[str] = "connection_id"
    connection_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class ConnectionAccepted(Fact):
    subject: ClassVar[str] = "connection_id"
    connection_id: int
    person_id: int
