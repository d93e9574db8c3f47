"""A push service of our own: takes what is pushed, opens it as the browser would, and checks who sent it."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey

SECRET = b"sixteen bytes ok"


def as_text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class PushService:
    """Where a browser's messages arrive. `status`: what it answers; `messages`: what was opened, oldest first."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.status, self.asked = 201, 0
        self.messages: list[dict[str, Any]] = []
        self.claims: list[dict[str, Any]] = []
        self.origin = ""

    def subscription(self, name: str = "one") -> dict[str, str]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": f"{self.origin}/push/{name}", "p256dh": as_text(point), "auth": as_text(SECRET)}

    def take(self, body: bytes, authorization: str) -> None:
        self.asked += 1
        signed, public = (part.split("=", 1)[1] for part in authorization.removeprefix("vapid ").replace(" ", "").split(","))
        x, y = (as_text(base64.urlsafe_b64decode(public + "=")[at : at + 32]) for at in (1, 33))
        self.claims.append(dict(jwt.decode(signed, ECKey.import_key({"kty": "EC", "crv": "P-256", "x": x, "y": y})).claims))
        if self.status == 201:
            self.messages.append(json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=SECRET, version="aes128gcm")))


@contextmanager
def serving() -> Iterator[PushService]:
    service = PushService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            service.take(self.rfile.read(int(self.headers["Content-Length"])), self.headers["Authorization"])
            self.send_response(service.status)
            if service.status == 302:
                self.send_header("Location", f"{service.origin}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.origin = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield service
    server.shutdown()
    server.server_close()
