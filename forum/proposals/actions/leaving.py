"""What happens to somebody's unpublished words when they close their account."""

from datetime import datetime

from sqlalchemy import select

from forum.kernel import storage
from forum.kernel.db import db
from forum.kernel.rules import Actor
from forum.proposals.actions.drafting import discard_draft
from forum.proposals.models import Participation, Proposal, ProposalPhoto
from forum.proposals.queries import standing
from forum.proposals.types import Part, Stage


def leave(person_id: int, now: datetime) -> None:
    """Throw away the drafts that only this person writes; those written together pass to a co-author, photos and all. What is published stays."""
    for row in list(db.session.scalars(select(Proposal).where(Proposal.lead_id == person_id, Proposal.stage == Stage.DRAFT))):
        heir = next((p for p in standing.author_ids(row.id) if p != person_id), None)
        if heir is None:
            discard_draft(row.id, actor=Actor(person=person_id))
        else:
            _pass_on(row, heir, now)
    sent = select(ProposalPhoto.key).where(ProposalPhoto.added_by == person_id)
    storage.hand_over(db.session.scalars(sent).all())
    running = select(Participation).where(Participation.person_id == person_id, Participation.ended_at.is_(None), Participation.part != Part.LEAD)
    for part in db.session.scalars(running):
        if part.accepted_at is None:
            part.ended_at = now
    db.session.flush()


def _pass_on(row: Proposal, heir: int, now: datetime) -> None:
    for part in db.session.scalars(select(Participation).where(Participation.proposal_id == row.id, Participation.ended_at.is_(None))):
        if part.person_id == row.lead_id:
            part.ended_at = now
        elif part.person_id == heir:
            part.part = Part.LEAD
    row.lead_id, row.touched_at = heir, now
    db.session.flush()
