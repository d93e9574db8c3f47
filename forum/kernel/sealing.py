"""Encrypts what must not be read from a stolen disk: papers at rest, and addresses until they are printed."""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Unreadable(Exception):
    """None of the keys opens this: it was sealed under another key, or changed."""


class Box:
    """Seals bytes under the first of the installation's secret keys, and opens them under any of them."""

    def __init__(self, secret_keys: Sequence[str]) -> None:
        self._fernet = MultiFernet([Fernet(base64.urlsafe_b64encode(derive(k, "papers at rest"))) for k in secret_keys])

    def seal(self, data: bytes) -> bytes:
        return self._fernet.encrypt(data)

    def open(self, sealed: bytes) -> bytes:
        """Return what was sealed. Raises Unreadable."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise Unreadable from None


def derive(secret_key: str, purpose: str) -> bytes:
    """Return 32 bytes for one purpose out of the installation's secret key (HKDF, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret_key.encode())
