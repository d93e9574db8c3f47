"""Remembers how much somebody wants to hear of a vote."""

from datetime import datetime

from forum.kernel.rules import Actor
from forum.notifications.actions import follow
from forum.notifications.types import FollowLevel
from forum.voting.queries import contests
from forum.voting.types import SUBJECT


def follow_contest(name: str, *, level: FollowLevel, actor: Actor, now: datetime) -> None:
    """Follow a public vote at a level. Raises NotFound."""
    follow(SUBJECT, contests.by_slug(name).id, level=level, actor=actor, now=now)
