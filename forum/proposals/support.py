"""How far a proposal's support has come, and why somebody may not endorse it. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.kernel.rules import Refusal
from forum.kernel.words import N_, Sentence, sentence
from forum.proposals.lifecycle import ENDORSABLE
from forum.proposals.types import Kind, Stage

DEFAULT_THRESHOLD_CITY, DEFAULT_THRESHOLD_DISTRICT, DEFAULT_DAYS = 200, 40, 90
UNDO_FOR = timedelta(hours=24)

TOO_LATE = Refusal(N_("The date for endorsements has passed."))
NOT_NOW: dict[Stage, Refusal] = {
    Stage.DRAFT: Refusal(N_("This is not published yet.")),
    Stage.ON_BALLOT: Refusal(N_("This was put on a ballot: there votes count, not endorsements.")),
    Stage.DECIDED: Refusal(N_("The council has decided on this already.")),
    Stage.BEING_DONE: Refusal(N_("This is being done already.")),
    Stage.DONE: Refusal(N_("This is done already.")),
    Stage.WITHDRAWN: Refusal(N_("Its authors have withdrawn this proposal, so it takes no more endorsements.")),
    Stage.CLOSED: Refusal(N_("This proposal is closed, so it takes no more endorsements.")),
}


def refusal_for(stage: Stage, *, closes_at: datetime | None, now: datetime) -> Refusal | None:
    """Return why nobody can endorse this now, or None when it is open for it."""
    if stage not in ENDORSABLE:
        return NOT_NOW[stage]
    return TOO_LATE if stage is Stage.OPEN and closes_at is not None and closes_at <= now else None


@dataclass(frozen=True)
class Progress:
    """Support against the threshold. `percent` stops at 100; `words` say it for those who do not look at bars."""

    support: int
    threshold: int | None
    percent: int
    words: Sentence
    is_reached: bool


def progress(support: int, threshold: int | None, *, reached: bool, is_open: bool = True) -> Progress:
    """Return how far it has come, with the sentence beside the bar. `is_open`: whether it can still come further."""
    if threshold is None:
        return Progress(support, None, 0, sentence(N_("Endorsed by residents: %(support)s."), support=support), is_reached=True)
    percent = min(100, support * 100 // threshold) if threshold else 100
    if reached:
        words = sentence(N_("Endorsements: %(support)s; %(threshold)s were needed."), support=support, threshold=threshold)
    elif not is_open:
        words = sentence(N_("%(support)s of %(threshold)s endorsements."), support=support, threshold=threshold)
    else:
        words = sentence(N_("%(support)s of %(threshold)s endorsements; %(missing)s to go."), support=support, threshold=threshold,
                         missing=max(threshold - support, 0))  # fmt: skip
    return Progress(support, threshold, percent, words, is_reached=reached)


def needs_threshold(kind: Kind) -> bool:
    """Tell whether a kind must collect endorsements before the city answers; an office's own proposal need not."""
    return kind is not Kind.OFFICIAL
