"""Reads lists of proposals: filtered, sorted, a page at a time after a mark. Never OFFSET, never COUNT."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, literal, select, text, tuple_

from forum.kernel.db import db
from forum.kernel.records import CLOCK
from forum.proposals.models import Proposal, ProposalTopic
from forum.proposals.paging import mark, read
from forum.proposals.types import Card, Filters, Kind, Page, Sort, Stage

PAGE = 20
MOST_PLACES = 500

_COLUMNS = (
    Proposal.id, Proposal.kind, Proposal.stage, Proposal.title, Proposal.summary, Proposal.district_id, Proposal.lead_id, Proposal.authors,
    Proposal.opened_at, Proposal.closes_at, Proposal.support, Proposal.threshold, Proposal.comments, Proposal.latitude, Proposal.longitude,
    Proposal.place, Proposal.reached_at,
)  # fmt: skip
_SHOWN = (Proposal.opened_at.is_not(None), Proposal.hidden_at.is_(None))


def page(filters: Filters, *, topic_id: int | None, district_id: int | None, now: datetime, after: str = "", limit: int = PAGE) -> Page:
    """Return a page of cards and the mark of the next.

    `topic_id`, `district_id`: what the filters' names mean. A mark that is none of ours starts at the beginning.
    Cost: two queries, whatever the number of proposals.
    """
    query = _narrowed(filters, topic_id, district_id, now)
    column, is_descending = _order(filters.sort)
    beyond = read(after, filters.sort)
    if beyond is not None:
        last = tuple_(literal(beyond[0], column.type), literal(beyond[1]))  # compared as a pair, so that the index leads straight there
        here = tuple_(column, Proposal.id)
        query = query.where(here < last if is_descending else here > last)
    order = (column.desc(), Proposal.id.desc()) if is_descending else (column, Proposal.id)
    rows = db.session.execute(query.add_columns(column.label("sorted_by")).order_by(*order).limit(limit + 1)).all()
    shown = rows[:limit]
    more = mark(shown[-1].sorted_by, shown[-1].id) if len(rows) > limit else None
    return Page(_cards(shown), more)


def places(filters: Filters, *, topic_id: int | None, district_id: int | None, now: datetime) -> tuple[Card, ...]:
    """Return the newest proposals of the filter that have a place on the map, at most 500."""
    query = _narrowed(filters, topic_id, district_id, now).where(Proposal.latitude.is_not(None))
    return _cards(db.session.execute(query.order_by(Proposal.opened_at.desc(), Proposal.id.desc()).limit(MOST_PLACES)).all())


def cards(ids: Sequence[int]) -> dict[int, Card]:
    """Return cards of public proposals by id. Cost: two queries."""
    if not ids:
        return {}
    rows = db.session.execute(select(*_COLUMNS).where(Proposal.id.in_(ids), *_SHOWN)).all()
    return {c.id: c for c in _cards(rows)}


def near_goal(now: datetime, limit: int = 3) -> tuple[Card, ...]:
    """Return open proposals with most of their endorsements, the fullest first, out of the fifty with most support."""
    query = select(*_COLUMNS).where(*_SHOWN, _IS_OPEN, Proposal.closes_at > now, Proposal.threshold.is_not(None))
    rows = db.session.execute(query.order_by(Proposal.support.desc(), Proposal.id.desc()).limit(50)).all()
    return _cards(sorted(rows, key=lambda r: (-r.support / max(r.threshold or 1, 1), r.id))[:limit])


# Written so that no index on the stage tempts SQLite to collect every open one and sort them: the order's own index is the way.
_IS_OPEN = text("proposals.stage || '' = 'open'")
_STATE = text(f"""
    SELECT max(touched_at), sum(id * comments), {CLOCK}
    FROM (SELECT id, touched_at, comments FROM proposals ORDER BY touched_at DESC LIMIT 200) AS touched""")  # noqa: S608  a constant


def state() -> tuple[object, ...]:
    """Return what every list depends on: the latest changes of proposals, and the latest events. Cost: one query, two hundred steps on each of two indexes.

    Whatever changes in a list is an event, but for the number of comments, which the worker counts afterwards: the sum tells of a count that was committed
    after a newer one.
    """
    return tuple(db.session.execute(_STATE).one())


def overdue(now: datetime, limit: int = 200) -> list[int]:
    """Return open proposals whose date has passed. The clock of a hidden one stands still."""
    query = select(Proposal.id).where(Proposal.stage == Stage.OPEN, Proposal.closes_at <= now, Proposal.hidden_at.is_(None))
    return list(db.session.scalars(query.order_by(Proposal.id).limit(limit)))


def _narrowed(filters: Filters, topic_id: int | None, district_id: int | None, now: datetime) -> Select[Any]:
    query = select(*_COLUMNS).where(*_SHOWN)
    if filters.stage is not None:
        query = query.where(Proposal.stage == filters.stage)
    if filters.kind is not None:
        query = query.where(Proposal.kind == filters.kind)
    if district_id is not None:
        query = query.where(Proposal.district_id == district_id)
    if topic_id is not None:
        query = query.where(exists().where(ProposalTopic.proposal_id == Proposal.id, ProposalTopic.topic_id == topic_id))
    if filters.sort is Sort.CLOSING:
        query = query.where(_IS_OPEN, Proposal.closes_at > now)
    return query


def _order(sort: Sort) -> tuple[Any, bool]:
    return {
        Sort.NEWEST: (Proposal.opened_at, True), Sort.ENDORSED: (Proposal.support, True), Sort.DISCUSSED: (Proposal.comments, True),
        Sort.CLOSING: (Proposal.closes_at, False),
    }[sort]  # fmt: skip


def _cards(rows: Sequence[Any]) -> tuple[Card, ...]:
    ids = [r.id for r in rows]
    topics: dict[int, tuple[int, ...]] = {}
    if ids:
        found = select(ProposalTopic.proposal_id, ProposalTopic.topic_id).where(ProposalTopic.proposal_id.in_(ids)).order_by(ProposalTopic.topic_id)
        for proposal_id, topic_id in db.session.execute(found).tuples():
            topics[proposal_id] = (*topics.get(proposal_id, ()), topic_id)
    return tuple(
        Card(r.id, Kind(r.kind), Stage(r.stage), r.title, r.summary, r.district_id, r.lead_id, r.authors, r.opened_at, r.closes_at, r.support,
             r.threshold, r.comments, topics.get(r.id, ()), r.latitude, r.longitude, r.place, r.reached_at is not None)
        for r in rows
    )  # fmt: skip
