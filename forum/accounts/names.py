"""Names people choose: clean, of sane length, and not pretending to be the city."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from forum.kernel.errors import Invalid
from forum.kernel.text import one_line
from forum.kernel.words import N_

LONGEST = 80
# Words that no name may hold, and whole names that nobody may have. Nazim and the like are names, so they are not here.
OFFICES = ("administrator", "admin", "moderator", "council", "councillor", "officer", "auditor", "government", "police", "mayor", "ministry",
           "انتظامیہ", "کونسل", "پولیس", "میئر", "حکومت", "وزارت")  # fmt: skip
WHOLE = ("official", "the city", "city forum", "support", "former member", "system", "forum", "سابق رکن")


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
    if name.skeleton in of_staff or _speaks_for_the_city(shown, skeleton):
        raise Invalid(fields={"name": N_("This name could be taken for someone who speaks for the city. Please choose another.")})
    return name


def _speaks_for_the_city(shown: str, skeleton: Callable[[str], str]) -> bool:
    words = {skeleton(word) for word in re.split(r"[\W_]+", shown)}
    return skeleton(shown) in {skeleton(w) for w in (*WHOLE, *OFFICES)} or bool(words & {skeleton(w) for w in OFFICES})
