"""Remembers how much somebody wants to hear of a proposal."""

from datetime import datetime

from forum.kernel.rules import Actor
from forum.notifications.actions import follow
from forum.notifications.types import FollowLevel
from forum.proposals.queries import reading
from forum.proposals.types import SUBJECT


def follow_proposal(proposal_id: int, *, level: FollowLevel, actor: Actor, now: datetime) -> None:
    """Follow a public proposal at a level. Raises NotFound."""
    reading.public(proposal_id)
    follow(SUBJECT, proposal_id, level=level, actor=actor, now=now)
