"""Receives what the council must answer, gives it to an office, moves a due day once, and reminds."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from forum.council import deadlines
from forum.council.deadlines import Step
from forum.council.events import (
    AnswerExtended,
    AnswerOverdue,
    AnswerReminded,
    CaseAssigned,
    CaseEnded,
    CaseReceived,
    CaseRested,
    CaseResumed,
)
from forum.council.models import Assignment, Case, Lapse, Office, ReceivedSupport
from forum.council.queries import cases, facts
from forum.council.types import WAITING, CaseState
from forum.kernel import letters
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.text import one_line
from forum.kernel.words import N_, sentence
from forum.proposals.queries import reading
from forum.proposals.types import Stage

LOST = timedelta(days=30)
"""A review older than this without a case was there before this room was: the city gets its days from today."""
CHANGED = N_("Somebody else has changed this case since you opened it. Look at it again; nothing of yours was saved over it.")


def receive(proposal_id: int, *, at: datetime, now: datetime) -> Case:
    """Receive a proposal: its clock runs from `at`, and who supported it then is counted, once. A second time does nothing."""
    found = cases.of_proposal(proposal_id)
    if found is not None:
        return found
    calendar, zone = cases.calendar(), letters.zone()
    due_at = deadlines.end_of(deadlines.due_day(at, calendar.days, calendar, zone), zone)
    row = Case(proposal_id=proposal_id, state=CaseState.RECEIVED, received_at=at, due_at=due_at, first_due_at=due_at, touched_at=now)
    db.session.add(row)
    db.session.flush()
    _count(row, now)
    record(CaseReceived(case_id=row.id, proposal_id=proposal_id, due_at=due_at.isoformat()), actor_id=None, at=now)
    return row


def count_support(case_id: int, *, now: datetime) -> None:
    """Count who supported a proposal when it was received, where that was not done then. A second time does nothing."""
    row = locked(case_id)
    if db.session.get(ReceivedSupport, case_id) is None:
        _count(row, now)
        row.touched_at = now


def _count(row: Case, now: datetime) -> None:
    db.session.add(ReceivedSupport(case_id=row.id, content=facts.support_at(reading.row(row.proposal_id), row.received_at), at=now))
    db.session.flush()


def follow(proposal_id: int, *, now: datetime) -> None:
    """Bring a case to where its proposal's history has brought it, however late or out of order the news come. `now`: when it was looked at.

    At its first review it is received. While its authors have taken it back it rests: those days are not the city's, and the due day moves by
    as many, unless it had passed before. Closed or joined with another before an answer, it ends.
    """
    steps = reading.steps(proposal_id)
    first = next((s.at for s in steps if s.stage is Stage.UNDER_REVIEW), None)
    if first is None:
        return
    row = locked(receive(proposal_id, at=first if now - first < LOST else now, now=now).id)
    for step, after in zip(steps, (*steps[1:], None), strict=True):
        if step.stage is not Stage.WITHDRAWN or step.at < row.received_at:
            continue
        if row.state in WAITING and (row.rested_at is None or step.at > row.rested_at):
            if step.at >= row.due_at:
                note_lapse(row, now=now)
            row.state, row.rested_at = CaseState.RESTING, step.at
            _touch(row, now)
            record(CaseRested(case_id=row.id, proposal_id=proposal_id), actor_id=None, at=now)
        if row.state == CaseState.RESTING and row.rested_at == step.at and after is not None and after.stage is Stage.UNDER_REVIEW:
            _go_on(row, after.at, now)
    if steps[-1].stage is Stage.CLOSED and row.state in {*WAITING, CaseState.RESTING}:
        row.state = CaseState.ENDED
        _touch(row, now)
        record(CaseEnded(case_id=row.id, proposal_id=proposal_id), actor_id=None, at=now)


def _go_on(row: Case, at: datetime, now: datetime) -> None:
    # `rested_at` stays: it says which rest was reckoned with last.
    days = deadlines.whole_days(at - (row.rested_at or at))
    row.state = CaseState.ASSIGNED if row.office_id is not None else CaseState.RECEIVED
    row.rested_days += days
    if days and row.rested_at is not None and row.due_at > row.rested_at:
        day = deadlines.working_day(deadlines.day_of(row.due_at, letters.zone()) + timedelta(days=days), cases.calendar())
        row.due_at, row.step = deadlines.end_of(day, letters.zone()), Step.NONE
    _touch(row, now)
    record(CaseResumed(case_id=row.id, proposal_id=row.proposal_id, due_at=row.due_at.isoformat(), days=days), actor_id=None, at=now)


def assign(case_id: int, *, office_id: int, seen: int, actor: Actor, now: datetime) -> None:
    """Give a case to an office. `seen`: the case's version when the form was opened. Raises Conflict when somebody was quicker, Invalid."""
    row, office = locked(case_id), locked_office(office_id)
    if row.office_id == office.id:
        return  # sent twice
    _must_be_as_seen(row, seen)
    note_lapse(row, now=now)
    if office.is_retired:
        raise Invalid(fields={"office": N_("This office is no longer in use.")})
    row.office_id, row.assigned_at, row.state = office.id, row.assigned_at or now, CaseState.ASSIGNED
    db.session.add(Assignment(case_id=row.id, office_id=office.id, at=now, by=actor.person))
    _touch(row, now)
    record(CaseAssigned(case_id=row.id, proposal_id=row.proposal_id, office_id=office.id), actor_id=actor.person, at=now)


