"""Plans sessions, puts what waits on their agendas, publishes minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from forum.council.events import AgendaChanged, MinutesPublished, SessionCancelled, SessionMoved, SessionPlanned
from forum.council.models import AgendaItem, CouncilSession, MinutesEntry
from forum.council.queries import cases, meetings
from forum.council.types import MOST_ENTRIES, MOST_ITEMS, SENT_BEFORE, WAITING, SessionState
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotFound
from forum.kernel.events import record
from forum.kernel.ids import new_public_id
from forum.kernel.rules import Actor
from forum.kernel.text import one_line, render, spoken
from forum.kernel.words import N_, Sentence

LONGEST = timedelta(hours=16)
SHORTEST = 15
STILL_TO_COME = N_("A session is planned for a time that is still to come.")


@dataclass(frozen=True)
class Plan:
    """A session as it is filled in."""

    title: str
    place: str
    starts_at: datetime
    ends_at: datetime


def plan_session(plan: Plan, *, once: str, actor: Actor, now: datetime) -> str:
    """Plan a session and return its name in addresses; the same form sent twice plans one. Raises Invalid."""
    again = meetings.by_once(once)
    if again is not None:
        return _planned(again, plan)
    _check(plan)
    if plan.starts_at <= now:
        raise Invalid(fields={"starts_at": STILL_TO_COME})
    row = CouncilSession(public_id=new_public_id(), title=one_line(plan.title), place=one_line(plan.place), starts_at=plan.starts_at, ends_at=plan.ends_at, state=SessionState.PLANNED, made_by=actor.person, once=once,
                         touched_at=now)  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError:  # the same form came twice in the same moment
        again = meetings.by_once(once)
        if again is None:
            raise
        return _planned(again, plan)
    record(SessionPlanned(session_id=row.id), actor_id=actor.person, at=now)
    return row.public_id


def _planned(again: CouncilSession, plan: Plan) -> str:
    if (again.title, again.starts_at) != (one_line(plan.title), plan.starts_at):
        raise Conflict(SENT_BEFORE)
    return again.public_id


def move_session(name: str, plan: Plan, *, actor: Actor, now: datetime) -> None:
    """Change the title, place or end of a session that is not over, or its beginning while that is still to come. Calendars that follow the feed learn of it. Raises Invalid, Conflict."""
    row = _locked(name)
    _must_be_open(row, now)
    _check(plan)
    if plan.starts_at != row.starts_at and min(plan.starts_at, row.starts_at) <= now:
        raise Invalid(fields={"starts_at": STILL_TO_COME})
    row.title, row.place, row.starts_at, row.ends_at = one_line(plan.title), one_line(plan.place), plan.starts_at, plan.ends_at
    _touch(row, now)
    record(SessionMoved(session_id=row.id), actor_id=actor.person, at=now)


def cancel_session(name: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """Cancel a session, with a reason. Raises Invalid, Conflict."""
    row, words = _locked(name), one_line(reason)
    _must_be_open(row, now)
    if len(words) < 5:
        raise Invalid(fields={"reason": N_("Say why, in a sentence everybody can read.")})
    row.state, row.reason = SessionState.CANCELLED, words[:300]
    _touch(row, now)
    record(SessionCancelled(session_id=row.id, reason=row.reason), actor_id=actor.person, at=now)


def take_what_waits(name: str, *, actor: Actor, now: datetime) -> int:
    """Put the cases that wait on the agenda, the next due first, those that are not on it yet; return how many."""
    row = _locked(name)
    _must_be_open(row, now)
    items = meetings.agenda(row.id)
    there = {i.case_id for i in items}
    found = [c for c in cases.waiting(limit=2 * MOST_ITEMS) if c.id not in there][: max(0, MOST_ITEMS - len(items))]
    position = meetings.last_position(row.id)
    db.session.add_all(AgendaItem(session_id=row.id, case_id=c.id, position=position + n) for n, c in enumerate(found, start=1))
    _change_agenda(row, actor, now)
    return len(found)


def add_item(name: str, *, case_id: int | None, title: str, actor: Actor, now: datetime) -> None:
    """Put a case or another matter on the agenda; what is on it already stays once. Raises Invalid, Conflict."""
    row, words = _locked(name), one_line(title)
    _must_be_open(row, now)
    items = meetings.agenda(row.id)
    if case_id is not None and cases.case(case_id).state not in WAITING:
        raise Conflict(N_("This case does not wait for an answer any more."))
    if case_id is None and len(words) < 3:
        raise Invalid(fields={"title": N_("Say what it is about.")})
    if len(items) >= MOST_ITEMS:
        raise Invalid(fields={"title": N_("This agenda is full.")})
    if (case_id is not None and case_id in {i.case_id for i in items}) or (case_id is None and words[:200] in {i.title for i in items}):
        return
    db.session.add(AgendaItem(session_id=row.id, case_id=case_id, title=words[:200] if case_id is None else "", position=meetings.last_position(row.id) + 1))
    _change_agenda(row, actor, now)


def drop_item(name: str, item_id: int, *, actor: Actor, now: datetime) -> None:
    """Take an item off the agenda; one that is gone already stays gone."""
    row = _locked(name)
    _must_be_open(row, now)
    found = next((i for i in meetings.agenda(row.id) if i.id == item_id), None)
    if found is not None:
        db.session.delete(found)
        _change_agenda(row, actor, now)


def move_item(name: str, item_id: int, *, up: bool, actor: Actor, now: datetime) -> None:
    """Move an item one place. Raises NotFound."""
    row = _locked(name)
    _must_be_open(row, now)
    items = meetings.agenda(row.id)
    at = next((n for n, i in enumerate(items) if i.id == item_id), None)
    if at is None:
        raise NotFound
    to = at - 1 if up else at + 1
    if 0 <= to < len(items):
        items[at].position, items[to].position = items[to].position, items[at].position
        _change_agenda(row, actor, now)


def publish_minutes(name: str, *, words: str, once: str, actor: Actor, now: datetime) -> None:
    """Publish the minutes when the session has begun; then they stand, and more words are added below them. The same form sent twice adds once. Raises Invalid, Conflict."""
    row = _locked(name)
    again = meetings.minutes_by_once(once)
    if again is not None:
        if (again.session_id, again.words) != (row.id, words.strip()):
            raise Conflict(SENT_BEFORE)
        return
    if row.state == SessionState.CANCELLED or row.starts_at > now:
        raise Conflict(N_("Minutes are written of a session that has begun."))
    if spoken(render(words).html) < SHORTEST:
        raise Invalid(fields={"minutes": N_("Write at least a sentence: people will read it word by word.")})
    if len(meetings.minutes(row.id)) >= MOST_ENTRIES:
        raise Invalid(fields={"minutes": N_("These minutes are full.")})
    db.session.add(MinutesEntry(session_id=row.id, words=words.strip(), html=render(words).html, at=now, once=once))
    _touch(row, now)
    record(MinutesPublished(session_id=row.id), actor_id=actor.person, at=now)


def _check(plan: Plan) -> None:
    faults: dict[str, Sentence | str] = {}
    if not 3 <= len(one_line(plan.title)) <= 120:
        faults["title"] = N_("Give it a title of 3 to 120 letters.")
    if len(one_line(plan.place)) > 160:
        faults["place"] = N_("This is too long.")
    if not plan.starts_at < plan.ends_at <= plan.starts_at + LONGEST:
        faults["ends_at"] = N_("It ends after it begins, and on the same day.")
    if faults:
        raise Invalid(fields=faults)


def _locked(name: str) -> CouncilSession:
    number = meetings.by_name(name).id
    return db.session.scalars(select(CouncilSession).where(CouncilSession.id == number).with_for_update(key_share=True).execution_options(populate_existing=True)).one()


def _must_be_open(row: CouncilSession, now: datetime) -> None:
    if row.state == SessionState.CANCELLED or row.ends_at <= now:
        raise Conflict(N_("This session is over or cancelled; its agenda stands as it was."))


def _change_agenda(row: CouncilSession, actor: Actor, now: datetime) -> None:
    _touch(row, now)
    record(AgendaChanged(session_id=row.id), actor_id=actor.person, at=now)


def _touch(row: CouncilSession, now: datetime) -> None:
    row.sequence, row.touched_at = row.sequence + 1, now
    db.session.flush()
