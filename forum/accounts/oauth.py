"""Speaks to sign-in providers through Authlib, and checks what Authlib leaves to us.

Left to us by Authlib 1.9.9: PKCE is off, `aud` is not compared, the RFC 9207 `iss` parameter is not compared, a
`claims_options` dict loses its checks after one use, and errors come from three families of exceptions.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol
from urllib.parse import urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from authlib.oidc.core import CodeIDToken
from flask import Flask, Response, request, session
from joserfc.errors import JoseError
from requests import RequestException

from forum.accounts.providers import LINKEDIN_VERSION, Provider
from forum.accounts.types import VERIFICATIONS, Failure, ProvenIdentity, Purpose
from forum.kernel import clock
from forum.kernel.addresses import is_plain
from forum.kernel.hashing import same
from forum.kernel.rules import FRESH_FOR

log = logging.getLogger(__name__)

class SignInFailed(Exception):
    """Nobody was signed in. `failure` is for the person; the message, technical, for the log."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        self.failure = failure
        super().__init__(detail or failure.value)


class AttemptStore(Protocol):
    """Keeps a sign-in's state on the server, for one use (Authlib's cache protocol)."""

    def get(self, key: str) -> str | None: ...
    def set(self, key: str, value: str, expires: int) -> None: ...
    def delete(self, key: str) -> None: ...


@dataclass(frozen=True)
class Flow:
    """Why a sign-in was begun, by whom, and where to go afterwards."""

    purpose: Purpose
    person_id: int | None
    next_path: str | None


class IdTokenWithoutNonce(CodeIDToken):  # type: ignore[misc]  # Authlib is untyped
    """An ID token of a provider that never repeats the nonce (LinkedIn); one that is there must still be right."""

    def validate_nonce(self) -> None:
        if "nonce" in self:
            super().validate_nonce()


class Clients:
    """The configured providers of one application."""

    def __init__(self, app: Flask, providers: list[Provider], store: AttemptStore) -> None:
        self.providers = {p.name: p for p in providers}
        self._oauth = OAuth(app, cache=store)
        for provider in providers:
            self._register(provider)

    def _register(self, provider: Provider) -> None:
        kwargs: dict[str, Any] = {"scope": provider.scope, "token_endpoint_auth_method": provider.token_auth, "default_timeout": 10}
        if provider.pkce:
            kwargs["code_challenge_method"] = "S256"
        places: dict[str, str] = (
            {"server_metadata_url": provider.metadata_url} if provider.speaks_openid
            else {"authorize_url": provider.authorize_url, "access_token_url": provider.token_url}
        )  # fmt: skip
        self._oauth.register(
            provider.name, client_id=provider.client_id, client_secret=provider.client_secret, client_kwargs=kwargs, **places
        )

    def form_targets(self) -> set[str]:
        """Return the origins that a sign-in form may lead to, for the content security policy."""
        addresses = [p.authorize_url or p.issuer for p in self.providers.values()]
        return {f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, addresses)}

    def begin(self, name: str, flow: Flow, redirect_uri: str, *, hint: str | None = None) -> Response:
        """Send the browser to the provider, remembering why on our side. Raises SignInFailed."""
        client = self._oauth.create_client(name)
        for key in [k for k in session if k.startswith("_state_")]:
            session.pop(key)  # an abandoned attempt must not make the cookie grow
        extra = {"login_hint": hint} if hint else {}
        if flow.purpose is not Purpose.SIGN_IN and self.providers[name].speaks_openid:
            extra |= {"prompt": "login", "max_age": "0"}  # being signed in over there is no proof that it is still you
        try:
            made = client.create_authorization_url(redirect_uri, **extra)
        except (AuthlibBaseError, RequestException, RuntimeError, ValueError) as error:
            raise SignInFailed(Failure.AWAY, repr(error)) from error
        client.save_authorize_data(
            redirect_uri=redirect_uri, purpose=flow.purpose.value, person=flow.person_id, next=flow.next_path, **made
        )
        return Response(status=303, headers={"Location": made["url"]})

    def finish(self, name: str) -> tuple[ProvenIdentity, Flow]:
        """Read the provider's answer in the current request. Raises SignInFailed, and then nobody is signed in."""
        client, provider = self._oauth.create_client(name), self.providers[name]
        data = client.framework.get_state_data(session, request.args.get("state"))
        if data is None:
            raise SignInFailed(Failure.STALE, "unknown state")
        try:
            self._compare_issuer(client, provider)
            token = client.authorize_access_token(**self._checks(client, provider))
            claims = token.get("userinfo") if provider.speaks_openid else _profile(client, provider)
            if data["purpose"] != Purpose.SIGN_IN:
                _check_freshness(claims or {})
        except AuthlibBaseError as error:
            denied = getattr(error, "error", "") == "access_denied"
            raise SignInFailed(Failure.DENIED if denied else Failure.REFUSED, repr(error)) from error
        except RequestException as error:
            raise SignInFailed(Failure.AWAY, repr(error)) from error
        except (JoseError, ValueError, KeyError, TypeError, RuntimeError) as error:
            raise SignInFailed(Failure.REFUSED, repr(error)) from error
        finally:
            client.framework.clear_state_data(session, request.args.get("state"))
        if not claims:
            raise SignInFailed(Failure.REFUSED, "no ID token")
        flow = Flow(Purpose(data["purpose"]), data.get("person"), data.get("next"))
        identity = identity_of(provider, dict(claims))
        return (replace(identity, verified=_verified(client, provider, token)) if provider.verified_url else identity), flow

    def _compare_issuer(self, client: Any, provider: Provider) -> None:
        # RFC 9207: an answer from another server must not be taken for this one's.
        given = request.args.get("iss")
        metadata = client.load_server_metadata() if provider.speaks_openid else {}
        announced = metadata.get("authorization_response_iss_parameter_supported")
        if given is None and not announced:
            return
        if given is None or not same(given, str(metadata.get("issuer") or provider.issuer)):
            raise SignInFailed(Failure.REFUSED, "issuer parameter differs")

    def _checks(self, client: Any, provider: Provider) -> dict[str, Any]:
        # Built anew for each sign-in: Authlib takes pieces out of the dict it is given.
        if not provider.speaks_openid:
            return {}
        issuer = str(client.load_server_metadata()["issuer"])
        issuer_rule: dict[str, Any] = {"essential": True, "values": [issuer]}
        if "{tenantid}" in issuer:
            issuer_rule = {"essential": True, "validate": _tenant_issuer(issuer)}
        checks: dict[str, Any] = {
            "claims_options": {
                "iss": issuer_rule,
                "aud": {"essential": True, "validate": lambda claims, value: value in (provider.client_id, [provider.client_id])},
                "sub": {"essential": True},
                "exp": {"essential": True},
            }
        }
        if not provider.sends_nonce:
            checks["claims_cls"] = IdTokenWithoutNonce
        return checks


