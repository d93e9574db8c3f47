"""The one diagram of a proposal's way, and who may take which step.

    draft -> open -> under review -> on ballot -> decided -> being done -> done
               \\          \\____________________^
                withdrawn, or closed with a reason
"""

from dataclasses import dataclass

from forum.kernel.errors import Conflict
from forum.kernel.words import N_, sentence
from forum.proposals.types import STAGE_NAMES, Kind, Mover, Stage

_S, _M = Stage, Mover

MOVES: dict[tuple[Stage, Stage], frozenset[Mover]] = {
    (_S.DRAFT, _S.OPEN): frozenset({_M.AUTHOR}),
    (_S.OPEN, _S.UNDER_REVIEW): frozenset({_M.SUPPORT, _M.STAFF}),
    (_S.OPEN, _S.WITHDRAWN): frozenset({_M.AUTHOR}),
    (_S.OPEN, _S.CLOSED): frozenset({_M.CLOCK, _M.STAFF, _M.MERGE}),
    (_S.WITHDRAWN, _S.OPEN): frozenset({_M.AUTHOR}),
    (_S.UNDER_REVIEW, _S.ON_BALLOT): frozenset({_M.VOTE}),
    (_S.UNDER_REVIEW, _S.DECIDED): frozenset({_M.COUNCIL}),
    (_S.UNDER_REVIEW, _S.WITHDRAWN): frozenset({_M.AUTHOR}),
    (_S.UNDER_REVIEW, _S.CLOSED): frozenset({_M.STAFF, _M.MERGE}),
    (_S.WITHDRAWN, _S.UNDER_REVIEW): frozenset({_M.AUTHOR}),
    (_S.ON_BALLOT, _S.UNDER_REVIEW): frozenset({_M.VOTE}),
    (_S.ON_BALLOT, _S.DECIDED): frozenset({_M.COUNCIL}),
    (_S.DECIDED, _S.BEING_DONE): frozenset({_M.COUNCIL}),
    (_S.DECIDED, _S.CLOSED): frozenset({_M.COUNCIL}),
    (_S.BEING_DONE, _S.DECIDED): frozenset({_M.COUNCIL}),  # the decision was corrected to one that accepts nothing
    (_S.BEING_DONE, _S.DONE): frozenset({_M.COUNCIL}),
    (_S.BEING_DONE, _S.CLOSED): frozenset({_M.COUNCIL}),
}

ROAD = (_S.DRAFT, _S.OPEN, _S.UNDER_REVIEW, _S.ON_BALLOT, _S.DECIDED, _S.BEING_DONE, _S.DONE)
PUBLIC = frozenset(Stage) - {_S.DRAFT}
ENDORSABLE = frozenset({_S.OPEN, _S.UNDER_REVIEW})
CHANGEABLE = frozenset({_S.OPEN, _S.UNDER_REVIEW})
ENDS = frozenset({_S.DONE, _S.CLOSED})

WHAT_NEXT: dict[Stage, str] = {
    _S.DRAFT: N_("Its authors are still writing; nobody else can see it."),
    _S.OPEN: N_("With enough endorsements by the date, the council must answer."),
    _S.UNDER_REVIEW: N_("The responsible office looks at it; it goes to a vote or straight to the council’s decision."),
    _S.ON_BALLOT: N_("Residents rank the options; the council then decides with the result in hand."),
    _S.DECIDED: N_("The council has answered, with reasons."),
    _S.BEING_DONE: N_("It is being done; each milestone is reported here."),
    _S.DONE: N_("It is done."),
    _S.WITHDRAWN: N_("Its authors took it back."),
    _S.CLOSED: N_("It goes no further; the reason stands below."),
}


OFFICIAL_NEXT = N_("Everybody can read, amend and endorse it; an officer takes it to review.")


def what_next(stage: Stage, kind: Kind) -> str:
    """Return the sentence that says what comes next; an office's own proposal needs no threshold."""
    return OFFICIAL_NEXT if kind is Kind.OFFICIAL and stage is _S.OPEN else WHAT_NEXT[stage]


class NotThatWay(Conflict):
    """The diagram knows no such step, or not by whoever tried."""


def check(stage: Stage, to: Stage, *, by: Mover) -> None:
    """Raise NotThatWay unless the diagram has the step and `by` may take it."""
    if by not in MOVES.get((stage, to), frozenset()):
        raise NotThatWay(sentence(N_("This proposal stands at “%(stage)s”, and cannot go from there to “%(to)s” this way."),
                                  stage=sentence(STAGE_NAMES[stage]), to=sentence(STAGE_NAMES[to])))  # fmt: skip


@dataclass(frozen=True)
class Stop:
    """One stop of the stage line: `state` is done, now, ahead or skipped."""

    stage: Stage
    state: str


def line(stage: Stage, passed: tuple[Stage, ...]) -> tuple[Stop, ...]:
    """Return the stage line: the road as it was taken, where it stands, and what is ahead.

    `passed`: stages it has stood at, in order. A proposal that ended early shows its end as the last stop.
    """
    been = set(passed)
    ended = stage in {Stage.WITHDRAWN, Stage.CLOSED}
    furthest = max((ROAD.index(s) for s in been | {stage} if s in ROAD), default=0)
    stops = []
    for n, stop in enumerate(ROAD):
        if stop is stage:
            stops.append(Stop(stop, "now"))
        elif stop in been or stop is Stage.DRAFT:
            stops.append(Stop(stop, "done"))
        elif n < furthest:
            stops.append(Stop(stop, "skipped"))
        elif not ended:
            stops.append(Stop(stop, "ahead"))
    return (*stops, Stop(stage, "now")) if ended else tuple(stops)
