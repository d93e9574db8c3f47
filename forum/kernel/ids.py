"""Names for things that nobody can guess or mistype."""

import re
import secrets
import unicodedata

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u


def new_public_id(length: int = 10) -> str:
    """Return a random name for an address; ten letters hold 50 bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def new_token() -> str:
    """Return a secret of 256 bits, safe in a URL or a cookie."""
    return secrets.token_urlsafe(32)


def new_code(digits: int = 6) -> str:
    """Return a code of decimal digits that a person can type."""
    return f"{secrets.randbelow(10**digits):0{digits}d}"


def new_letter_code() -> str:
    """Return a code for paper: three groups of four letters that cannot be misread (60 bits)."""
    letters = new_public_id(12).upper()
    return "-".join(letters[i : i + 4] for i in range(0, 12, 4))


def slug(text: str, *, fallback: str) -> str:
    """Return `text` as lower-case Latin words joined by hyphens, or `fallback` where none remain."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return words if len(words) >= 3 else fallback