def _check_freshness(claims: dict[str, Any]) -> None:
    # Not every provider says when its person last proved who they are; one that does is taken at its word.
    at = claims.get("auth_time")
    if at is not None and clock.now().timestamp() - float(at) > FRESH_FOR.total_seconds():
        raise SignInFailed(Failure.REFUSED, "authenticated long ago")


def _tenant_issuer(template: str) -> Callable[[Any, str], bool]:
    return lambda claims, value: bool(claims.get("tid")) and value == template.replace("{tenantid}", claims["tid"])


def _profile(client: Any, provider: Provider) -> dict[str, Any]:
    answer = client.get(provider.profile_url)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    if provider.name == "x":
        found = found["data"]
    if provider.name == "github":
        found = {**found, "name": found.get("name") or found.get("login"), **_github_email(client)}
    return {**found, "sub": str(found["id"])}


def _verified(client: Any, provider: Provider, token: Any) -> tuple[str, ...] | None:
    # A word beside the name at best: whatever is odd or away here keeps nobody from signing in.
    try:
        answer = client.get(provider.verified_url, token=token, headers={"LinkedIn-Version": LINKEDIN_VERSION})
        answer.raise_for_status()
        said = answer.json()["verifications"]
        return tuple(sorted({str(v) for v in said} & VERIFICATIONS))
    except (AuthlibBaseError, RequestException, ValueError, KeyError, TypeError) as error:
        log.warning("what %s has verified could not be asked: %r", provider.name, error)
        return None


def _github_email(client: Any) -> dict[str, Any]:
    answer = client.get("https://api.github.com/user/emails")
    if not answer.ok:
        return {}
    chosen = [e["email"] for e in answer.json() if e.get("primary") and e.get("verified")]
    return {"email": chosen[0], "email_verified": True} if chosen else {}


def identity_of(provider: Provider, claims: dict[str, Any]) -> ProvenIdentity:
    """Read who came out of the claims. An e-mail counts only where the provider vouches for it and says it is confirmed."""
    parts = [str(claims.get(claim) or "") for claim in provider.subject_claims]
    if not all(parts):
        raise SignInFailed(Failure.REFUSED, "no subject")
    confirmed = claims.get("email_verified") in (True, "true")
    email = str(claims.get("email") or "") if provider.vouches_for_email and confirmed else ""
    email = email if is_plain(email) else ""
    label = str(claims.get("email") or claims.get("preferred_username") or claims.get("username") or claims.get("login") or "")
    name = str(claims.get("name") or claims.get("given_name") or "")
    return ProvenIdentity(provider.name, provider.namespace or provider.issuer, ":".join(parts)[:255], name[:80], email or None, label[:254])
