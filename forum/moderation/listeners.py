"""Which facts of this room lead to notices."""

from forum.kernel.events import listen
from forum.moderation import events, notices


def start() -> None:
    """Listen."""
    listen(events.ThingHeld, notices.tell_held)
    listen(events.CaseDecided, notices.tell_decided)
    listen(events.AppealDecided, notices.tell_appeal_decided)
