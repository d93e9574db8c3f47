"""Reads milestones and what was reported of them."""

from collections.abc import Collection
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, select

from forum.council.models import Case, Milestone, MilestoneReport
from forum.council.pacing import pace
from forum.council.types import Work
from forum.kernel.db import db
from forum.kernel.errors import NotFound
from forum.proposals.models import Proposal, ProposalTopic

MilestoneRow: TypeAlias = Milestone
MOST = 300


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
    """Return the milestones of a case, the next due first. Cost: one query."""
    return _works(Milestone.case_id == case_id, today)


def tracked(today: date, *, topic_id: int | None = None, district_id: int | None = None) -> list[Work]:
    """Return every milestone in the city, narrowed if wished, the next due first; at most 300. Cost: one query."""
    found: ColumnElement[bool] = Proposal.hidden_at.is_(None)
    if topic_id is not None:
        found &= Proposal.id.in_(select(ProposalTopic.proposal_id).where(ProposalTopic.topic_id == topic_id))
    if district_id is not None:
        found &= Proposal.district_id == district_id
    return _works(found, today)


def reports(milestone_ids: Collection[int]) -> dict[int, list[MilestoneReport]]:
    """Return what was reported of milestones, the latest first. Cost: one query."""
    found: dict[int, list[MilestoneReport]] = {}
    for row in db.session.scalars(select(MilestoneReport).where(MilestoneReport.milestone_id.in_(milestone_ids)).order_by(MilestoneReport.id.desc())):
        found.setdefault(row.milestone_id, []).append(row)
    return found


def _works(found: ColumnElement[bool], today: date) -> list[Work]:
    query: Any = (
        select(Milestone, Case.proposal_id, Proposal.title, Proposal.district_id).join(Case, Case.id == Milestone.case_id).join(Proposal, Proposal.id == Case.proposal_id)
        .where(found).order_by(Milestone.done_on.is_not(None), Milestone.first_due_on, Milestone.id).limit(MOST)
    )  # fmt: skip
    return [
        Work(m.id, m.case_id, proposal_id, title, district_id, m.title, m.first_due_on, m.due_on, m.percent, m.planned, m.spent, pace(min(m.due_on, m.first_due_on), m.done_on, today, is_dropped=m.dropped_at is not None), m.done_on)
        for m, proposal_id, title, district_id in db.session.execute(query).tuples()
    ]
