"""Which facts of this room lead to notices."""

from forum.kernel.events import listen
from forum.professionals import events, notices


def start() -> None:
    """Listen."""
    listen(events.ClaimDecided, notices.tell_decided)
    listen(events.StandingEnded, notices.tell_ended)
    listen(events.PersonVouched, notices.tell_vouched)