def extend(case_id: int, *, days: int, reason: str, seen: int, actor: Actor, now: datetime) -> None:
    """Move the due day, once and with a reason all can read. Raises Conflict when it was moved before or is past, Invalid."""
    row = locked(case_id)
    _must_be_as_seen(row, seen)
    calendar, words = cases.calendar(), one_line(reason)
    if row.extended_at is not None:
        raise Conflict(N_("This due day was moved once already. It cannot be moved again."))
    if row.due_at <= now:
        raise Conflict(N_("The due day has passed. What is late stays late; only an answer ends it."))
    faults: dict[str, object] = {}
    if not 1 <= days <= calendar.extension:
        faults["days"] = sentence(N_("From 1 to %(most)s days."), most=calendar.extension)
    if len(words) < 20:
        faults["reason"] = N_("Say why, in a sentence everybody can read.")
    if faults:
        raise Invalid(fields=faults)  # type: ignore[arg-type]
    day = deadlines.working_day(deadlines.day_of(row.due_at, letters.zone()) + timedelta(days=days), calendar)
    row.due_at, row.extended_at, row.extended_by, row.extension_reason, row.step = deadlines.end_of(day, letters.zone()), now, actor.person, words[:600], Step.NONE
    _touch(row, now)
    record(AnswerExtended(case_id=row.id, proposal_id=row.proposal_id, due_at=row.due_at.isoformat(), reason=row.extension_reason), actor_id=actor.person, at=now)


def remind(case_id: int, *, now: datetime) -> Step:
    """Take the reminder that is owed, if one is; return it. However often it runs, each is taken once, and the last is the escalation."""
    row = locked(case_id)
    if reading.row(row.proposal_id).hidden_at is not None:
        return Step.NONE  # nobody can answer what is hidden; the reminder comes when it is shown again
    owed = deadlines.step_owed(row.due_at, now, letters.zone())
    if row.state not in WAITING or owed <= row.step:
        return Step.NONE
    if owed is Step.OVERDUE:
        note_lapse(row, now=now)
    else:
        row.step = owed
        left = (deadlines.day_of(row.due_at, letters.zone()) - now.astimezone(letters.zone()).date()).days
        record(AnswerReminded(case_id=row.id, proposal_id=row.proposal_id, step=int(owed), days=left), actor_id=None, at=now)
    db.session.flush()
    return owed


def note_lapse(row: Case, *, now: datetime) -> None:
    """Note that the due day of a case passed without an answer, and which office had it then; once for each day. The case is locked and waits."""
    if now < row.due_at or row.step == Step.OVERDUE:
        return
    row.step, row.touched_at = Step.OVERDUE, now
    db.session.add(Lapse(case_id=row.id, office_id=row.office_id, due_at=row.due_at, at=now))
    db.session.flush()
    record(AnswerOverdue(case_id=row.id, proposal_id=row.proposal_id), actor_id=None, at=now)


def set_again(row: Case, day: date, *, now: datetime) -> None:
    """Let the clock of a case run to another day: the council has it studied first. What was late before stays late. The case is locked."""
    row.state = CaseState.ASSIGNED if row.office_id is not None else CaseState.RECEIVED
    row.answered_at, row.due_at, row.step = None, deadlines.end_of(day, letters.zone()), Step.NONE


def locked(case_id: int) -> Case:
    """Return a case's row, kept from others until the transaction ends. Raises NotFound."""
    row = db.session.scalars(select(Case).where(Case.id == case_id).with_for_update(key_share=True).execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound
    return row


def locked_office(office_id: int) -> Office:
    """Return an office's row, kept from others until the transaction ends: it is not retired while it is given a case. Raises NotFound."""
    row = db.session.scalars(select(Office).where(Office.id == office_id).with_for_update(key_share=True).execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound
    return row


def _must_be_as_seen(row: Case, seen: int) -> None:
    if row.state not in WAITING:
        raise Conflict(N_("This case does not wait for an answer any more."))
    if row.version != seen:
        raise Conflict(CHANGED)


def _touch(row: Case, now: datetime) -> None:
    row.version, row.touched_at = row.version + 1, now
    db.session.flush()
