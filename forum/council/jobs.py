"""What the clock brings: reminders, and the one escalation on the day after the last."""

from forum.council.actions import receiving
from forum.council.queries import cases
from forum.kernel import clock
from forum.kernel.db import transaction


def keep_clock() -> None:
    """Take every reminder that is owed. Doing it ten times a day takes each once."""
    for case in cases.to_remind(clock.now()):
        with transaction():
            receiving.remind(case, now=clock.now())
