"""Background work of the room."""

from forum.kernel import clock
from forum.kernel.db import transaction
from forum.residency.actions.handing_out import expire
from forum.residency.actions.papers import forget_unread


def end_what_ran_out() -> None:
    """End confirmations whose day has passed, and forget papers nobody read."""
    with transaction():
        expire(clock.now())
    with transaction():
        forget_unread(clock.now())
