"""A ranking as one whole number, so that a database groups equal ballots by comparing numbers.

Four bits for each rank, the first choice in the highest: `pack((3, 1))` is 3 followed by 1 and then nothing, as hexadecimal digits read.
"""

from collections.abc import Sequence

BITS, MOST_RANKS, MOST_CODE = 4, 15, 15


def pack(ranking: Sequence[int]) -> int:
    """Return the key of a ranking of codes from 1 to 15. Raises ValueError for anything else."""
    if not 0 < len(ranking) <= MOST_RANKS or len(set(ranking)) != len(ranking) or not all(1 <= code <= MOST_CODE for code in ranking):
        raise ValueError(ranking)
    key = 0
    for place in range(MOST_RANKS):
        key = key << BITS | (ranking[place] if place < len(ranking) else 0)
    return key


def unpack(key: int) -> tuple[int, ...]:
    """Return the ranking of a key."""
    codes = (key >> BITS * (MOST_RANKS - 1 - place) & MOST_CODE for place in range(MOST_RANKS))
    return tuple(code for code in codes if code)
