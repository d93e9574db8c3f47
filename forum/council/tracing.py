"""From a comment to what became of it, and back: steps and what leads from one to the next. Pure.

A step is a thing that happened, with an address; a link says that one led to another. The picture, the list and the JSON are made of the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

FORMAT = "city-trace-1"
KINDS = ("comment", "amendment", "version", "option", "round", "decision", "milestone")
ROAD = {"comment": 0, "amendment": 1, "version": 2, "option": 3, "round": 4, "decision": 5, "milestone": 6}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "What became of a proposal, and of what was said about it", "type": "object", "additionalProperties": False,
    "required": ["format", "proposal", "steps", "links"],
    "properties": {
        "format": {"const": FORMAT}, "proposal": {"type": "integer", "minimum": 1},
        "steps": {"type": "array", "items": {
            "type": "object", "additionalProperties": False, "required": ["id", "kind", "at", "title", "path"],
            "properties": {"id": {"type": "string", "pattern": "^(comment|amendment|version|option|round|decision|milestone)-[a-z0-9-]+$"}, "kind": {"enum": list(KINDS)}, "at": {"type": ["string", "null"]}, "title": {"type": "string"}, "path": {"type": "string", "pattern": "^/"}},
        }},
        "links": {"type": "array", "items": {
            "type": "object", "additionalProperties": False, "required": ["from", "to", "how"],
            "properties": {"from": {"type": "string"}, "to": {"type": "string"}, "how": {"enum": ["led to", "went into", "was put to", "was settled in", "informed", "was answered by", "is done by"]}},
        }},
    },
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """A thing that happened. `id`: its kind and number, such as `version-3`."""

    id: str
    kind: str
    at: str | None
    title: str
    path: str


@dataclass(frozen=True)
class Link:
    """One step led to another: `how`, in one of the words of the schema."""

    start: str
    end: str
    how: str


@dataclass
class Trace:
    """Steps and links, each once."""

    proposal: int
    steps: dict[str, Step] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    def add(self, kind: str, number: object, *, at: str | None, title: str, path: str) -> str:
        """Add a step unless it is there; return its id."""
        name = f"{kind}-{number}"
        self.steps.setdefault(name, Step(name, kind, at, title, path))
        return name

    def link(self, start: str, end: str, how: str) -> None:
        """Add a link between steps that are there, once."""
        found = Link(start, end, how)
        if start in self.steps and end in self.steps and found not in self.links:
            self.links.append(found)

    def ordered(self) -> list[Step]:
        """Return the steps by the road, and by time within a stage of it."""
        return sorted(self.steps.values(), key=lambda s: (ROAD[s.kind], s.at or "", s.id))

    def around(self, name: str) -> set[str]:
        """Return a step with all that led to it and all it led to, near or far."""
        return _reach(name, self.links, forward=True) | _reach(name, self.links, forward=False)


def _reach(name: str, links: Sequence[Link], *, forward: bool) -> set[str]:
    found, todo = {name}, [name]
    while todo:
        here = todo.pop()
        for link in links:
            start, end = (link.start, link.end) if forward else (link.end, link.start)
            if start == here and end not in found:
                found.add(end)
                todo.append(end)
    return found


def as_json(trace: Trace) -> dict[str, Any]:
    """Return the trace in the shape of the schema."""
    return {
        "format": FORMAT, "proposal": trace.proposal, "steps": [{"id": s.id, "kind": s.kind, "at": s.at, "title": s.title, "path": s.path} for s in trace.ordered()],
        "links": [{"from": k.start, "to": k.end, "how": k.how} for k in trace.links],
    }  # fmt: skip


def decided_in(rounds: Sequence[dict[str, Any]], code: str) -> int | None:
    """Return the round in which an option won or went, the last where it stayed to the end and lost; None where there were no rounds."""
    return next((int(r["round"]) for r in rounds if code in r.get("elected", ()) or code in r.get("eliminated", ())), int(rounds[-1]["round"]) if rounds else None)


@dataclass(frozen=True)
class Dot:
    """A step in the picture: which column (stage) and row, and whether it is on the way of the one chosen."""

    step: Step
    x: int
    y: int
    is_lit: bool


def picture(trace: Trace, chosen: str = "", *, most: int = 8) -> tuple[list[Dot], list[tuple[Dot, Dot, bool]], int]:
    """Return dots, lines between them, and how many rows there are. At most `most` steps a stage, those on the chosen way before others."""
    lit = trace.around(chosen) if chosen in trace.steps else set(trace.steps)
    dots: dict[str, Dot] = {}
    rows = 1
    for stage in range(len(KINDS)):
        here = [s for s in trace.ordered() if ROAD[s.kind] == stage]
        if len(here) > most:  # those on the chosen way stay; all stand where they stood
            kept = {s.id for s in [*[s for s in here if s.id in lit], *[s for s in here if s.id not in lit]][:most]}
            here = [s for s in here if s.id in kept]
        rows = max(rows, len(here))
        dots |= {s.id: Dot(s, stage, n, s.id in lit) for n, s in enumerate(here)}
    lines = [(dots[k.start], dots[k.end], k.start in lit and k.end in lit) for k in trace.links if k.start in dots and k.end in dots]
    return list(dots.values()), lines, rows
