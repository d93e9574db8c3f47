"""A local OpenID provider for the demo and the tests: the whole authorization-code flow, with nobody to ask."""

import io
import threading
import warnings
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, urlencode

from werkzeug.serving import BaseWSGIServer, make_server

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the provider still uses the part of Authlib that is going away
    import oidc_provider_mock
    from oidc_provider_mock import User

from forum.demo.people import Persona


class ChoosesByHint:
    """Plays a provider where one is signed in already: a `login_hint` is taken for the person's consent."""

    def __init__(self, wsgi: Callable[..., Iterable[bytes]]) -> None:
        self.wsgi = wsgi

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        hint = parse_qs(environ.get("QUERY_STRING", "")).get("login_hint", [""])[0]
        if hint and environ["REQUEST_METHOD"] == "GET" and environ["PATH_INFO"] == "/oauth2/authorize":
            body = urlencode({"sub": hint}).encode()
            environ |= {"REQUEST_METHOD": "POST", "CONTENT_TYPE": "application/x-www-form-urlencoded",
                        "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}  # fmt: skip
        return self.wsgi(environ, start_response)


def start(personas: Iterable[Persona], port: int = 0) -> tuple[str, Callable[[], None]]:
    """Start the provider on a loopback port; return its issuer and what stops it."""
    users = [User(sub=p.sub, claims={"name": p.name, "email": p.email, "email_verified": True}) for p in personas]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        app = oidc_provider_mock.app(user_claims=users)
    server: BaseWSGIServer = make_server("127.0.0.1", port, ChoosesByHint(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True, name="demo-provider")
    thread.start()

    def stop() -> None:
        server.shutdown()
        server.server_close()
        thread.join(timeout=2)

    return f"http://127.0.0.1:{server.server_port}", stop
