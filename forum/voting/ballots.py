"""What stands for a ballot: the commitment a receipt shows, and the handle under which a changed ballot replaces the one before.

commitment = SHA-256(nonce | "\\n" | vote's name | "\\n" | ranking as codes with commas), the data of its leaf in the log.
handle = the first half of HMAC-SHA-256(key of the vote, person); the key is not in the database and ends with the vote.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forum.kernel.words import N_, Sentence, sentence
from forum.voting import merkle

NONCE_BYTES = 32
_PLACE = re.compile(r"option-([0-9]{1,2})")


@dataclass(frozen=True)
class Reading:
    """A ballot form as it was filled in: codes in order of preference, the places as typed, and what is wrong with them, by option."""

    ranking: tuple[int, ...]
    places: Mapping[int, str]
    faults: Mapping[int, Sentence | str]
    fault: Sentence | str | None = None


def canonical(ranking: Sequence[int]) -> str:
    """Return a ranking as it is committed to."""
    return ",".join(str(code) for code in ranking)


def commitment(nonce: bytes, contest: str, ranking: Sequence[int]) -> bytes:
    """Return what binds a ballot without showing it."""
    return hashlib.sha256(nonce + f"\n{contest}\n{canonical(ranking)}".encode()).digest()


def leaf(nonce: bytes, contest: str, ranking: Sequence[int]) -> bytes:
    """Return the leaf that stands for a ballot in the public log."""
    return merkle.leaf_hash(commitment(nonce, contest, ranking))


def handle(key: bytes, person: int) -> bytes:
    """Return the handle of a person's ballot in one vote."""
    return hmac.new(key, f"ballot\n{person}".encode(), hashlib.sha256).digest()[:16]


def sending(key: bytes, once: str, ranking: Sequence[int]) -> bytes:
    """Return what tells a repeated sending of one form from a change of mind."""
    return hmac.new(key, f"sending\n{once}\n{canonical(ranking)}".encode(), hashlib.sha256).digest()[:16]


def read(values: Mapping[str, str], titles: Mapping[int, str], *, ranks: int) -> Reading:
    """Read the places given to options (`option-3` = `1`). Gaps close up; one place given to two is a fault that names both; so is an empty ballot."""
    places = {code: values.get(f"option-{code}", "").strip() for code in titles}
    faults: dict[int, Sentence | str] = {}
    taken: dict[int, int] = {}
    for code, place in places.items():
        if not place:
            continue
        if not re.fullmatch(r"[0-9]{1,2}", place) or not 1 <= int(place) <= ranks:
            faults[code] = sentence(N_("Give “%(option)s” a place from 1 to %(ranks)s, or none."), option=titles[code], ranks=ranks)
        elif (other := taken.get(int(place))) is not None:
            faults[code] = sentence(N_("“%(one)s” and “%(other)s” both stand at place %(place)s."), one=titles[other], other=titles[code], place=place)
        else:
            taken[int(place)] = code
    strange = [name for name in values if (found := _PLACE.fullmatch(name)) and int(found[1]) not in titles and values[name]]
    ranking = tuple(taken[place] for place in sorted(taken))
    fault = N_("This form names an option that is not on the ballot. Please load the page again.") if strange else None
    if not ranking and not faults and fault is None:
        fault = N_("Give at least one option a place.")
    return Reading(ranking, places, faults, fault)
