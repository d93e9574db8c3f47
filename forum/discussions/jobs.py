"""What the clock brings."""

from forum.discussions.actions.asking import expire_questions
from forum.kernel import clock
from forum.kernel.db import transaction


def expire() -> None:
    """End questions whose date has passed."""
    with transaction():
        expire_questions(clock.now())
