"""Signs with the installation's Ed25519 key, and tells whether a signature is its."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class Signer:
    """A key pair made of 32 secret bytes. The same body always gets the same signature."""

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)
        self.public_key = self._key.public_key().public_bytes_raw()

    def sign(self, body: str) -> bytes:
        return self._key.sign(body.encode())


def is_signed(body: str, signature: bytes, public_key: bytes) -> bool:
    """Tell whether a signature over a body is of this key."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, body.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
