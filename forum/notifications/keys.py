"""The keys of the room: of the addresses that stop mail with one click, and the one that signs what is pushed to devices."""

from flask import current_app

from forum.kernel.sealing import derive
from forum.kernel.settings import Settings


def off_key() -> bytes:
    """Return the key. It hangs on the proof key, which is never changed: the link in an old mail works for ever."""
    settings: Settings = current_app.extensions["forum.settings"]
    return derive(settings.proof_key, "mail off")


def push_key() -> bytes:
    """Return the seed of the key that push services know this forum by. It hangs on the proof key: a new one would lose every device."""
    settings: Settings = current_app.extensions["forum.settings"]
    return derive(settings.proof_key, "web push")
