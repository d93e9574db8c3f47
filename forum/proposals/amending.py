"""Which amendments stand in each other's way, and which have lost their paragraph. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from forum.proposals.content import Content, paragraphs
from forum.proposals.types import Level


def rivals(touched: Iterable[tuple[int, str, str]]) -> dict[int, tuple[int, ...]]:
    """Return, for each open amendment, the others that change the same paragraph.

    `touched`: (id, section, original paragraph) of each open amendment.
    """
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, section, original in touched:
        groups[section, original].append(number)
    return {n: tuple(m for m in group if m != n) for group in groups.values() if len(group) > 1 for n in group}


def has_gone(content: Content, section: str, original: str) -> bool:
    """Tell whether the paragraph an amendment changes is no longer in the text."""
    return original not in paragraphs(content.get(section, ""))


def left_out(accepted: Iterable[tuple[int, str, str]], published: Content, working: Content) -> tuple[int, ...]:
    """Return the accepted amendments that the published text holds and the working text does not.

    `accepted`: (id, section, proposed text) of each.
    """
    found = []
    for number, section, proposed in accepted:
        parts = paragraphs(proposed)
        here, there = paragraphs(working.get(section, "")), paragraphs(published.get(section, ""))
        if parts and all(p in there for p in parts) and not all(p in here for p in parts):
            found.append(number)
    return tuple(found)


def balance(support: Mapping[Level, int]) -> int:
    """Return a number to order amendments by: strong wishes count twice. It decides nothing."""
    return sum(int(level) * count for level, count in support.items())
