"""Reads rankings packed into whole numbers (`voting/packing.py`) straight into arrays, a million ballots without a Python object for each."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from forum.voting.packing import BITS, MOST_CODE, MOST_RANKS
from forum.voting.tally.pairwise import NOWHERE
from forum.voting.tally.papers import Papers

_SHIFTS = np.arange(MOST_RANKS - 1, -1, -1, dtype=np.int64) * BITS


def papers(keys: NDArray[np.int64], counts: NDArray[np.int64], candidates: Sequence[str]) -> Papers:
    """Return distinct rankings as papers; code 1 is the first candidate. Cost: one pass, 16 numbers a distinct ranking."""
    marks = np.full((len(keys), MOST_RANKS + 1), -1, dtype=np.int16)  # the column to spare ends every row with its reason: no choices left
    marks[:, :MOST_RANKS] = (keys[:, None] >> _SHIFTS & MOST_CODE) - 1
    return Papers(tuple(candidates), marks, counts, ())


def places(keys: NDArray[np.int64], candidates: int) -> NDArray[np.int32]:
    """Return the place each distinct ranking gives each candidate."""
    result = np.full((len(keys), candidates), NOWHERE, dtype=np.int32)
    for place, shift in enumerate(_SHIFTS.tolist()):
        codes = keys >> shift & MOST_CODE
        rows = np.flatnonzero(codes)
        result[rows, codes[rows] - 1] = place
    return result
