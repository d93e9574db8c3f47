"""What an address says of a list: its filters, and where a page ends. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from forum.proposals.lifecycle import PUBLIC
from forum.proposals.types import Filters, Kind, Sort, Stage

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MARK = re.compile(r"(-?[0-9]{1,19})-([0-9]{1,15})")


def mark(value: int | datetime, number: int) -> str:
    """Return the mark after a row: the value it is sorted by, and its id."""
    return f"{_as_int(value)}-{number}"


def read(text: str, sort: Sort) -> tuple[int | datetime, int] | None:
    """Return what a mark says, or None when it is none of ours."""
    found = _MARK.fullmatch(text)
    if found is None:
        return None
    value, number = int(found[1]), int(found[2])
    if sort in {Sort.ENDORSED, Sort.DISCUSSED}:
        return (value, number) if abs(value) < 2**62 else None
    try:
        return _EPOCH + timedelta(microseconds=value), number
    except OverflowError:
        return None


def _as_int(value: int | datetime) -> int:
    return value if isinstance(value, int) else (value - _EPOCH) // timedelta(microseconds=1)


def filters_from(given: Mapping[str, str]) -> Filters:
    """Return the filters an address names; what is not known is left out."""
    stage, kind, sort = given.get("stage", ""), given.get("kind", ""), given.get("sort", "")
    return Filters(
        topic=given.get("topic", "")[:40], district=given.get("district", "")[:40], stage=Stage(stage) if stage in PUBLIC else None,
        kind=Kind(kind) if kind in set(Kind) else None, sort=Sort(sort) if sort in set(Sort) else Sort.NEWEST,
    )  # fmt: skip


def address_of(filters: Filters) -> dict[str, str]:
    """Return the words of the address that name the filters, the usual ones left out."""
    words = {"topic": filters.topic, "district": filters.district, "stage": filters.stage or "", "kind": filters.kind or "",
             "sort": "" if filters.sort is Sort.NEWEST else filters.sort}  # fmt: skip
    return {k: str(v) for k, v in words.items() if v}
