"""Minimax: ahead is whose worst defeat is the least."""

from forum.voting.tally.order import Ranking, by_score
from forum.voting.tally.pairwise import Pairwise, Strength


def count(pairs: Pairwise, strength: Strength = Strength.WINNING_VOTES) -> Ranking:
    """Return winners, order, and everybody's worst defeat. Cost: candidates squared."""
    size = len(pairs.candidates)
    worst = [max((pairs.strength(b, a, strength) for b in range(size) if b != a), default=0) for a in range(size)]
    ranks = {value: -n for n, value in enumerate(sorted(set(worst)))}
    tiers = by_score(pairs.candidates, [ranks[w] for w in worst])
    return Ranking(tiers[0], tiers, {"worst_defeat": {name: int(w) for name, w in zip(pairs.candidates, worst, strict=True)}})
