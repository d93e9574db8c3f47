"""Names people choose: clean, of sane length, and not pretending to be the city."""

from collections.abc import Callable
from dataclasses import dataclass

from forum.kernel.errors import Invalid
from forum.kernel.text import one_line
from forum.kernel.words import N_

LONGEST = 80
RESERVED = (
    "administrator", "admin", "moderator", "council", "council member", "city council", "officer", "city officer", "auditor",
    "official", "government", "police", "mayor", "the city", "city forum", "support", "former member", "system",
    "انتظامیہ", "ناظم", "کونسل", "پولیس", "میئر", "حکومت",
)  # fmt: skip


@dataclass(frozen=True)
class Name:
    """A name as shown, and its skeleton: what remains when look-alike letters are the same."""

    shown: str
    skeleton: str


def choose(text: str, *, skeleton: Callable[[str], str], of_staff: frozenset[str]) -> Name:
    """Return the name to show for what was typed. Raises Invalid with the sentence for the field `name`."""
    shown = one_line(text)
    if not 2 <= len(shown) <= LONGEST or not any(c.isalpha() for c in shown):
        raise Invalid(fields={"name": N_("Write a name of 2 to 80 letters.")})
    if "@" in shown or "://" in shown:
        raise Invalid(fields={"name": N_("A name cannot be an address.")})
    name = Name(shown, skeleton(shown))
    if name.skeleton in {skeleton(r) for r in RESERVED} or name.skeleton in of_staff:
        raise Invalid(fields={"name": N_("This name could be taken for someone who speaks for the city. Please choose another.")})
    return name
