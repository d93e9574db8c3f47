"""Sends a few words to a device through the push service of its browser (Web Push: RFC 8030, 8188, 8291, 8292).

The words are encrypted for the device; the push service learns when, how much, and for whom by its own number, nothing else.
"""

import base64
import json
from typing import Final

import requests
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02
from pywebpush import WebPushException, webpush
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from forum.notifications.targets import Pushed, Target

A_DAY: Final = 86_400
ORDER_OF_P256: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def public_key(seed: bytes) -> str:
    """Return the public key that browsers are given, as they want it: 65 bytes in URL-safe base64."""
    point = _key(seed).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).decode().rstrip("=")


def push(target: Target, message: dict[str, str], *, seed: bytes, contact: str) -> Pushed:
    """Send a message and return what became of it. Never follows a redirect; gives up after ten seconds and two more tries."""
    claims: dict[str, str | int] = {"sub": contact}
    info = {"endpoint": target.endpoint, "keys": {"p256dh": target.p256dh, "auth": target.auth}}
    try:
        with requests.Session() as session:
            retry = Retry(2, redirect=0, allowed_methods=None, status_forcelist=(429, 500, 502, 503), backoff_factor=0.5, respect_retry_after_header=False, raise_on_status=False)
            session.mount("https://", HTTPAdapter(max_retries=retry))
            session.max_redirects = 0
            webpush(info, json.dumps(message, ensure_ascii=False), vapid_private_key=Vapid02(_key(seed)), vapid_claims=claims, ttl=A_DAY, timeout=10, requests_session=session)
    except WebPushException as refusal:
        status = refusal.response.status_code if refusal.response is not None else 0
        return Pushed.GONE if status in {404, 410} else Pushed.FAILED
    except (requests.RequestException, ValueError):
        return Pushed.FAILED
    return Pushed.TAKEN


def _key(seed: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(seed, "big") % (ORDER_OF_P256 - 1) + 1, ec.SECP256R1())
