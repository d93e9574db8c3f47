"""Turns who-beats-whom into an order: first those whom nobody beats, then those whom nobody of the rest beats, and so on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Ranking:
    """Winners, and everybody in order; equals stand together. `figures`: what the method decided by, by its name."""

    winners: tuple[str, ...]
    ranking: tuple[tuple[str, ...], ...]
    figures: Mapping[str, object] = field(default_factory=dict)


def unbeaten_first(names: Sequence[str], beats: Callable[[int, int], bool]) -> tuple[tuple[str, ...], ...]:
    """Return candidates in tiers. Where all that are left beat each other in a circle, they are equals."""
    left = list(range(len(names)))
    tiers = []
    while left:
        top = [a for a in left if not any(beats(b, a) for b in left if b != a)] or list(left)
        tiers.append(tuple(sorted(names[a] for a in top)))
        left = [a for a in left if a not in top]
    return tuple(tiers)


def by_score(names: Sequence[str], scores: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """Return candidates in tiers, the highest score first."""
    return tuple(tuple(sorted(n for n, s in zip(names, scores, strict=True) if s == score)) for score in sorted(set(scores), reverse=True))
