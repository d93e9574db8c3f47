"""The tree of RFC 6962 over what was acknowledged: its root names every leaf, and a short proof shows that one of them is in it, or that a tree
only grew. SHA-256 throughout. A tree is built once in a pass over its leaves and then answers every question in a few dozen steps.
"""

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf's data."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over two."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree over leaf hashes, in their order. `levels[0]` are the leaves; every level holds the nodes over whole pairs below, and an odd one out."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.levels: list[list[bytes]] = [list(leaves)]
        while len(self.levels[-1]) > 1:
            below = self.levels[-1]
            above = [node_hash(below[n], below[n + 1]) for n in range(0, len(below) - 1, 2)]
            self.levels.append(above + below[len(below) & ~1 :])

    @property
    def root(self) -> bytes:
        return self.levels[-1][0] if self.levels[-1] else EMPTY

    def inclusion(self, index: int) -> list[bytes]:
        """Return the audit path of a leaf, from the bottom up. Raises IndexError."""
        if not 0 <= index < len(self.levels[0]):
            raise IndexError(index)
        path = []
        for level in self.levels[:-1]:
            beside = index ^ 1
            if beside < len(level):
                path.append(level[beside])
            index >>= 1
        return path

    def consistency(self, old: int) -> list[bytes]:
        """Return the proof that the first `old` leaves were a tree of their own before the others came. Raises IndexError."""
        size = len(self.levels[0])
        if not 0 < old <= size:
            raise IndexError(old)
        return [] if old == size else self._subproof(old, 0, size, whole=True)

    def _subproof(self, old: int, start: int, end: int, *, whole: bool) -> list[bytes]:
        size = end - start
        if old == size:
            return [] if whole else [self._over(start, end)]
        left = split(size)
        if old <= left:
            return [*self._subproof(old, start, start + left, whole=whole), self._over(start + left, end)]
        return [*self._subproof(old - left, start + left, end, whole=False), self._over(start, start + left)]

    def _over(self, start: int, end: int) -> bytes:
        # Ranges that come up here are whole subtrees, or the right edge; both stand ready in some level.
        height = (end - start - 1).bit_length()
        return self.levels[height][start >> height]


def split(size: int) -> int:
    """Return the largest power of two below `size`: how many leaves the left half of a tree has."""
    return 1 << (size - 1).bit_length() - 1


def root_of_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Return the root that an audit path leads to, or None when it has the wrong length."""
    found, last, steps = leaf, size - 1, list(path)
    while last:
        if index & 1 or index < last:
            if not steps:
                return None
            beside = steps.pop(0)
            found = node_hash(beside, found) if index & 1 else node_hash(found, beside)
        index, last = index >> 1, last >> 1
    return None if steps else found


def is_consistent(old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Tell whether a proof shows that the tree of `size` leaves begins with the tree of `old` (RFC 9162, 2.1.4.2)."""
    if old == size:
        return not proof and old_root == root
    steps = list(proof) if old & (old - 1) else [old_root, *proof]
    if not steps or not 0 < old < size:
        return False
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = steps.pop(0)
    for step in steps:
        if last == 0:
            return False
        if place & 1 or place == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, step)
        place, last = place >> 1, last >> 1
    return last == 0 and (first, second) == (old_root, root)
