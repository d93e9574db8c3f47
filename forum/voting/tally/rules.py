"""What a count can be told: how marks are read, how votes are weighed, who yields in a tie. As RCTab names them."""

from dataclasses import dataclass, field
from enum import StrEnum

WRITE_INS = "Undeclared Write-ins"


class BadCase(Exception):
    """This cannot be counted; the sentence says why."""


class Overvote(StrEnum):
    """What becomes of a ballot that gives one rank to several."""

    SKIP = "skip"
    EXHAUST = "exhaust"
    EXHAUST_IF_MULTIPLE_CONTINUING = "exhaust_if_multiple_continuing"


class Duplicate(StrEnum):
    """What becomes of a ballot that ranks somebody twice."""

    SKIP = "skip"
    EXHAUST = "exhaust"


@dataclass(frozen=True)
class Rules:
    """The rules of one count. `max_skipped_ranks`: None for any number. `order`: of equals the earliest wins and the latest goes.

    `decimals`: places after the point where votes are split. `min_share`: numerator and denominator of what everybody left must reach.
    """

    seats: int = 1
    excluded: frozenset[str] = frozenset()
    overvote: Overvote = Overvote.EXHAUST
    duplicate: Duplicate = Duplicate.SKIP
    max_skipped_ranks: int | None = None
    write_ins: bool = False
    decimals: int = 4
    batch_elimination: bool = False
    continue_until_two: bool = False
    first_round_threshold: bool = False
    stop_after_round: int | None = None
    quota: str = "droop"
    quota_fractional: bool = False
    one_winner_per_round: bool = False
    min_share: tuple[int, int] = (0, 1)
    cutoff_elimination: bool = False
    order: tuple[str, ...] = field(default=())
