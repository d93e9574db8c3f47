"""Approval: everybody names as many as they like; most named is ahead. A ranking approves of all it ranks."""

from collections.abc import Iterable, Sequence

from forum.voting.tally.order import Ranking as Order
from forum.voting.tally.order import by_score
from forum.voting.tally.papers import FLAG, Ranking
from forum.voting.tally.rules import BadCase


def count(ballots: Iterable[tuple[Ranking, int]], candidates: Sequence[str]) -> Order:
    """Return winners, order, and how many approve of each. Raises BadCase for unknown names."""
    approvals = dict.fromkeys(candidates, 0)
    for ranking, times in ballots:
        for name in {name for rank in ranking for name in rank if name != FLAG}:
            if name not in approvals:
                raise BadCase(f"a ballot names {name[:80]!r}, and no candidate has that name")
            approvals[name] += times
    tiers = by_score(candidates, [approvals[name] for name in candidates])
    return Order(tiers[0] if tiers else (), tiers, {"approvals": approvals})
