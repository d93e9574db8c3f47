"""Reads who answers: the city's offices with their people, the council's members, and how offices have answered."""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select

from forum.accounts.models import RoleGrant
from forum.council import deadlines
from forum.council.models import Case, Lapse, Office, OfficePerson
from forum.council.types import WAITING, CaseState, OfficeRecord
from forum.kernel.db import db
from forum.kernel.errors import NotFound
from forum.kernel.letters import zone
from forum.kernel.rules import Role
from forum.proposals.models import Proposal


def offices(*, retired_too: bool = False) -> list[Office]:
    """Return the offices, in the order in which they were named."""
    query = select(Office).order_by(Office.id)
    return list(db.session.scalars(query if retired_too else query.where(Office.is_retired.is_(False))))


def office(office_id: int) -> Office:
    """Return an office. Raises NotFound."""
    found = db.session.get(Office, office_id)
    if found is None:
        raise NotFound
    return found


def people_of(office_id: int | None) -> set[int]:
    """Return who works for an office."""
    return set(db.session.scalars(select(OfficePerson.person_id).where(OfficePerson.office_id == office_id)))


def offices_of(person_id: int | None) -> set[int]:
    """Return the offices somebody works for."""
    return set(db.session.scalars(select(OfficePerson.office_id).where(OfficePerson.person_id == person_id)))


def people_of_offices() -> dict[int, list[int]]:
    """Return who works for each office. Cost: one query."""
    found: dict[int, list[int]] = {}
    for office_id, person_id in db.session.execute(select(OfficePerson.office_id, OfficePerson.person_id).order_by(OfficePerson.person_id)).tuples():
        found.setdefault(office_id, []).append(person_id)
    return found


def members(*, on: date | None = None) -> list[int]:
    """Return the council's members; `on`: those of another day in the city. Cost: one query."""
    if on is None:
        return _holders(Role.COUNCIL_MEMBER, RoleGrant.ended_at.is_(None))
    begin, end = deadlines.end_of(on - timedelta(days=1), zone()), deadlines.end_of(on, zone())
    return _holders(Role.COUNCIL_MEMBER, (RoleGrant.given_at < end) & (RoleGrant.ended_at.is_(None) | (RoleGrant.ended_at >= begin)))


def officers() -> list[int]:
    """Return who gives cases to offices. Cost: one query."""
    return _holders(Role.OFFICER, RoleGrant.ended_at.is_(None))


def _holders(role: Role, when: ColumnElement[bool]) -> list[int]:
    # Whoever holds the role for a district only may not enter the council's pages, which ask for the whole city (`Actor.has_role`).
    query = select(RoleGrant.person_id).where(RoleGrant.role == role, RoleGrant.area_id == 0, when).order_by(RoleGrant.person_id)
    return list(dict.fromkeys(db.session.scalars(query)))


def owes(office_id: int) -> bool:
    """Tell whether an office still has something to answer, shown or not."""
    return db.session.scalar(select(Case.id).where(Case.office_id == office_id, Case.state.in_((*WAITING, CaseState.RESTING))).limit(1)) is not None


def records(now: datetime) -> list[OfficeRecord]:
    """Return how every office has answered, and what no office was given, last; days on which a proposal was taken back are not counted. Cost: two queries; a row for each case and each missed day there ever was."""
    shown = Proposal.hidden_at.is_(None)
    rows = db.session.execute(select(Case.id, Case.office_id, Case.state, Case.received_at, Case.due_at, Case.answered_at, Case.rested_days).join(Proposal, Proposal.id == Case.proposal_id).where(shown, Case.state.in_((*WAITING, CaseState.ANSWERED)))).all()
    missed = db.session.execute(select(Lapse.case_id, Lapse.office_id).join(Case, Case.id == Lapse.case_id).join(Proposal, Proposal.id == Case.proposal_id).where(shown)).all()
    late = {r.case_id for r in missed}
    found = []
    for office_id in sorted({r.office_id for r in rows} | {r.office_id for r in missed}, key=lambda n: (n is None, n or 0)):
        own = [r for r in rows if r.office_id == office_id]
        done = [r for r in own if r.answered_at is not None]
        waits = [r for r in own if r.state in WAITING]
        days = sorted(deadlines.days_taken(r.received_at, r.answered_at, zone()) - r.rested_days for r in done)
        found.append(OfficeRecord(office_id, len(done), sum(r.id not in late for r in done), len(waits), sum(r.due_at <= now for r in waits), sum(r.office_id == office_id for r in missed), tuple(days)))
    return found


def missed_by(office_id: int, limit: int = 30) -> list[tuple[Lapse, str]]:
    """Return the due days that an office let pass, the latest first, each with its proposal's title. Cost: one query."""
    query = select(Lapse, Proposal.title).join(Case, Case.id == Lapse.case_id).join(Proposal, Proposal.id == Case.proposal_id).where(Lapse.office_id == office_id, Proposal.hidden_at.is_(None))
    return list(db.session.execute(query.order_by(Lapse.due_at.desc(), Lapse.id.desc()).limit(limit)).tuples())
