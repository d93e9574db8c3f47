"""What happened to accounts. Ids only."""

from dataclasses import dataclass
from typing import ClassVar

from forum.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class PersonJoined(Fact):
    subject: ClassVar[str] = "person_id"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class SignedIn(Fact):
    subject: ClassVar[str] = "person_id"
    person_id: int
    provider: str
    device: str


@dataclass(frozen=True, kw_only=True)
class IdentityLinked(Fact):
    subject: ClassVar[str] = "person_id"
    person_id: int
    provider: str


@dataclass(frozen=True, kw_only=True)
class IdentityRemoved(Fact):
    subject: ClassVar[str] = "person_id"
    person_id: int
    provider: str


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Fact):
    subject: ClassVar[str] = "person_id"
    person_id: int
    count: int


@dataclass(frozen=True, kw_only=True)
class EmailConfirmed(Fact):
    subject: ClassVar[str] = "person_id"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class NameChanged(Fact):
    subject: ClassVar[str] = "person_id"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Fact):
    subject: ClassVar[str] = "person_id"
    public: ClassVar[bool] = True
    person_id: int
    grant_id: int
    role: str
    area_id: int | None


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Fact):
    subject: ClassVar[str] = "person_id"
    public: ClassVar[bool] = True
    person_id: int
    grant_id: int
    role: str
    area_id: int | None


@dataclass(frozen=True, kw_only=True)
class PersonSuspended(Fact):
    subject: ClassVar[str] = "person_id"
    person_id: int
    suspension_id: int


@dataclass(frozen=True, kw_only=True)
class SuspensionLifted(Fact):
    subject: ClassVar[str] = "person_id"
    person_id: int
    suspension_id: int


@dataclass(frozen=True, kw_only=True)
class DataDownloaded(Fact):
    subject: ClassVar[str] = "person_id"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Fact):
    subject: ClassVar[str] = "person_id"
    person_id: int
