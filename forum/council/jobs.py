"""What the clock brings: reminders, the one escalation on the day after the last, promises that are late, and cases whose news got lost."""

import logging
from collections.abc import Callable
from functools import partial

from forum.council.actions import doing as works
from forum.council.actions import receiving
from forum.council.queries import cases, doing
from forum.kernel import clock, letters
from forum.kernel.db import transaction

log = logging.getLogger(__name__)


def keep_clock() -> None:
    """Receive what was missed, take every reminder that is owed, and note what is late. Doing it ten times a day does each once."""
    now = clock.now()
    for number in cases.unreceived():
        _alone(partial(receiving.follow, number, now=now))
    for case in cases.uncounted():
        _alone(partial(receiving.count_support, case, now=now))
    for case in cases.to_remind(now):
        _alone(partial(receiving.remind, case, now=now))
    for milestone in doing.to_note_late(now.astimezone(letters.zone()).date()):
        _alone(partial(works.note_late, milestone, now=now))


def _alone(act: Callable[[], object]) -> None:
    try:
        with transaction():
            act()
    except Exception:  # one that cannot be done must not keep the others from their day
        log.exception("the council's clock left one case for the next minute")
