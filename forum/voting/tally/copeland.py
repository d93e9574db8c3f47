"""Copeland: ahead is who beats more others than beat them."""

from forum.voting.tally.order import Ranking, by_score
from forum.voting.tally.pairwise import Pairwise


def count(pairs: Pairwise) -> Ranking:
    """Return winners, order, and everybody's victories less defeats. Cost: candidates squared."""
    size = len(pairs.candidates)
    scores = [sum(pairs.beats(a, b) - pairs.beats(b, a) for b in range(size) if b != a) for a in range(size)]
    tiers = by_score(pairs.candidates, scores)
    return Ranking(tiers[0], tiers, {"score": dict(zip(pairs.candidates, scores, strict=True))})
