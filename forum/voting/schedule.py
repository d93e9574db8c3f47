"""When a vote opens and closes, and what may be done in between. Pure: stored state and times in, the state at a moment out.

What was closed stays closed whatever the clock says; what is announced opens and closes at its very moment, whether a job came by or not.
"""

from datetime import datetime, timedelta

from forum.kernel.words import N_, Sentence, sentence
from forum.voting.types import State

SHORTEST, LONGEST, NOTICE = timedelta(hours=1), timedelta(days=60), timedelta(minutes=10)

NOT_YET = N_("This vote is not open yet.")
OVER = N_("This vote is closed. Ballots that came after the closing moment are not counted, whoever sent them.")
VOIDED = N_("This vote was declared void; the reason stands on its page.")


def state_at(stored: State, *, opens_at: datetime, closes_at: datetime, now: datetime) -> State:
    """Return the state of a vote at a moment."""
    if stored not in {State.ANNOUNCED, State.OPEN}:
        return stored
    if now >= closes_at:
        return State.CLOSED
    return State.OPEN if now >= opens_at or stored is State.OPEN else State.ANNOUNCED


def refusal_to_vote(state: State) -> str | None:
    """Return why no ballot is taken in this state, or None."""
    return {State.OPEN: None, State.VOID: VOIDED, State.DRAFT: NOT_YET, State.ANNOUNCED: NOT_YET}.get(state, OVER)


def faults(opens_at: datetime, closes_at: datetime, *, now: datetime) -> dict[str, Sentence | str]:
    """Return what is wrong with the dates of a vote about to be announced, by field."""
    if opens_at < now + NOTICE:
        return {"opens_at": N_("A vote opens ten minutes after it is announced at the earliest: people must be able to read it first.")}
    if closes_at - opens_at < SHORTEST:
        return {"closes_at": N_("A vote is open for an hour at least.")}
    if closes_at - opens_at > LONGEST:
        return {"closes_at": sentence(N_("A vote is open for %(days)s days at most."), days=LONGEST.days)}
    return {}
