"""Prepares a vote: its question, options and rules, until it is announced."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select

from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotFound
from forum.kernel.events import record
from forum.kernel.ids import new_public_id, slug
from forum.kernel.rules import Actor
from forum.kernel.text import one_line, render
from forum.kernel.words import N_, Sentence, sentence
from forum.proposals.queries import reading
from forum.voting.events import ContestPrepared
from forum.voting.models import Contest, ContestOption
from forum.voting.packing import MOST_RANKS
from forum.voting.queries import contests
from forum.voting.types import FEWEST_OPTIONS, MOST_OPTIONS, STATUS_QUO, Method, Publish, State


@dataclass(frozen=True)
class Plan:
    """A vote as its officer wants it. `titles`: options that are no proposal."""

    title: str
    question: str
    source: str
    district_id: int | None
    method: Method
    seats: int
    ranks: int
    publish: Publish
    opens_at: datetime
    closes_at: datetime
    proposal_ids: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()
    keeps_status_quo: bool = True
    faults: dict[str, Sentence | str] = field(default_factory=dict)


def prepare(plan: Plan, *, once: str, actor: Actor, now: datetime) -> str:
    """Begin a vote and return its name in addresses; the same form sent twice begins one. Raises Invalid."""
    found = contests.by_once(once)
    if found is not None:
        return found.slug
    _check(plan)
    name = slug(plan.title, fallback="vote")
    if contests.slug_is_taken(name):
        name = f"{name}-{new_public_id(4)}"
    row = Contest(slug=name, once=once, made_by=actor.person, state=State.DRAFT, state_at=now, method=plan.method, publish=plan.publish, title="", question="", opens_at=plan.opens_at,
                  closes_at=plan.closes_at, touched_at=now)  # fmt: skip
    db.session.add(row)
    _write(row, plan, now)
    record(ContestPrepared(contest_id=row.id), actor_id=actor.person, at=now)
    return name


def change(name: str, plan: Plan, *, now: datetime) -> None:
    """Change a vote that is not announced yet. Raises Invalid, Conflict once it is locked."""
    row = locked(contests.prepared(name).id)
    must_be_draft(row)
    _check(plan)
    _write(row, plan, now)


def discard(name: str) -> None:
    """Throw away what was prepared. Raises Conflict once it is announced."""
    row = locked(contests.prepared(name).id)
    must_be_draft(row)
    db.session.execute(delete(ContestOption).where(ContestOption.contest_id == row.id))
    db.session.delete(row)


def locked(contest_id: int) -> Contest:
    """Return a vote's row, kept from others until the transaction ends. Raises NotFound."""
    row = db.session.scalars(select(Contest).where(Contest.id == contest_id).with_for_update(key_share=True).execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound
    return row


def must_be_draft(row: Contest) -> None:
    """Raise Conflict for a vote that is announced: its question and rules are locked."""
    if row.state != State.DRAFT:
        raise Conflict(N_("This vote is announced. Its question, options and rules cannot change any more; it can only be declared void."))


def _check(plan: Plan) -> None:
    faults: dict[str, Sentence | str] = dict(plan.faults)
    if not 5 <= len(one_line(plan.title)) <= 120:
        faults["title"] = N_("Give it a title of 5 to 120 letters.")
    if not 10 <= len(one_line(plan.question)) <= 300:
        faults["question"] = N_("Ask a question of 10 to 300 letters.")
    options = _options(plan)
    words = [o.title.casefold() for o in options]
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        faults["titles"] = sentence(N_("There should be from %(fewest)s to %(most)s options, not %(number)s."), fewest=FEWEST_OPTIONS, most=MOST_OPTIONS, number=len(options))
    elif len(set(words)) != len(words):
        faults["titles"] = N_("Two options have the same words; nobody could tell them apart.")
    elif not 1 <= plan.seats < len(options):
        faults["seats"] = N_("There must be fewer winners than options.")
    if plan.method is not Method.SCOTTISH and plan.seats > 1:
        faults["seats"] = N_("This method finds one winner; for several choose Scottish STV.")
    if not 1 <= plan.ranks <= MOST_RANKS:
        faults["ranks"] = sentence(N_("People can rank from 1 to %(most)s options."), most=MOST_RANKS)
    if faults:
        raise Invalid(fields=faults)


def _options(plan: Plan) -> Sequence[ContestOption]:
    titles = reading.titles(set(plan.proposal_ids))
    found = [ContestOption(title=titles[n], proposal_id=n) for n in plan.proposal_ids if n in titles]
    found += [ContestOption(title=one_line(t)[:200]) for t in plan.titles if one_line(t)]
    return [*found, ContestOption(title=STATUS_QUO, is_status_quo=True)] if plan.keeps_status_quo else found


def _write(row: Contest, plan: Plan, now: datetime) -> None:
    row.title, row.question, row.source, row.html = one_line(plan.title), one_line(plan.question), plan.source, render(plan.source).html if plan.source.strip() else ""
    row.district_id, row.method, row.seats, row.publish = plan.district_id, plan.method, plan.seats, plan.publish
    row.opens_at, row.closes_at, row.touched_at = plan.opens_at, plan.closes_at, now
    options = _options(plan)
    row.ranks = min(plan.ranks, len(options))
    db.session.flush()
    db.session.execute(delete(ContestOption).where(ContestOption.contest_id == row.id))
    for code, option in enumerate(options, start=1):
        option.contest_id, option.code = row.id, code
    db.session.add_all(options)
    db.session.flush()
