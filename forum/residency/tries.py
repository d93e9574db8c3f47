"""How often somebody may try: five times a day and method, wrong or right."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from forum.kernel.words import N_, Sentence, sentence

TRIES = 5
WINDOW = timedelta(hours=24)
LOCKED = N_("There have been five tries within a day. Please try again in %(hours)s hours, or use another way.")
WRONG = N_("That does not match. Tries left today: %(left)s.")
LAST = N_("That does not match, and it was the last try for today.")


def locked(tries: Sequence[datetime], now: datetime) -> Sentence | None:
    """Return the refusal when the tries within a day are used up, or None."""
    recent = sorted(t for t in tries if t > now - WINDOW)
    if len(recent) < TRIES:
        return None
    free = recent[-TRIES] + WINDOW
    return sentence(LOCKED, hours=int((free - now).total_seconds() // 3600) + 1)


def wrong(tries: Sequence[datetime], now: datetime) -> Sentence:
    """Return the sentence for a wrong try, which is counted in `tries` already."""
    left = TRIES - sum(t > now - WINDOW for t in tries)
    return sentence(WRONG, left=left) if left > 0 else sentence(LAST)
