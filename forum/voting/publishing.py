"""What is published of a count: one record with everything that a page, a file or a recount needs. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.kernel.suppression import shown_among
from forum.voting.tally.electing import Counted
from forum.voting.types import Method, OptionView


@dataclass(frozen=True)
class Facts:
    """A vote as far as its result repeats it."""

    vote: str
    title: str
    question: str
    district: int | None
    method: Method
    seats: int
    ranks: int
    publish: str
    opened_at: datetime | None
    closed_at: datetime | None
    announced_hash: str
    eligible: int | None
    origin: str = ""


def content(facts: Facts, counted: Counted, *, options: Sequence[OptionView], turnout: Sequence[Mapping[str, int | None]], checkpoint: str, lots: Mapping[str, Any] | None, is_final: bool) -> dict[str, Any]:
    """Return the record of a count. While a tie waits for its lots, rounds and winners stay empty. `turnout`: as it was taken at the close."""
    waits = counted.is_tied and lots is None
    return {
        "format": "city-result-1", "status": "final" if is_final else "provisional",
        "vote": facts.vote, "title": facts.title, "question": facts.question, "district": facts.district, "method": facts.method.value, "seats": facts.seats, "ranks": facts.ranks,
        "publish": facts.publish, "origin": facts.origin, "opened_at": _moment(facts.opened_at), "closed_at": _moment(facts.closed_at), "announced_hash": facts.announced_hash,
        "options": [{"code": o.code, "title": o.title, "proposal": o.proposal_id} for o in options],
        "ballots": counted.ballots, "needs_lots": waits, "lots": lots, "winners": [] if waits else list(counted.winners), "count": {} if waits else dict(counted.count),
        "pairwise": [list(line) for line in counted.pairwise], "beats_all": counted.beats_all,
        "disagrees": not waits and counted.beats_all is not None and bool(counted.winners) and counted.beats_all not in counted.winners,
        "turnout": {"eligible": facts.eligible, "voted": counted.ballots, "by_district": [dict(line) for line in turnout]},
        "checkpoint": checkpoint,
    }  # fmt: skip


def turnout(voted: Mapping[int, int], living: Mapping[int, int]) -> list[dict[str, int | None]]:
    """Return how many voted in each district of a vote; small cells are None, and so are those where fewer than ten did not vote.

    `living`: each district the vote is for, and how many may vote there: dossiers show that in tens. Taken once, at the close: at the certification
    others live there, and two records side by side would tell of them.
    """
    cells = {d: voted.get(d, 0) for d in sorted(living)}
    found, _ = shown_among(cells, {d: living[d] for d in cells}, rest=sum(voted.values()) - sum(cells.values()))
    return [{"district": d, "voted": n} for d, n in found.items()]


def _moment(value: datetime | None) -> str | None:
    return value.isoformat(timespec="seconds") if value is not None else None
