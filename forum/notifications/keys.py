"""The key of the addresses that stop mail with one click."""

from flask import current_app

from forum.kernel.sealing import derive
from forum.kernel.settings import Settings


def off_key() -> bytes:
    """Return the key. It hangs on the proof key, which is never changed: the link in an old mail works for ever."""
    settings: Settings = current_app.extensions["forum.settings"]
    return derive(settings.proof_key, "mail off")
