"""Moves a proposal from stage to stage, along the one diagram."""

from datetime import datetime

from sqlalchemy import select

from forum.kernel.db import db
from forum.kernel.errors import Conflict, Gone, Invalid, NotAllowed, NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.text import one_line
from forum.kernel.words import N_
from forum.proposals import lifecycle, support
from forum.proposals.events import StageMoved
from forum.proposals.models import Proposal, StageStep
from forum.proposals.queries import listing, reading, standing
from forum.proposals.types import Kind, Mover, Stage

AUTHORS_ONLY = N_("Only its authors can do this.")
RAN_OUT = N_("The date passed before enough residents had endorsed it.")


def locked(proposal_id: int, *, hidden_too: bool = False) -> Proposal:
    """Return the proposal's row, kept from others until the transaction ends.

    Raises NotFound, and Gone for one that a moderator hid: nothing about it changes until it is shown again, but for what people
    take back (`hidden_too`).
    """
    row = db.session.scalars(select(Proposal).where(Proposal.id == proposal_id).with_for_update(key_share=True).execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound
    if row.hidden_at is not None and not hidden_too:
        raise Gone(reading.HIDDEN)
    return row


def move_stage(row: Proposal, to: Stage, *, by: Mover, person_id: int | None, reason: str = "", now: datetime) -> None:
    """Take one step of the diagram on a locked row. Raises NotThatWay."""
    before = Stage(row.stage)
    lifecycle.check(before, to, by=by)
    row.stage, row.stage_at, row.touched_at = to, now, now
    db.session.add(StageStep(proposal_id=row.id, stage=to, mover=by, person_id=person_id, at=now, reason=reason[:600]))
    db.session.flush()
    record(StageMoved(proposal_id=row.id, from_stage=before, to_stage=to, mover=by), actor_id=person_id, at=now)


def withdraw_proposal(proposal_id: int, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take a proposal back. Raises NotAllowed for anyone but its authors, Invalid without a reason, NotThatWay once it is on a ballot."""
    row = _of_authors(proposal_id, actor)
    words = one_line(reason)
    if len(words) < 5:
        raise Invalid(fields={"reason": N_("Say why, in a sentence those who endorsed it can read.")})
    move_stage(row, Stage.WITHDRAWN, by=Mover.AUTHOR, person_id=actor.person, reason=words, now=now)


def restore_proposal(proposal_id: int, *, actor: Actor, now: datetime) -> None:
    """Undo a withdrawal within a day. Raises NotAllowed, Conflict when it is too late."""
    row = _of_authors(proposal_id, actor)
    if row.stage == Stage.WITHDRAWN and (now - row.stage_at > support.UNDO_FOR or (row.reached_at is None and row.closes_at is not None and row.closes_at <= now)):
        raise Conflict(N_("A withdrawal can be undone within a day, and not after the date for endorsements."))
    back = Stage.UNDER_REVIEW if row.reached_at is not None or (row.kind == Kind.OFFICIAL and _was_under_review(row.id)) else Stage.OPEN
    move_stage(row, back, by=Mover.AUTHOR, person_id=actor.person, now=now)


def close_proposal(proposal_id: int, *, reason: str, actor: Actor, now: datetime) -> None:
    """Close a proposal as the city, with a reason all can read. Raises Invalid, NotThatWay."""
    words = one_line(reason)
    if len(words) < 10:
        raise Invalid(fields={"reason": N_("Say why, in a sentence everybody can read.")})
    row = locked(proposal_id, hidden_too=True)
    move_stage(row, Stage.CLOSED, by=Mover.STAFF, person_id=actor.person, reason=words, now=now)


def review_official(proposal_id: int, *, actor: Actor, now: datetime) -> None:
    """Take an official proposal to review; the others get there by their support. Raises NotAllowed, NotThatWay."""
    row = locked(proposal_id)
    if row.kind != Kind.OFFICIAL:
        raise NotAllowed(N_("Only endorsements take a citizen’s proposal or a recommendation to review."))
    move_stage(row, Stage.UNDER_REVIEW, by=Mover.STAFF, person_id=actor.person, now=now)


def close_overdue(now: datetime) -> int:
    """Close open proposals whose date has passed, in the caller's transaction; return how many."""
    found = listing.overdue(now)
    for number in found:
        row = locked(number)
        if row.stage == Stage.OPEN and row.closes_at is not None and row.closes_at <= now:
            move_stage(row, Stage.CLOSED, by=Mover.CLOCK, person_id=None, reason=RAN_OUT, now=now)
    return len(found)


def _of_authors(proposal_id: int, actor: Actor) -> Proposal:
    row = locked(proposal_id)
    if not standing.is_author(proposal_id, actor.person):
        if row.stage == Stage.DRAFT:
            raise NotFound
        raise NotAllowed(AUTHORS_ONLY)
    return row


def _was_under_review(proposal_id: int) -> bool:
    return any(s.stage is Stage.UNDER_REVIEW for s in reading.steps(proposal_id))
