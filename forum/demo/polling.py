"""Lets the invented city vote: one vote the council has decided by, one that is over and certified, one that is open now, through the same actions that people use.

Only the dates are moved by hand: votes open and close by the database's clock, and nobody waits two weeks for a demo.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from forum.kernel.db import db
from forum.kernel.errors import ForumError
from forum.kernel.rules import Actor, Role
from forum.proposals.queries import listing
from forum.proposals.types import Filters, Stage
from forum.voting.actions import announcing, casting, certifying, closing, preparing
from forum.voting.actions.preparing import Plan
from forum.voting.queries import contests
from forum.voting.secrecy import Secrets
from forum.voting.types import Method, Publish

ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # the real dates are set when it is held
OVER = Plan(
    title="What comes to the empty plot behind Karachi Company?", question="What should the city build first on the empty plot behind Karachi Company?", district_id=None,
    source="The plot belongs to the city and stands empty since 2019. There is money for **one** of these this year. The council has promised to answer the result within sixty days.",
    method=Method.IRV, seats=1, ranks=3, publish=Publish.PATHS, opens_at=ANY_DAY, closes_at=ANY_DAY,
    titles=("A park with shade and a playground", "A library with a reading garden", "A clinic for women and children", "A parking house"),
)  # fmt: skip
DECIDED = Plan(
    title="For whom does the city build next?", question="Which of these should the city do first?", district_id=None, source="Three proposals reached the support they need in the same month. There is money to begin **one** of them this year; the other two keep their place before the council.",
    method=Method.IRV, seats=1, ranks=3, publish=Publish.PATHS, opens_at=ANY_DAY, closes_at=ANY_DAY,
)  # fmt: skip
RUNNING = Plan(
    title="Which of these first?", question="Which of these should the city do first?", district_id=None, source="All of these have the support they need. The council wants to know in which order.",
    method=Method.IRV, seats=1, ranks=3, publish=Publish.PATHS, opens_at=ANY_DAY, closes_at=ANY_DAY,
)  # fmt: skip
# How the neighbours rank, and how many of nine do.
BLOCS = (((1, 3, 2), 3), ((1, 3), 1), ((2, 3, 1), 2), ((3, 2, 1), 1), ((3, 1), 1), ((4, 3), 1))
LEFT_FOR_VISITORS = {"ayesha-khan", "hamza-tariq", "bilal-ahmed"}


def hold_first(actors: dict[str, Actor], now: datetime, secrets: Secrets) -> None:
    """Hold the vote that the council has already decided by, between the three oldest proposals before it."""
    three = [c.id for c in sorted(listing.page(Filters(stage=Stage.UNDER_REVIEW), topic_id=None, district_id=None, now=now, limit=10).cards, key=lambda c: c.id)][:3]
    name = _open(replace(DECIDED, proposal_ids=tuple(three)), actors, secrets, opens=now - timedelta(days=58), closes=now + timedelta(days=1), announced=now - timedelta(days=64))
    for n, actor in enumerate(actors.values()):
        if n % 7 != 3:
            _cast(name, actor, ((1, 3), (1, 2, 3), (3, 1), (2, 1), (1, 3, 2), (3, 1, 2), (2, 3, 1))[n * 4 % 7], now, secrets)
    _finish(name, actors, secrets, closed=now - timedelta(days=46), certified=now - timedelta(days=45))


def poll(actors: dict[str, Actor], now: datetime, secrets: Secrets) -> None:
    """Hold the vote that is over, and open the one that runs."""
    name = _open(OVER, actors, secrets, opens=now - timedelta(days=20), closes=now + timedelta(days=1), announced=now - timedelta(days=30))
    rankings = [ranking for ranking, share in BLOCS for _ in range(share)]
    for n, actor in enumerate(actors.values()):
        if n % 6 == 5:
            continue  # not everybody votes
        _cast(name, actor, rankings[n * 5 % len(rankings)], now, secrets)
    _finish(name, actors, secrets, closed=now - timedelta(days=6), certified=now - timedelta(days=5))
    ready = [c.id for c in listing.page(Filters(stage=Stage.UNDER_REVIEW), topic_id=None, district_id=None, now=now, limit=10).cards if c.district_id is None][:2]
    running = replace(RUNNING, proposal_ids=tuple(ready), titles=("Repair the swings in the sector parks",))
    name = _open(running, actors, secrets, opens=now - timedelta(days=2), closes=now + timedelta(days=12), announced=now - timedelta(days=5))
    for n, (sub, actor) in enumerate(actors.items()):
        if n % 2 == 0 and sub not in LEFT_FOR_VISITORS:
            _cast(name, actor, ((1, 2), (2, 3), (1, 3), (3, 1))[n // 2 % 4], now, secrets)
    closing.extend_log(contests.prepared(name).id, now=now, secrets=secrets)


def _finish(name: str, actors: dict[str, Actor], secrets: Secrets, *, closed: datetime, certified: datetime) -> None:
    row = contests.prepared(name)
    row.closes_at = closed
    db.session.flush()
    closing.close(row.id, now=closed, secrets=secrets)
    secrets.vault.destroy(name)
    found = contests.result(row.id)
    draw = "3 9 14 22 30" if found is not None and '"needs_lots":true' in found.content else ""
    certifying.certify(name, draw=draw, actor=_officer(actors), now=certified, secrets=secrets)


def _officer(actors: dict[str, Actor]) -> Actor:
    return next(a for a in actors.values() if Role.OFFICER in a.roles)


def _open(plan: Plan, actors: dict[str, Actor], secrets: Secrets, *, opens: datetime, closes: datetime, announced: datetime) -> str:
    when = replace(plan, opens_at=opens, closes_at=closes)
    name = preparing.prepare(when, once=f"demo {plan.title}"[:40], actor=_officer(actors), now=announced)
    announcing.announce(name, actor=_officer(actors), now=announced, secrets=secrets)
    announcing.open_contest(contests.prepared(name).id, now=opens)
    return name


def _cast(name: str, actor: Actor, ranking: tuple[int, ...], now: datetime, secrets: Secrets) -> None:
    try:
        casting.cast(contests.prepared(name).id, ranking, nonce=None, once="demo", actor=actor, now=now, secrets=secrets)
    except ForumError:
        return  # not a confirmed resident
