"""Schulze's method: a chain of victories is as strong as its weakest; who has the stronger chain to the other is ahead."""

from forum.voting.tally.order import Ranking, unbeaten_first
from forum.voting.tally.pairwise import Pairwise, Strength


def count(pairs: Pairwise, strength: Strength = Strength.WINNING_VOTES) -> Ranking:
    """Return winners, order, and the strongest paths. Cost: candidates cubed."""
    size = len(pairs.candidates)
    paths = [[pairs.strength(a, b, strength) for b in range(size)] for a in range(size)]
    for over in range(size):
        for a in range(size):
            if a != over:
                for b in range(size):
                    if b not in {a, over}:
                        paths[a][b] = max(paths[a][b], min(paths[a][over], paths[over][b]))
    tiers = unbeaten_first(pairs.candidates, lambda a, b: paths[a][b] > paths[b][a])
    shown = {a: {b: int(paths[i][j]) for j, b in enumerate(pairs.candidates) if i != j} for i, a in enumerate(pairs.candidates)} if strength is not Strength.RATIO else {}
    return Ranking(tiers[0], tiers, {"strongest_paths": shown} if shown else {})
