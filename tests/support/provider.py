"""An OpenID provider that can be told to misbehave: each fault is one line of a table."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Flask, Response, jsonify, request
from joserfc import jws, jwt
from joserfc.jwk import OctKey, RSAKey
from werkzeug.serving import make_server

CLIENT = "the-forum"


@dataclass
class FakeProvider:
    """What it answers. `claims` changes the ID token's claims, `sign` how it is signed, `metadata` what it announces."""

    issuer: str = ""
    claims: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
    sign: Callable[[dict[str, Any], "FakeProvider"], str | None] | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    token_status: int = 200
    verified: Any = None
    verified_status: int = 200
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    asked: list[dict[str, str]] = field(default_factory=list)
    nonces: dict[str, str] = field(default_factory=dict)

    def answer_for(self, authorize_url: str, sub: str = "alice") -> dict[str, str]:
        """Play the person's consent: return the parameters with which the browser comes back."""
        asked = {k: v[0] for k, v in parse_qs(urlsplit(authorize_url).query).items()}
        self.asked.append(asked)
        code = hashlib.sha256(asked["state"].encode()).hexdigest() + "." + sub
        self.nonces[code] = asked.get("nonce", "")
        return {"code": code, "state": asked["state"]}

    def token(self, code: str) -> dict[str, Any]:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": code.rsplit(".", 1)[1], "exp": now + 300, "iat": now,
                  "nonce": self.nonces.get(code, ""), "name": "Alice Example", "email": "alice@example.org", "email_verified": True}
        claims = self.claims(claims)
        signed = self.sign(claims, self) if self.sign else jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        body = {"access_token": "at", "token_type": "Bearer", "expires_in": 300}
        return body if signed is None else {**body, "id_token": signed}


def foreign_key(claims: dict[str, Any], provider: FakeProvider) -> str:
    return jwt.encode({"alg": "RS256", "kid": "one"}, claims, RSAKey.generate_key(2048, {"kid": "one"}))


def no_signature(claims: dict[str, Any], provider: FakeProvider) -> str:
    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
    return f"{part({'alg': 'none'})}.{part(claims)}."


def symmetric_with_the_public_key(claims: dict[str, Any], provider: FakeProvider) -> str:
    secret = OctKey.import_key(provider.key.as_pem(private=False))
    registry = jws.JWSRegistry(algorithms=["HS256"])
    return jwt.encode({"alg": "HS256", "kid": "one"}, claims, secret, registry=registry)


def no_token(claims: dict[str, Any], provider: FakeProvider) -> None:
    return None


@contextmanager
def serving(provider: FakeProvider) -> Iterator[FakeProvider]:
    """Serve the provider on a loopback port."""
    app = Flask("provider")

    @app.get("/.well-known/openid-configuration")
    def metadata() -> Response:
        return jsonify({"issuer": provider.issuer, "authorization_endpoint": provider.issuer + "/authorize",
                        "token_endpoint": provider.issuer + "/token", "jwks_uri": provider.issuer + "/keys",
                        "id_token_signing_alg_values_supported": ["RS256"], **provider.metadata})

    @app.get("/keys")
    def keys() -> Response:
        return jsonify({"keys": [provider.key.as_dict(private=False)]})

    @app.post("/token")
    def token() -> tuple[Response, int]:
        challenge = provider.asked[-1].get("code_challenge", "")
        verifier = request.form.get("code_verifier", "")
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        if challenge and challenge != digest:
            return jsonify({"error": "invalid_grant"}), 400
        if provider.token_status != 200:
            return jsonify({"error": "server_error"}), provider.token_status
        return jsonify(provider.token(request.form["code"])), 200

    @app.get("/verified")
    def verified() -> tuple[Response, int]:
        provider.asked.append({"verified": request.headers.get("Authorization", ""), "version": request.headers.get("LinkedIn-Version", "")})
        return jsonify(provider.verified), provider.verified_status

    server = make_server("127.0.0.1", 0, app, threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=2)
