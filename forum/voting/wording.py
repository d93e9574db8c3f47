"""Looks at the wording of a question as a careful colleague would: what it finds is advice, never a refusal."""

import re
from collections.abc import Sequence

from forum.kernel.words import N_

_LEADING = re.compile(r"\b(don.?t you|wouldn.?t you|isn.?t it|surely|obviously|of course|everyone knows|at last|finally)\b|کیا یہ درست نہیں|ظاہر ہے|یقیناً", re.IGNORECASE)
_TWO_AT_ONCE = re.compile(r"\band\b.*\?|\bas well as\b|/| اور .*؟", re.IGNORECASE)


def advice(question: str, titles: Sequence[str]) -> list[str]:
    """Return what a colleague would say of a question and its options."""
    found = []
    if _LEADING.search(question):
        found.append(N_("The question leads: words such as “surely” or “don’t you” tell people what to answer."))
    if _TWO_AT_ONCE.search(question):
        found.append(N_("The question may ask two things at once; somebody who wants one of them cannot say so."))
    if question and not question.rstrip().endswith(("?", "؟")):
        found.append(N_("A question people answer ends in a question mark."))
    if any(len(word) > 3 and word.isupper() for word in question.split()) or "!" in question:
        found.append(N_("Capitals and exclamation marks shout."))
    lengths = [len(t) for t in titles]
    if lengths and max(lengths) > 3 * max(min(lengths), 12):
        found.append(N_("One option is much longer than another; the longer one looks more important."))
    return found
