"""Keeps the number of comments beside each proposal, for lists."""

from datetime import datetime

from forum.discussions.queries.threads import thread
from forum.proposals.actions.moving import locked
from forum.proposals.types import SUBJECT


def count_comments(proposal_id: int, *, now: datetime) -> None:
    """Write down how many comments the proposal's thread has now."""
    row = locked(proposal_id, hidden_too=True)
    row.comments, row.touched_at = thread(SUBJECT, proposal_id).comments, now
