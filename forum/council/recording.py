"""A decision as one record that anybody can hash again. Pure."""

from collections.abc import Sequence
from typing import Any

FORMAT = "city-decision-1"


def record_of(row: Any, votes: Sequence[Any], points: Sequence[Any], *, proposal_id: int) -> dict[str, Any]:
    """Return what the hash of a decision is made of: the SHA-256 of its JSON in UTF-8, with sorted keys and no spaces. `argument`: the SHA-256 of the words that a point answers, as they were."""
    return {
        "format": FORMAT, "case": row.case_id, "proposal": proposal_id, "version": row.version_number, "number": row.number, "corrects": row.corrects_id,
        "verdict": str(row.verdict), "resolution": row.resolution, "reasons": row.reasons, "departure": row.departure, "result": row.result_hash,
        "decided_on": row.decided_on.isoformat(), "again_on": row.again_on.isoformat() if row.again_on is not None else None,
        "votes": sorted([v.name, str(v.choice)] for v in votes),
        "points": [{"comment": p.comment_id, "side": str(p.side), "argument": p.argument_hash, "answer": p.source} for p in sorted(points, key=lambda p: p.comment_id)],
    }  # fmt: skip
