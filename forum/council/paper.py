"""What fits on paper: tables in strips that no sheet cuts, and words with the way they run written beside them. Pure."""

import re
from collections.abc import Sequence

from forum.council.dossier import direction_of

ROOM, BESIDE_TITLES, MOST_COLUMNS = 72, 34, 30
"""Letters that fit beside each other on A4, upright, in a table with nothing but a code in front; beside whole titles; columns that are shown at all."""


def strips(columns: Sequence[Sequence[object]]) -> list[tuple[int, int]]:
    """Return which columns stand together in one table, as (first, behind the last): as many as fit on a sheet, and about as many in each."""
    widest = _width(columns)
    tables = -(-len(columns) // max(1, ROOM // max(1, widest)))
    size = -(-len(columns) // max(1, tables))
    return [(n, min(n + size, len(columns))) for n in range(0, len(columns), size or 1)]


def is_wide(columns: Sequence[Sequence[object]]) -> bool:
    """Tell whether a table of these columns needs codes in the place of titles."""
    return len(columns) * _width(columns) > BESIDE_TITLES


def directed(html: str) -> str:
    """Return a page whose `<bdi>` says which way its words run: the printer knows no isolation, and would put their signs at the wrong end."""
    return re.sub(r"<bdi>(.*?)</bdi>", lambda m: f'<bdi dir="{direction_of(m[1])}">{m[1]}</bdi>', html, flags=re.DOTALL)


def _width(columns: Sequence[Sequence[object]]) -> int:
    return max((len(str(cell)) + 2 for column in columns for cell in column), default=0)
