"""Which facts of this room lead to notices."""

from forum.kernel.events import listen
from forum.residency import notices
from forum.residency.events import PaperDecided, ResidencyConfirmed, ResidencyEnded


def start() -> None:
    """Listen."""
    listen(ResidencyConfirmed, notices.tell_confirmed)
    listen(ResidencyEnded, notices.tell_ended)
    listen(PaperDecided, notices.tell_decided)
