"""What happened to votes. Ids only; that somebody voted is never written here."""

from dataclasses import dataclass
from typing import ClassVar

from forum.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class _About(Fact):
    subject: ClassVar[str] = "contest_id"
    public: ClassVar[bool] = True
    contest_id: int


@dataclass(frozen=True, kw_only=True)
class ContestPrepared(_About):
    public: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True)
class ContestAnnounced(_About):
    hash: str


@dataclass(frozen=True, kw_only=True)
class ContestImported(_About):
    """An election held elsewhere was brought in, to be looked at and recounted."""


@dataclass(frozen=True, kw_only=True)
class ContestOpened(_About):
    eligible: int | None


@dataclass(frozen=True, kw_only=True)
class EarlyCloseAsked(_About):
    reason: str


@dataclass(frozen=True, kw_only=True)
class ContestClosed(_About):
    ballots: int
    log_size: int
    is_early: bool


@dataclass(frozen=True, kw_only=True)
class ContestCertified(_About):
    hash: str


@dataclass(frozen=True, kw_only=True)
class ContestVoided(_About):
    reason: str


@dataclass(frozen=True, kw_only=True)
class BallotKeyDestroyed(_About):
    pass
