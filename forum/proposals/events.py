"""What happened to proposals. Ids only."""

from dataclasses import dataclass
from typing import ClassVar

from forum.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class _About(Fact):
    subject: ClassVar[str] = "proposal_id"
    proposal_id: int


@dataclass(frozen=True, kw_only=True)
class VersionPublished(_About):
    public: ClassVar[bool] = True
    version_id: int
    number: int
    is_substantial: bool


@dataclass(frozen=True, kw_only=True)
class CommentLedToVersion(_About):
    """The authors named a comment as what led to a version."""

    public: ClassVar[bool] = True
    comment_id: int
    number: int


@dataclass(frozen=True, kw_only=True)
class StageMoved(_About):
    public: ClassVar[bool] = True
    from_stage: str
    to_stage: str
    mover: str


@dataclass(frozen=True, kw_only=True)
class ThresholdReached(_About):
    """Support crossed the threshold: from here the council's clock runs. Recorded once for a proposal."""

    public: ClassVar[bool] = True
    support: int
    threshold: int


@dataclass(frozen=True, kw_only=True)
class ProposalHidden(_About):
    rule: str


@dataclass(frozen=True, kw_only=True)
class ProposalShown(_About):
    pass


@dataclass(frozen=True, kw_only=True)
class TopicsCorrected(_About):
    public: ClassVar[bool] = True
    topics: list[int]


@dataclass(frozen=True, kw_only=True)
class Endorsed(_About):
    endorsement_id: int
    version_number: int
    carried_from: int | None = None


@dataclass(frozen=True, kw_only=True)
class EndorsementWithdrawn(_About):
    endorsement_id: int


@dataclass(frozen=True, kw_only=True)
class AuthorInvited(_About):
    person_id: int
    part: str


@dataclass(frozen=True, kw_only=True)
class InvitationAnswered(_About):
    person_id: int
    invited_by: int
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class AuthorLeft(_About):
    person_id: int


@dataclass(frozen=True, kw_only=True)
class AmendmentProposed(_About):
    public: ClassVar[bool] = True
    amendment_id: int


@dataclass(frozen=True, kw_only=True)
class AmendmentDecided(_About):
    public: ClassVar[bool] = True
    amendment_id: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class AmendmentWished(_About):
    amendment_id: int


@dataclass(frozen=True, kw_only=True)
class MergeAsked(_About):
    merge_id: int
    into_id: int


@dataclass(frozen=True, kw_only=True)
class MergeDeclined(_About):
    merge_id: int
    into_id: int


@dataclass(frozen=True, kw_only=True)
class ProposalsMerged(_About):
    public: ClassVar[bool] = True
    merge_id: int
    into_id: int


@dataclass(frozen=True, kw_only=True)
class CarryOverAnswered(_About):
    merge_id: int
    carried: bool


@dataclass(frozen=True, kw_only=True)
class SupportRuleChanged(Fact):
    subject: ClassVar[str] = "area_id"
    public: ClassVar[bool] = True
    area_id: int
    threshold: int
    days: int
