"""Which facts of this room lead to notices."""

from forum.kernel.events import listen
from forum.voting import events, notices


def start() -> None:
    """Listen."""
    listen(events.ContestAnnounced, notices.tell_announced)
    listen(events.ContestOpened, notices.tell_opened)
    listen(events.ContestClosed, notices.tell_closed)
    listen(events.ContestCertified, notices.tell_certified)
    listen(events.ContestVoided, notices.tell_voided)
