"""What the clock brings."""

from forum.kernel import clock
from forum.kernel.db import transaction
from forum.proposals.actions import moving


def close_overdue() -> None:
    """Close proposals whose date for endorsements has passed, two hundred in a transaction."""
    closed = 200
    while closed == 200:
        with transaction():
            closed = moving.close_overdue(clock.now())
