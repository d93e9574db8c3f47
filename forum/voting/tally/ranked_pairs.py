"""Tideman's ranked pairs: victories are locked in, the strongest first, but for those that would close a circle."""

from collections.abc import Sequence

from forum.voting.tally.order import Ranking, unbeaten_first
from forum.voting.tally.pairwise import Pairwise, Strength


def count(pairs: Pairwise, strength: Strength = Strength.WINNING_VOTES, order: Sequence[str] = ()) -> Ranking:
    """Return winners and order. Equal victories: the one with fewer votes against, then the `order` of candidates. Cost: candidates to the fourth."""
    names = pairs.candidates
    place = {name: n for n, name in enumerate(order or names)}
    won = [(a, b) for a in range(len(names)) for b in range(len(names)) if pairs.beats(a, b)]
    won.sort(key=lambda p: (-pairs.strength(p[0], p[1], strength), pairs.votes[p[1]][p[0]], place.get(names[p[0]], len(place)), -place.get(names[p[1]], len(place))))
    locked: dict[int, set[int]] = {n: set() for n in range(len(names))}
    for a, b in won:
        if not _reaches(locked, b, a):
            locked[a].add(b)
    tiers = unbeaten_first(names, lambda a, b: b in locked[a])
    return Ranking(tiers[0], tiers)


def _reaches(locked: dict[int, set[int]], start: int, goal: int) -> bool:
    seen, ahead = {start}, [start]
    while ahead:
        here = ahead.pop()
        if here == goal:
            return True
        ahead += [n for n in locked[here] if n not in seen]
        seen |= locked[here]
    return False
