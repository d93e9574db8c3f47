"""Numbers for pictures: how long each bar is, and where the line that elects stands. Pure; in hundredths of the picture's width."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Bar:
    """One option in one round: how long its bar is, what it gained on the round before, and what became of it."""

    name: str
    votes: str
    width: float
    gained: str
    fate: str


@dataclass(frozen=True)
class Picture:
    """One round as a picture: bars from the most votes down, and the line."""

    number: int
    bars: tuple[Bar, ...]
    line: float
    threshold: str


def bars(rounds: Sequence[Mapping[str, Any]], method: str) -> tuple[Picture, ...]:
    """Return the rounds as pictures, all on one scale."""
    most = max((Decimal(v) for r in rounds for v in (*r["tally"].values(), r["threshold"])), default=Decimal(1)) or Decimal(1)
    before: dict[str, Decimal] = {}
    gone: set[str] = set()
    found = []
    for r in rounds:
        now = {name: Decimal(v) for name, v in r["tally"].items() if name not in gone or Decimal(v)}
        gone |= set(r["eliminated"])
        lines = []
        for name in sorted(now, key=lambda n: (-now[n], n)):
            gained = now[name] - before[name] if name in before else Decimal(0)
            fate = "elected" if name in r["elected"] else "eliminated" if name in r["eliminated"] else ""
            lines.append(Bar(name, r["tally"][name], float(now[name] * 100 / most), format(gained, "+f") if gained else "", fate))
        found.append(Picture(int(r["round"]), tuple(lines), float(Decimal(r["threshold"]) * 100 / most), r["threshold"]))
        before = now
    return tuple(found)


def shares(content: Mapping[str, Any]) -> list[tuple[str, str, int, int, int]]:
    """Return each pair once, the one preferred by more first: both names, how many prefer each, and the first one's share in hundredths."""
    names = [o["title"] for o in content["options"]]
    table, found = content["pairwise"], []
    for a in range(len(names)):
        for b in range(a + 1, len(names)):
            one, other = (a, b) if table[a][b] >= table[b][a] else (b, a)
            both = table[one][other] + table[other][one]
            found.append((names[one], names[other], table[one][other], table[other][one], round(table[one][other] * 100 / both) if both else 50))
    return found
