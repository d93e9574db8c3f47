"""Reads a signed credential: a JWT by an organisation whose public key the city has (Open Badges 3.0, W3C Verifiable Credentials as VC-JWT).

Whether a credential was taken back in the meantime (status lists) is not asked; so it counts for a year at most, and a reviewer still decides.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

from forum.kernel.errors import Invalid
from forum.kernel.hashing import sha256_hex
from forum.kernel.words import N_

LONGEST = 20_000
ALGORITHMS = ["ES256", "Ed25519", "EdDSA", "RS256", "PS256"]
KEYS: dict[str, Any] = {"EC": ECKey, "OKP": OKPKey, "RSA": RSAKey}
SLACK = timedelta(minutes=2)
NOT_READABLE = N_("This is not a signed credential we can read. Paste the whole text of the JWT; it has three parts with dots between them.")


@dataclass(frozen=True)
class Shown:
    """What a credential says, once its signature held. `until`: None when it never ends."""

    issuer: str
    title: str
    mark: str
    until: datetime | None


def issuer_of(token: str) -> str:
    """Return who a credential says it is by, unchecked: to find the key. Raises Invalid."""
    if len(token) > LONGEST:
        raise Invalid(fields={"token": N_("This is too long.")})
    try:
        parts = token.strip().split(".")
        padded = parts[1] + "=" * (-len(parts[1]) % 4)
        claims = json.loads(base64.urlsafe_b64decode(padded))
        issuer = _issuer(claims)
    except (ValueError, IndexError, TypeError, RecursionError):
        raise Invalid(fields={"token": NOT_READABLE}) from None
    if len(parts) != 3 or not issuer:
        raise Invalid(fields={"token": NOT_READABLE})
    return issuer


def read(token: str, *, issuer: str, key: Mapping[str, Any], name: str, address: str, now: datetime) -> Shown:
    """Check a credential against its issuer's key and return what it says of this person.

    `name`, `address`: of whom it must speak. Raises Invalid with the reason: another signature, ended, not yet valid, somebody else's.
    """
    try:
        made = KEYS[str(key.get("kty"))].import_key(dict(key))
        claims = jwt.decode(token.strip(), made, algorithms=ALGORITHMS, registry=JWSRegistry(algorithms=ALGORITHMS)).claims
    except (JoseError, ValueError, KeyError, TypeError):
        raise Invalid(fields={"token": N_("The signature is not the organisation’s: the credential was changed, or is by somebody else.")}) from None
    credential = claims.get("vc", claims)
    if not isinstance(credential, dict) or _issuer(claims) != issuer:
        raise Invalid(fields={"token": NOT_READABLE})
    begins, until = _moment(claims.get("nbf") or credential.get("validFrom")), _moment(claims.get("exp") or credential.get("validUntil"))
    if begins is not None and begins > now + SLACK:
        raise Invalid(fields={"token": N_("This credential is not valid yet.")})
    if until is not None and until <= now:
        raise Invalid(fields={"token": N_("This credential has ended.")})
    subject = credential.get("credentialSubject")
    subject = subject[0] if isinstance(subject, list) and subject else subject
    if not isinstance(subject, dict) or not _is_of(subject, name, address):
        raise Invalid(fields={"token": N_("This credential names somebody else: neither your name nor your confirmed address is in it.")})
    achievement = subject.get("achievement")
    title = achievement.get("name", "") if isinstance(achievement, dict) else ""
    return Shown(issuer, str(title)[:120], sha256_hex(token.strip()), until)


def is_public_key(key: Mapping[str, Any]) -> bool:
    """Tell whether a JWK is a public key of a kind we check signatures with."""
    kind = KEYS.get(str(key.get("kty")))
    if kind is None or "d" in key:
        return False
    try:
        kind.import_key(dict(key))
    except (JoseError, ValueError, KeyError, TypeError):
        return False
    return True


def _issuer(claims: Mapping[str, Any]) -> str:
    found = claims.get("iss") or claims.get("issuer") or claims.get("vc", {}).get("issuer", "")
    return str(found.get("id", "") if isinstance(found, dict) else found)[:200]


def _moment(value: Any) -> datetime | None:
    try:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
        if isinstance(value, str):
            found = datetime.fromisoformat(value)
            return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        raise Invalid(fields={"token": NOT_READABLE}) from None
    return None


def _is_of(subject: Mapping[str, Any], name: str, address: str) -> bool:
    if _plain(subject.get("name")) == _plain(name):
        return True
    identifiers = subject.get("identifier")
    for entry in identifiers if isinstance(identifiers, list) else [identifiers]:
        if not isinstance(entry, dict) or not address:
            continue
        told, salt = str(entry.get("identityHash", "")), str(entry.get("salt", ""))
        if told in {address, "sha256$" + sha256_hex(address + salt)}:
            return True
    return False


def _plain(name: Any) -> str:
    return " ".join(str(name or "").casefold().split()) or "\0"
