"""CSV that a spreadsheet opens without running anything."""

import csv
import io
import re
from collections.abc import Iterable

_FORMULA = re.compile(r"^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_SEPARATOR = re.compile(r"[;\t\r\n\"]")


def cell(value: object) -> str:
    """Return a value as a cell that no spreadsheet takes for a formula, whatever it splits on."""
    text = "" if value is None else str(value)
    if isinstance(value, (int, float)):
        return text
    text = _SEPARATOR.sub(lambda m: {";": ",", '"': "'"}.get(m[0], " "), text)
    return f"'{text}" if _FORMULA.match(text) else text


def table(header: tuple[str, ...], rows: Iterable[Iterable[object]]) -> str:
    """Return a CSV (RFC 4180, UTF-8 with a byte order mark, so that Excel shows Urdu)."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([cell(v) for v in row] for row in rows)
    return out.getvalue()
