"""Tells whether two texts are nearly the same: three bands of a MinHash over runs of three words. Pure.

Two texts that share nine of ten runs meet in at least one band nineteen times in twenty; two that share three of ten, one time in
twelve. Source: A. Broder, On the resemblance and containment of documents (1997).
"""

import re
from hashlib import blake2b

BANDS, ROWS, RUN = 3, 3, 3
FEWEST_WORDS = 8
_WORD = re.compile(r"\w+")


def bands(text: str) -> tuple[int, int, int] | None:
    """Return three numbers, one of which near copies share; None for a text too short to tell. Cost: nine hashes a word."""
    words = _WORD.findall(text.casefold())[:400]
    if len(words) < FEWEST_WORDS:
        return None
    runs = {" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
    least = [min(_hash(run, seed) for run in runs) for seed in range(BANDS * ROWS)]
    one, two, three = (_join(least[n * ROWS : (n + 1) * ROWS]) for n in range(BANDS))
    return one, two, three


def _hash(run: str, seed: int) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8, salt=bytes([seed])).digest(), "big")


def _join(rows: list[int]) -> int:
    joined = b"".join(r.to_bytes(8, "big") for r in rows)
    return int.from_bytes(blake2b(joined, digest_size=8).digest(), "big") >> 1  # a database's largest number is signed
