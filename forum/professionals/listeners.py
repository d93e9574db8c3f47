"""Which facts of this room lead to notices."""

from forum.kernel.events import listen
from forum.professionals import events, notices


def start() -> None:
    """Listen."""
    listen(events.ClaimDecided, notices.tell_decided)
    listen(events.StandingEnded, notices.tell_ended)
    listen(events.PersonVouched, notices.tell_vouched)
    listen(events.ConnectionAsked, notices.tell_asked)
    listen(events.ConnectionAccepted, notices.tell_connected)
    listen(events.AttestationAsked, notices.tell_attestation_asked)
    listen(events.AttestationAnswered, notices.tell_attested)
