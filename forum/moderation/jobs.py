"""Background work of the room."""

from forum.kernel import clock
from forum.kernel.db import transaction
from forum.moderation.actions.noting import forget_traces


def forget() -> None:
    """Forget what texts looked like a month ago."""
    with transaction():
        forget_traces(clock.now())
