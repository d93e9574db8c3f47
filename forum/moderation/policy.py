"""The published rules of the conversation, what can be decided, and the times that hold. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

from forum.kernel.words import N_
from forum.moderation.types import Broken

APPEAL_WITHIN = timedelta(days=30)
CLAIM_FOR = timedelta(hours=2)
NEWCOMER_PER_HOUR = 5
LONGEST_SUSPENSION = 180


RULE_MEANINGS: dict[Broken, str] = {
    Broken.INSULT: N_("Argue with what was said, as sharply as you like; not against who said it."),
    Broken.HATRED: N_("Nobody is run down for religion, sect, language, origin, sex, disability or poverty."),
    Broken.THREAT: N_("No threats, not even hinted at; no calls to harm people or things."),
    Broken.PRIVATE: N_("No addresses, telephone numbers, identity numbers, plates or pictures of people who did not agree."),
    Broken.PRETENCE: N_("Nobody speaks as another person, an office or a profession that is not theirs."),
    Broken.SPAM: N_("No advertising, no campaigns by copying; say it once, in your own words."),
    Broken.OFF_TOPIC: N_("Each thread has a subject; other subjects have threads of their own."),
    Broken.UNLAWFUL: N_("What the law forbids is forbidden here; say which law, if you can."),
}


class Outcome(StrEnum):
    """How a case can end. `HELD` is not an end: it waits for a person."""

    HELD = "held"
    KEPT = "kept"
    WARNED = "warned"
    HIDDEN = "hidden"
    SUSPENDED = "suspended"


OUTCOME_NAMES: dict[Outcome, str] = {
    Outcome.HELD: N_("Held until somebody has read it"),
    Outcome.KEPT: N_("Left as it is"),
    Outcome.WARNED: N_("Left as it is, with a warning to its author"),
    Outcome.HIDDEN: N_("Hidden"),
    Outcome.SUSPENDED: N_("Hidden, and its author suspended for a time"),
}
CHOICES = (Outcome.KEPT, Outcome.WARNED, Outcome.HIDDEN, Outcome.SUSPENDED)
HIDES = frozenset({Outcome.HIDDEN, Outcome.SUSPENDED})
TELLS = frozenset({Outcome.HELD, Outcome.WARNED, Outcome.HIDDEN, Outcome.SUSPENDED})


def is_claimed(by: int | None, at: datetime | None, now: datetime) -> bool:
    """Tell whether somebody is reading a case: a claim ends by itself after two hours."""
    return by is not None and at is not None and now - at < CLAIM_FOR


class State(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    SECOND = "second"
    DECIDED = "decided"


STATE_NAMES: dict[State, str] = {
    State.OPEN: N_("To be decided"),
    State.SECOND: N_("A second pair of eyes"),
    State.DECIDED: N_("Decided"),
}
