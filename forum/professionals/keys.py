"""The room's own key and box, out of the installation's keys."""

from flask import current_app

from forum.kernel.hashing import keyed_hash
from forum.kernel.sealing import Box, derive
from forum.kernel.settings import Settings


def proof_key() -> bytes:
    """Return the key of the hashes of work addresses and links."""
    settings: Settings = current_app.extensions["forum.settings"]
    return derive(settings.proof_key, "professional proofs")


def invitation(claim_id: int) -> str:
    """Return what the address to vouch for a claim must hold, so that nobody finds claims by counting."""
    return keyed_hash(proof_key(), "vouch", str(claim_id))[:20]


def box() -> Box:
    """Return what seals documents and numbers."""
    found: Box = current_app.extensions["forum.box"]
    return found


def upload_limit() -> int:
    """Return how many bytes an upload may have."""
    settings: Settings = current_app.extensions["forum.settings"]
    return settings.upload_bytes
