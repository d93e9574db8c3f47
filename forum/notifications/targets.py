"""Browsers that can be told: what they give us, and which of it we believe. Pure."""

import base64
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from urllib.parse import urlsplit


class Pushed(StrEnum):
    """What became of a message: taken by the push service, no such device any more, or not now."""

    TAKEN = "taken"
    GONE = "gone"
    FAILED = "failed"


@dataclass(frozen=True)
class Target:
    """A device as its browser describes it: where to send, its public key, and the secret of the two."""

    endpoint: str
    p256dh: str
    auth: str


def is_allowed(endpoint: str, hosts: tuple[str, ...]) -> bool:
    """Tell whether an address is one of a known push service: nobody makes this server call another. Patterns as `*.push.apple.com`."""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme == "http":  # for tests only: on this very machine, and only when it is listed with its port
        return f"http://{host}:{port}" in hosts
    return parts.scheme == "https" and port in {None, 443} and "@" not in parts.netloc and any(fnmatchcase(host, h) for h in hosts)


def is_key(text: str, length: int) -> bool:
    """Tell whether a text is so many bytes in URL-safe base64."""
    try:
        return len(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)) == length
    except ValueError:
        return False
