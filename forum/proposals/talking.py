"""Lets people talk about proposals: what a thread must know of one, and whether it takes comments. Reads only."""

from datetime import datetime

from forum.discussions.types import Subject, SubjectView
from forum.kernel.errors import Gone, NotFound
from forum.kernel.rules import Actor, Refusal
from forum.proposals.queries import reading, standing


def see(proposal_id: int) -> SubjectView | None:
    """Return a proposal as the subject of a thread, or None while it is a draft."""
    try:
        row = reading.public(proposal_id)
    except (Gone, NotFound):
        return None
    return SubjectView(row.title, f"/proposals/{row.id}", row.version_number, tuple(standing.author_ids(row.id)))


def refusal(proposal_id: int, actor: Actor, now: datetime) -> Refusal | None:
    """Return why nobody may comment now: at every public stage everybody may."""
    return None


SUBJECT = Subject(see, refusal)
