"""Who yields in a tie, by lots that nobody could aim: a seed committed to before the vote opened, mixed after its close with a public draw."""

import hashlib
from collections.abc import Iterable


def commit(seed: bytes) -> str:
    """Return what is published of the seed before the vote opens."""
    return hashlib.sha256(seed).hexdigest()


def lot(contest: str, seed: bytes, draw: str, code: int) -> str:
    """Return an option's lot: the lower wins a tie. Three lines in any language."""
    mixed = hashlib.sha256(f"lot-v1\n{contest}\n{seed.hex()}\n{draw}".encode()).digest()
    return hashlib.sha256(mixed + f"\n{code}".encode()).hexdigest()


def order(contest: str, seed: bytes, draw: str, codes: Iterable[int]) -> tuple[int, ...]:
    """Return options in the order of their lots."""
    return tuple(sorted(codes, key=lambda code: lot(contest, seed, draw, code)))
