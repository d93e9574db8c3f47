"""What people hardly notice and floods of scripts do not like: a small sum for the browser, and a field that only machines fill in.

The puzzle is bound to what is sent (an address), so that one answer serves once. Without JavaScript nothing is asked; the limit is lower
then, that is all. Source: A. Back, Hashcash (2002).
"""

import hashlib
import re
from datetime import datetime, timedelta

from forum.kernel.errors import Invalid
from forum.kernel.hashing import keyed_hash, same
from forum.kernel.words import N_

BITS = 11
VALID = timedelta(hours=2)
_MADE = re.compile(r"([0-9]{1,12})\.([0-9a-f]{64})")
_ANSWER = re.compile(r"[0-9]{1,12}")


def make(key: bytes, now: datetime) -> str:
    """Return a puzzle: the time, sealed with `key`."""
    at = str(int(now.timestamp()))
    return f"{at}.{keyed_hash(key, 'puzzle', at)}"


def is_solved(puzzle: str, about: str, answer: str, *, key: bytes, now: datetime) -> bool:
    """Tell whether SHA-256 of puzzle, `about` and answer begins with eleven zero bits, and the puzzle is ours and young. Cost: two hashes."""
    found = _MADE.fullmatch(puzzle)
    if found is None or _ANSWER.fullmatch(answer) is None or not same(found[2], keyed_hash(key, "puzzle", found[1])):
        return False
    age = now.timestamp() - int(found[1])
    if not 0 <= age <= VALID.total_seconds():
        return False
    digest = hashlib.sha256(f"{puzzle}:{about}:{answer}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - BITS) == 0


def refuse_machines(trap: str | None) -> None:
    """Raise Invalid when the field that people do not see was filled in."""
    if trap:
        raise Invalid(N_("A field that people do not see was filled in, as programs do. If you are a person, clear it and send again; nothing was lost."))
