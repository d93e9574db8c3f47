"""Background work of the room."""

from forum.kernel import clock
from forum.kernel.db import transaction
from forum.professionals.actions import ending


def end_and_delete() -> None:
    """End standings whose day has come, and delete documents thirty days after the decision."""
    with transaction():
        ending.end_what_ran_out(clock.now())
    with transaction():
        ending.delete_documents(clock.now())
