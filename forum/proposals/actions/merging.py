"""Joins two proposals that ask for the same. Both sides agree; nobody's endorsement moves without their own yes."""

from datetime import datetime

from sqlalchemy import or_, select

from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor, Role
from forum.kernel.text import one_line
from forum.kernel.words import N_
from forum.proposals.actions.endorsing import endorse
from forum.proposals.actions.moving import locked, move_stage
from forum.proposals.events import CarryOverAnswered, MergeAsked, MergeDeclined, ProposalsMerged
from forum.proposals.lifecycle import CHANGEABLE
from forum.proposals.models import CarryOver, Endorsement, Merge, Proposal
from forum.proposals.queries import standing
from forum.proposals.types import Mover, Stage

MERGED = N_("It was joined with another proposal.")


def ask_merge(from_id: int, *, into_id: int, note: str, actor: Actor, now: datetime) -> int:
    """Ask that one proposal be joined to another. An author's own side agrees with it at once. Raises Invalid, NotAllowed, Conflict."""
    if from_id == into_id:
        raise Invalid(fields={"into": N_("A proposal cannot be joined with itself.")})
    source, target = _both(from_id, into_id)
    ours, theirs = standing.is_author(from_id, actor.person), standing.is_author(into_id, actor.person)
    if not (ours or theirs or actor.has_role(Role.MODERATOR) or actor.has_role(Role.OFFICER)):
        raise NotAllowed(N_("Authors of one of the two, or the city, can ask for this."))
    if len(one_line(note)) < 5:
        raise Invalid(fields={"note": N_("Say what the two have in common.")})
    if _open_between(from_id, into_id) is not None:
        raise Conflict(N_("This has been asked already and waits for an answer."))
    made = Merge(from_id=from_id, into_id=into_id, note=one_line(note)[:600], asked_by=actor.person, asked_at=now,
                 from_agreed_by=actor.person if ours else None, into_agreed_by=actor.person if theirs else None)  # fmt: skip
    db.session.add(made)
    source.touched_at = target.touched_at = now
    db.session.flush()
    record(MergeAsked(proposal_id=from_id, merge_id=made.id, into_id=into_id), actor_id=actor.person, at=now)
    _join_if_agreed(made, source, now)
    return made.id


def answer_merge(merge_id: int, *, agreed: bool, reason: str = "", actor: Actor, now: datetime) -> None:
    """Agree or decline as an author of either side. When both have agreed the proposals are joined. Raises NotAllowed, Invalid, Conflict."""
    merge = db.session.get(Merge, merge_id)
    if merge is None or merge.closed_at is not None:
        raise NotFound
    source, target = _both(merge.from_id, merge.into_id, must_be_open=agreed)
    db.session.refresh(merge)
    if merge.closed_at is not None:
        raise Conflict
    ours, theirs = standing.is_author(merge.from_id, actor.person), standing.is_author(merge.into_id, actor.person)
    if not (ours or theirs):
        raise NotAllowed(N_("Only authors of one of the two can answer this."))
    source.touched_at = target.touched_at = now
    if not agreed:
        words = one_line(reason)[:600]
        if len(words) < 5:
            raise Invalid(fields={"reason": N_("Say why the two should stay apart.")})
        merge.declined_by, merge.reason, merge.closed_at = actor.person, words, now
        db.session.flush()
        record(MergeDeclined(proposal_id=merge.from_id, merge_id=merge.id, into_id=merge.into_id), actor_id=actor.person, at=now)
        return
    merge.from_agreed_by = merge.from_agreed_by or (actor.person if ours else None)
    merge.into_agreed_by = merge.into_agreed_by or (actor.person if theirs else None)
    _join_if_agreed(merge, source, now)


def answer_carry_over(proposal_id: int, *, is_yes: bool, actor: Actor, now: datetime) -> None:
    """Answer whether one's endorsement goes along to where a proposal was joined. Raises NotFound, NotAllowed where one may not endorse."""
    merge = done_merge(proposal_id)
    if merge is None or endorsed_at_merge(proposal_id, actor.person) is None:
        raise NotFound
    row = db.session.get(CarryOver, (merge.id, actor.person))
    if row is not None and row.is_yes:
        return
    if is_yes:
        endorse(final_target(merge.into_id), actor=actor, now=now, carried_from=proposal_id)
    db.session.merge(CarryOver(merge_id=merge.id, person_id=actor.person, is_yes=is_yes, at=now))
    db.session.flush()
    record(CarryOverAnswered(proposal_id=proposal_id, merge_id=merge.id, carried=is_yes), actor_id=actor.person, at=now)


def done_merge(proposal_id: int) -> Merge | None:
    """Return how a proposal was joined with another, if it was."""
    return db.session.scalars(select(Merge).where(Merge.from_id == proposal_id, Merge.merged_at.is_not(None))).one_or_none()


def final_target(proposal_id: int) -> int:
    """Return where a proposal lives now, after however many merges."""
    for _ in range(50):
        into = db.session.scalar(select(Proposal.merged_into_id).where(Proposal.id == proposal_id))
        if into is None:
            break
        proposal_id = into
    return proposal_id


def endorsed_at_merge(proposal_id: int, person_id: int | None) -> Endorsement | None:
    """Return the endorsement a person had when the proposal was joined."""
    return standing.endorsement(proposal_id, person_id)


def carry_over(proposal_id: int, person_id: int | None) -> bool | None:
    """Return what a person answered, or None when they have not."""
    merge = done_merge(proposal_id)
    row = db.session.get(CarryOver, (merge.id, person_id)) if merge else None
    return None if row is None else row.is_yes


def _both(from_id: int, into_id: int, *, must_be_open: bool = True) -> tuple[Proposal, Proposal]:
    rows = {number: locked(number, hidden_too=not must_be_open) for number in sorted({from_id, into_id})}  # always in the same order, or two would wait for each other
    source, target = rows[from_id], rows[into_id]
    if Stage.DRAFT in {source.stage, target.stage}:
        raise NotFound
    if not must_be_open:
        return source, target
    if source.stage not in CHANGEABLE or target.stage not in CHANGEABLE:
        raise Conflict(N_("Both must still be open or under review to be joined."))
    if source.reached_at is not None and target.reached_at is None:
        raise Conflict(N_("The one that has enough endorsements stays; ask the other way round."))
    return source, target


def _open_between(from_id: int, into_id: int) -> Merge | None:
    query = select(Merge).where(Merge.closed_at.is_(None), Merge.from_id.in_((from_id, into_id)), Merge.into_id.in_((from_id, into_id)))
    return db.session.scalars(query).first()


def _join_if_agreed(merge: Merge, source: Proposal, now: datetime) -> None:
    db.session.flush()
    if merge.from_agreed_by is None or merge.into_agreed_by is None:
        return
    merge.merged_at = merge.closed_at = now
    source.merged_into_id = merge.into_id
    move_stage(source, Stage.CLOSED, by=Mover.MERGE, person_id=merge.from_agreed_by, reason=MERGED, now=now)
    record(ProposalsMerged(proposal_id=merge.from_id, merge_id=merge.id, into_id=merge.into_id), actor_id=merge.from_agreed_by, at=now)
    others = select(Merge).where(Merge.closed_at.is_(None), or_(Merge.from_id == merge.from_id, Merge.into_id == merge.from_id))
    for other in db.session.scalars(others):
        other.closed_at, other.reason = now, MERGED
    db.session.flush()
