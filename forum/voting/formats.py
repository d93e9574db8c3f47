"""Reads the files in which ballots are exchanged: our case JSON, BLT, CSV, PrefLib (.soi, .toi), ABIF. Pure: text in, a case out.

A case is a mapping: `candidates`, `ballots` (each a `ranking`, a list of lists of names, and a `count`), and what the file says of `method`,
`seats`, `rules`. Raises BadCase with one sentence, and the line where there is one.
"""

import csv
import io
import json
import re
import shlex
from collections.abc import Callable
from typing import Any

from forum.voting.tally.papers import MOST_CANDIDATES
from forum.voting.tally.rules import BadCase

Case = dict[str, Any]
LONGEST_NUMBER = 12


def read(name: str, text: str) -> Case:
    """Return the case in a file, by how its name ends. Raises BadCase."""
    ending = name.rpartition(".")[2].lower()
    readers: dict[str, Callable[[str], Case]] = {"json": _json, "blt": _blt, "csv": _csv, "soi": _preflib, "toi": _preflib, "soc": _preflib, "toc": _preflib, "abif": _abif}
    if ending not in readers:
        raise BadCase(f"files that end in {', '.join(sorted(readers))} can be counted, not .{ending[:20]}")
    return readers[ending](text.removeprefix("\ufeff"))


def _json(text: str) -> Case:
    try:
        found = json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise BadCase("this is nested too deeply to be a case") from None
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise BadCase(f"{f'line {line}: ' if line else ''}this is not JSON that can be read ({getattr(error, 'msg', error)})"[:200]) from None
    if not isinstance(found, dict):
        raise BadCase("this JSON holds no case: there should be candidates and ballots")
    return found


def _no_constant(name: str) -> None:
    msg = f"{name} is no number to count with"
    raise ValueError(msg)


def _number(word: str, line: int, *, least: int = 0) -> int:
    if not re.fullmatch(r"-?[0-9]+", word) or len(word) > LONGEST_NUMBER or int(word) < least:
        raise BadCase(f"line {line}: {word[:40]!r} is not a number that fits here")
    return int(word)


def _lines(text: str, comment: str = "#") -> list[tuple[int, str]]:
    return [(n, line.strip()) for n, line in enumerate(text.splitlines(), start=1) if line.strip() and not line.strip().startswith(comment)]


def _blt(text: str) -> Case:
    """BLT: candidates and seats, withdrawn ones as negative numbers, ballots that end in 0, a lone 0, the names in quotes, the title."""
    lines = _lines(text)
    if not lines:
        raise BadCase("line 1: the file is empty")
    first = lines[0][1].split()
    if len(first) != 2:
        raise BadCase(f"line {lines[0][0]}: there should be the number of candidates and the number of seats")
    size, seats = _number(first[0], lines[0][0], least=1), _number(first[1], lines[0][0], least=1)
    if size > MOST_CANDIDATES:
        raise BadCase(f"line {lines[0][0]}: {size} candidates are too many to count")
    withdrawn: list[int] = []
    rows: list[tuple[int, list[list[int]]]] = []
    at = 1
    while at < len(lines) and lines[at][1].split()[0] != "0":
        number, words = lines[at][0], lines[at][1].split("#")[0].split()
        at += 1
        if words[0].startswith("-") and not rows and all(w.startswith("-") for w in words):
            withdrawn += [-_number(w, number, least=-size) for w in words]
            continue
        if words[0].startswith("("):
            words = words[1:]
        if not words or words[-1] != "0":
            raise BadCase(f"line {number}: a ballot should end in 0")
        rows.append((_number(words[0], number), [_blt_rank(word, size, number) for word in words[1:-1]]))
    if at >= len(lines):
        raise BadCase("the file ends before the 0 that ends the ballots")
    names = [_quoted(line, n) for n, line in lines[at + 1 : at + 1 + size]]
    if len(names) < size:
        raise BadCase(f"there are {len(names)} names for {size} candidates")
    ballots = [{"ranking": [[names[c - 1] for c in rank] for rank in ranking], "count": count} for count, ranking in rows]
    return {"candidates": names, "seats": seats, "ballots": ballots, "excluded": [names[w - 1] for w in withdrawn]}


