"""What the clock brings: reminders, the one escalation on the day after the last, and cases whose news got lost."""

import logging
from collections.abc import Callable
from functools import partial

from forum.council.actions import receiving
from forum.council.queries import cases
from forum.kernel import clock
from forum.kernel.db import transaction

log = logging.getLogger(__name__)


def keep_clock() -> None:
    """Receive what was missed, and take every reminder that is owed. Doing it ten times a day does each once."""
    now = clock.now()
    for number in cases.unreceived():
        _alone(partial(receiving.follow, number, now=now))
    for case in cases.to_remind(now):
        _alone(partial(receiving.remind, case, now=now))


def _alone(act: Callable[[], object]) -> None:
    try:
        with transaction():
            act()
    except Exception:  # one that cannot be done must not keep the others from their day
        log.exception("the council's clock left one case for the next minute")
