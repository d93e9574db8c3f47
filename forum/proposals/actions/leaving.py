"""What happens to somebody's unpublished words when they close their account."""

from datetime import datetime

from sqlalchemy import select

from forum.kernel.db import db
from forum.kernel.rules import Actor
from forum.proposals.actions.drafting import discard_draft
from forum.proposals.models import Participation, Proposal
from forum.proposals.types import Part, Stage


def leave(person_id: int, now: datetime) -> None:
    """Throw the person's drafts away, and end invitations and co-authorships of drafts. What is published stays."""
    drafts = db.session.scalars(select(Proposal.id).where(Proposal.lead_id == person_id, Proposal.stage == Stage.DRAFT)).all()
    for number in drafts:
        discard_draft(number, actor=Actor(person=person_id))
    running = select(Participation).where(Participation.person_id == person_id, Participation.ended_at.is_(None), Participation.part != Part.LEAD)
    for row in db.session.scalars(running):
        if row.accepted_at is None:
            row.ended_at = now
    db.session.flush()