def _blt_rank(word: str, size: int, line: int) -> list[int]:
    if word == "-":
        return []
    found = [_number(part, line, least=1) for part in word.split("=")]
    if any(n > size for n in found):
        raise BadCase(f"line {line}: there is no candidate number {max(found)}")
    return found


def _quoted(line: str, number: int) -> str:
    try:
        parts = shlex.split(line, comments=True)
    except ValueError:
        raise BadCase(f"line {number}: the quotes around a name do not match") from None
    return " ".join(parts)


def _csv(text: str) -> Case:
    """CSV: a heading, then a ballot in each line, a rank in each column; a column named `count` says how many. Names joined by `=` are equal."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise BadCase(f"this is not a table that can be read ({error})") from None
    if not rows or not any(rows[0]):
        raise BadCase("line 1: there should be a heading")
    heading = [cell.strip().casefold() for cell in rows[0]]
    many = heading.index("count") if "count" in heading else None
    candidates: dict[str, None] = {}
    ballots = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(heading):
            raise BadCase(f"line {number}: there are more cells than columns in the heading")
        ranking = [[name.strip() for name in cell.split("=") if name.strip()] for n, cell in enumerate(row) if n != many]
        candidates.update(dict.fromkeys(name for rank in ranking for name in rank))
        ballots.append({"ranking": ranking, "count": _number(row[many].strip(), number) if many is not None and many < len(row) else 1})
    return {"candidates": list(candidates), "ballots": ballots}


def _preflib(text: str) -> Case:
    """PrefLib: names in the comments at the top, then `count: 1,2,{3,4}`."""
    names: dict[int, str] = {}
    ballots = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if found := re.fullmatch(r"#\s*ALTERNATIVE NAME\s+([0-9]{1,6})\s*:\s*(.+)", line):
            names[int(found[1])] = found[2].strip()
        elif line and not line.startswith("#"):
            count, colon, order = line.partition(":")
            if not colon:
                raise BadCase(f"line {number}: there should be a count, a colon and an order")
            ranks = re.findall(r"\{([^}]*)\}|([0-9]+)", order)
            if re.sub(r"\{[0-9,\s]*\}|[0-9]+", "", order).strip(" ,\t"):
                raise BadCase(f"line {number}: the order {order.strip()[:40]!r} cannot be read")
            ranking = [[_named(names, w, number) for w in re.findall(r"[0-9]+", group or single)] for group, single in ranks]
            ballots.append({"ranking": ranking, "count": _number(count.strip(), number)})
    if not names:
        raise BadCase("no line names an alternative")
    return {"candidates": list(names.values()), "ballots": ballots}


def _named(names: dict[int, str], word: str, line: int) -> str:
    number = _number(word, line)
    if number not in names:
        raise BadCase(f"line {line}: there is no alternative number {number}")
    return names[number]


def _abif(text: str) -> Case:
    """ABIF: `27:A>B=C`, with `=A:[a longer name]` where there is one."""
    longer: dict[str, str] = {}
    rows: list[tuple[int, list[list[str]]]] = []
    for number, line in _lines(text):
        if line.startswith("{"):
            continue
        if found := re.fullmatch(r"=\s*([^:]+?)\s*:\s*\[(.*)\]", line):
            longer[found[1].strip("[]")] = found[2]
            continue
        count, colon, order = line.partition(":")
        if not colon:
            raise BadCase(f"line {number}: there should be a count, a colon and an order")
        ranking = [[re.sub(r"/[0-9]+$", "", name.strip()).strip("[]") for name in rank.split("=") if name.strip()] for rank in order.split("#")[0].split(">") if rank.strip()]
        rows.append((_number(count.strip(), number), ranking))
    if not rows:
        raise BadCase("there are no ballots")
    candidates = dict.fromkeys([*longer, *(name for _, ranking in rows for rank in ranking for name in rank)])
    ballots = [{"ranking": [[longer.get(n, n) for n in rank] for rank in ranking], "count": count} for count, ranking in rows]
    return {"candidates": [longer.get(n, n) for n in candidates], "ballots": ballots}
