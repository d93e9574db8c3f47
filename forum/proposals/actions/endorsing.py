"""Takes and gives back endorsements. Whoever crosses the threshold starts the council's clock, once."""

from datetime import datetime

from forum.kernel.db import db
from forum.kernel.errors import Conflict, NextStep, NotAllowed, NotFound, NotSignedIn
from forum.kernel.events import record
from forum.kernel.rules import Actor, Refusal
from forum.kernel.words import N_
from forum.notifications.actions import follow
from forum.notifications.types import FollowLevel
from forum.proposals import support
from forum.proposals.actions.moving import locked, move_stage
from forum.proposals.events import Endorsed as EndorsedFact
from forum.proposals.events import EndorsementWithdrawn, ThresholdReached
from forum.proposals.models import Endorsement, Proposal
from forum.proposals.queries import reading, standing
from forum.proposals.types import SUBJECT, Endorsed, Mover, Stage
from forum.residency import queries as residency
from forum.residency import requirements
from forum.residency.types import Act

CROSSED = N_("Enough residents have endorsed it.")


def refusal_to_endorse(row: Proposal, *, actor: Actor, now: datetime) -> Refusal | None:
    """Return why this person cannot endorse this proposal now, or None. Cost: two queries for a person, none for a stranger."""
    refusal = support.refusal_for(Stage(row.stage), closes_at=row.closes_at, now=now)
    if refusal is not None:
        return refusal
    who = residency.standing_of(actor)
    methods = bool(residency.methods_on()) if actor.is_signed_in else False
    return requirements.refusal_for(Act.ENDORSE, who, area_id=row.district_id, any_method=methods, now=now)


def endorse(proposal_id: int, *, actor: Actor, now: datetime, seen: int | None = None, carried_from: int | None = None) -> Endorsed:
    """Endorse a proposal as a resident of its area; a second time changes nothing.

    `seen`: the version the person had before them. When a substantial change came after it, nobody is taken to support what they have
    not read: Conflict asks them to look first.

    The row is locked first, so that of many people at the same moment exactly one crosses the threshold.
    Raises NotAllowed with the reason and the next step.
    """
    row = locked(proposal_id)
    if row.stage == Stage.DRAFT:
        raise NotFound
    if standing.endorsement(proposal_id, actor.person) is not None:
        return Endorsed(is_new=False, support=row.support)
    refusal = refusal_to_endorse(row, actor=actor, now=now)
    if refusal is not None:
        kind = NotSignedIn if refusal.sign_in else NotAllowed
        raise kind(refusal.reason, next_step=refusal.next_step)
    if seen is not None and any(v.is_substantial and v.number > seen for v in reading.versions(proposal_id)):
        raise Conflict(N_("The text was changed substantially while you were reading. Look at what changed, then endorse it as it is now."))
    district = residency.standing_of(actor).district_id
    made = Endorsement(proposal_id=proposal_id, person_id=actor.person, version_number=min(seen or row.version_number, row.version_number), district_id=district, at=now,
                       carried_from_id=carried_from)  # fmt: skip
    db.session.add(made)
    row.support, row.touched_at = row.support + 1, now
    db.session.flush()
    follow(SUBJECT, proposal_id, level=FollowLevel.DECISIONS, actor=actor, now=now, only_if_new=True)
    fact = EndorsedFact(proposal_id=proposal_id, endorsement_id=made.id, version_number=row.version_number, carried_from=carried_from)
    record(fact, actor_id=actor.person, at=now)
    return Endorsed(is_new=True, support=row.support, crossed=_cross(row, now))


def withdraw_endorsement(proposal_id: int, *, actor: Actor, now: datetime) -> int:
    """Take one's endorsement back and return the support that is left. What has crossed the threshold stays crossed. Raises Conflict."""
    row = locked(proposal_id, hidden_too=True)
    found = standing.endorsement(proposal_id, actor.person)
    if found is None:
        return row.support
    if row.stage not in {Stage.OPEN, Stage.UNDER_REVIEW}:
        raise NotAllowed(N_("Endorsements stand once a proposal has moved on."), next_step=NextStep(N_("All proposals"), "proposals.listing"))
    found.withdrawn_at = now
    row.support, row.touched_at = row.support - 1, now
    db.session.flush()
    record(EndorsementWithdrawn(proposal_id=proposal_id, endorsement_id=found.id), actor_id=actor.person, at=now)
    return row.support


def _cross(row: Proposal, now: datetime) -> bool:
    if row.reached_at is not None or row.threshold is None or row.support < row.threshold or row.stage != Stage.OPEN:
        return False
    row.reached_at = now
    move_stage(row, Stage.UNDER_REVIEW, by=Mover.SUPPORT, person_id=None, reason=CROSSED, now=now)
    record(ThresholdReached(proposal_id=row.id, support=row.support, threshold=row.threshold), actor_id=None, at=now)
    return True
