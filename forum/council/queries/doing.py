"""Reads milestones and what was reported of them."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, case, func, select, tuple_

from forum.council.models import Case, Milestone, MilestoneReport
from forum.council.pacing import pace
from forum.council.types import Pace, Work
from forum.kernel.db import db
from forum.kernel.errors import NotFound
from forum.proposals.models import Proposal, ProposalTopic

MilestoneRow: TypeAlias = Milestone
MOST, PAGE = 300, 24


def milestone(milestone_id: int) -> Milestone:
    """Return a milestone. Raises NotFound."""
    found = db.session.get(Milestone, milestone_id)
    if found is None:
        raise NotFound
    return found


def by_once(once: str) -> Milestone | None:
    return db.session.scalars(select(Milestone).where(Milestone.once == once)).one_or_none()


def report_by_once(once: str) -> MilestoneReport | None:
    return db.session.scalars(select(MilestoneReport).where(MilestoneReport.once == once)).one_or_none()


def report(report_id: int) -> MilestoneReport | None:
    return db.session.get(MilestoneReport, report_id)


def of_case(case_id: int, today: date) -> list[Work]:
    """Return the milestones of a case: the open ones first, of those the one promised first. Cost: one query."""
    return sorted(_works(Milestone.case_id == case_id, today), key=lambda w: w.pace in {Pace.DONE, Pace.DROPPED})


def tracked(wanted: Pace, today: date, *, topic_id: int | None = None, district_id: int | None = None, after: tuple[date, int] | None = None, limit: int = PAGE + 1) -> list[Work]:
    """Return the milestones of the city that stand so, narrowed if wished, the one promised first coming first. Cost: one query."""
    found = _public(topic_id, district_id) & _standing(wanted, today)
    return _works(found if after is None else found & (tuple_(Milestone.first_due_on, Milestone.id) > after), today, limit)


def counted(today: date, *, topic_id: int | None = None, district_id: int | None = None) -> dict[Pace, int]:
    """Return how many milestones of the city stand how. Cost: one query."""
    kind = case(*((_standing(pace_, today), pace_.value) for pace_ in Pace), else_="")
    query = select(kind, func.count()).select_from(Milestone).join(Case, Case.id == Milestone.case_id).join(Proposal, Proposal.id == Case.proposal_id).where(_public(topic_id, district_id)).group_by(kind)
    found = {r[0]: r[1] for r in db.session.execute(query)}
    return {pace_: found.get(pace_, 0) for pace_ in Pace}


def due_soon(office_ids: Collection[int], today: date, limit: int = PAGE) -> list[Work]:
    """Return what some offices promised and is late or due within two weeks, the one promised first coming first. Cost: one query, none for no office."""
    open_ones = Milestone.dropped_at.is_(None) & Milestone.done_on.is_(None) & (Milestone.first_due_on <= today + timedelta(days=14)) & Proposal.hidden_at.is_(None)
    return _works(open_ones & Case.office_id.in_(office_ids), today, limit) if office_ids else []


def to_note_late(today: date, limit: int = 1_000) -> list[int]:
    """Return milestones whose day has passed without a word of it. Cost: one query."""
    query = select(Milestone.id).join(Case, Case.id == Milestone.case_id).join(Proposal, Proposal.id == Case.proposal_id).where(_standing(Pace.LATE, today), Milestone.late_at.is_(None), Proposal.hidden_at.is_(None))
    return list(db.session.scalars(query.order_by(Milestone.id).limit(limit)))


def _public(topic_id: int | None, district_id: int | None) -> ColumnElement[bool]:
    found: ColumnElement[bool] = Proposal.hidden_at.is_(None)
    if topic_id is not None:
        found &= Proposal.id.in_(select(ProposalTopic.proposal_id).where(ProposalTopic.topic_id == topic_id))
    return found if district_id is None else found & (Proposal.district_id == district_id)


def _standing(wanted: Pace, today: date) -> ColumnElement[bool]:
    # As `pacing.pace`, for the database.
    if wanted is Pace.DROPPED:
        return Milestone.dropped_at.is_not(None)
    if wanted is Pace.DONE:
        return Milestone.dropped_at.is_(None) & Milestone.done_on.is_not(None)
    is_late = (Milestone.first_due_on < today) | (Milestone.due_on < today)
    return Milestone.dropped_at.is_(None) & Milestone.done_on.is_(None) & (is_late if wanted is Pace.LATE else ~is_late)


def reports(milestone_ids: Collection[int]) -> dict[int, list[MilestoneReport]]:
    """Return what was reported of milestones, the latest first. Cost: one query."""
    found: dict[int, list[MilestoneReport]] = {}
    for row in db.session.scalars(select(MilestoneReport).where(MilestoneReport.milestone_id.in_(milestone_ids)).order_by(MilestoneReport.id.desc())):
        found.setdefault(row.milestone_id, []).append(row)
    return found


def _works(found: ColumnElement[bool], today: date, limit: int = MOST) -> list[Work]:
    query: Any = (
        select(Milestone, Case.proposal_id, Proposal.title, Proposal.district_id).join(Case, Case.id == Milestone.case_id).join(Proposal, Proposal.id == Case.proposal_id)
        .where(found).order_by(Milestone.first_due_on, Milestone.id).limit(limit)
    )  # fmt: skip
    return [
        Work(m.id, m.case_id, proposal_id, title, district_id, m.title, m.first_due_on, m.due_on, m.percent, m.planned, m.spent, pace(min(m.due_on, m.first_due_on), m.done_on, today, is_dropped=m.dropped_at is not None), m.done_on)
        for m, proposal_id, title, district_id in db.session.execute(query).tuples()
    ]
