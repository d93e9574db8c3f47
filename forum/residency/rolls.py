"""Reads a roll: a CSV of reference number, year of birth and district. Every mistake is named by its line."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forum.kernel.errors import Invalid
from forum.kernel.words import N_, sentence

COLUMNS = ("reference", "birth_year", "district")
MOST_ROWS = 500_000
MOST_SHOWN = 5


@dataclass(frozen=True)
class RollRow:
    """One person of the roll, in the form in which it is compared, with the district's id."""

    reference: str
    birth_year: str
    district_id: int


def normal(reference: str) -> str:
    """Return a reference number as it is compared: Latin letters and digits only, upper case, any digits made Latin."""
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in reference.upper())
    return re.sub(r"[^A-Z0-9]", "", plain)


def read(data: bytes, *, districts: Mapping[str, int]) -> list[RollRow]:
    """Return the rows of a roll. Raises Invalid naming the first lines that cannot be read; then nothing is taken."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refuse(sentence(N_("The file is not UTF-8 text. Save it as CSV UTF-8."))) from None
    try:
        rows, faults = _parse(csv.reader(io.StringIO(text, newline="")), districts)
    except csv.Error:
        raise _refuse(sentence(N_("The file cannot be read as CSV."))) from None
    if faults:
        raise _refuse(sentence(N_("These lines cannot be read: %(lines)s (%(count)s in all). Nothing was taken."),
                               lines=", ".join(map(str, faults[:MOST_SHOWN])), count=len(faults)))  # fmt: skip
    if not rows:
        raise _refuse(sentence(N_("The roll has no rows.")))
    if len({(r.reference, r.birth_year) for r in rows}) != len(rows):
        raise _refuse(sentence(N_("The roll names somebody twice. Nothing was taken.")))
    return rows


def _parse(reader: Iterator[list[str]], districts: Mapping[str, int]) -> tuple[list[RollRow], list[int]]:
    """Return the rows, and the numbers of the lines that are none."""
    header = [h.strip().lower() for h in next(reader, [])]
    if header != list(COLUMNS):
        raise _refuse(sentence(N_("The first line must read: %(columns)s"), columns=",".join(COLUMNS)))
    rows: list[RollRow] = []
    faults: list[int] = []
    for line, cells in enumerate(reader, start=2):
        if not any(c.strip() for c in cells):
            continue
        row = _row(cells, districts)
        if row is None:
            faults.append(line)
        else:
            rows.append(row)
        if len(rows) > MOST_ROWS:
            raise _refuse(sentence(N_("This roll has more than %(most)s rows; please split it."), most=MOST_ROWS))
    return rows, faults


def _row(cells: list[str], districts: Mapping[str, int]) -> RollRow | None:
    if len(cells) != len(COLUMNS):
        return None
    reference, year, district = normal(cells[0]), normal(cells[1]), cells[2].strip().lower()
    if not 4 <= len(reference) <= 40 or not re.fullmatch(r"(19|20)\d\d", year) or district not in districts:
        return None
    return RollRow(reference, year, districts[district])


def _refuse(words: object) -> Invalid:
    return Invalid(fields={"file": words})  # type: ignore[dict-item]
