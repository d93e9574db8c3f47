"""Background work of the room."""

from forum.accounts.actions.housekeeping import forget_expired
from forum.kernel import clock
from forum.kernel.db import transaction


def forget() -> None:
    """Sweep out expired codes, attempts and sessions."""
    with transaction():
        forget_expired(clock.now())
