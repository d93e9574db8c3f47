"""Sessions: for everybody to follow, and for those who plan them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import Response, render_template, request

from forum.council.actions import meeting
from forum.council.actions.meeting import Plan
from forum.council.blueprint import council
from forum.council.forms import ItemForm, MinutesForm, ReasonForm, SessionForm
from forum.council.pacing import meeting as meeting_state
from forum.council.queries import cases, decisions, meetings
from forum.council.types import MOST_ITEMS, SESSION_NAMES, SessionState
from forum.council.views import naming
from forum.council.views.reading import mark, names
from forum.kernel import calendars, clock, records
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import ForumError, Invalid
from forum.kernel.i18n import say
from forum.kernel.ids import new_token
from forum.kernel.text import trusted
from forum.kernel.web import conditional, is_htmx, see_other, writes
from forum.kernel.words import N_

SOON = timedelta(hours=1)
"""Before a session begins: its page follows it from then on, for those who come early."""


@council.get("/council/sessions")
@requires("council.see")
def sessions() -> str:
    """Show what comes and what was."""
    now = clock.now()
    conditional(records.clock(), now.strftime("%Y-%m-%d %H:%M"))
    past = meetings.past(now, before=mark(request.args.get("before", "")))
    shown = past[: meetings.PAGE]
    more = f"{shown[-1].starts_at.isoformat()}~{shown[-1].id}" if len(past) > meetings.PAGE else None
    return render_template("council/sessions.html", coming=[] if "before" in request.args else meetings.coming(now, cancelled_too=True), past=shown, more=more, SESSION_NAMES=SESSION_NAMES, state_of=_state)


@council.get("/council/sessions.ics")
@requires("council.see")
def feed() -> Response:
    """Send the sessions as a calendar that programs follow."""
    conditional(records.clock())
    host = naming.full_address("").split("//", 1)[-1].partition(":")[0]
    entries = [
        calendars.Entry(f"session-{s.public_id}@{host}", s.sequence, s.touched_at, s.starts_at, s.ends_at, s.title, s.place, naming.full_address(f"/council/sessions/{s.public_id}"), s.state == SessionState.CANCELLED)
        for s in meetings.for_feed()
    ]
    return Response(calendars.calendar(entries, name=say(N_("Sessions of the council"))), content_type="text/calendar; charset=utf-8")


@council.get("/council/sessions/<name>")
@requires("council.see")
def session(name: str) -> str:
    """Show a session: its agenda, what was decided so far, its minutes. While it runs, the page fetches what is new by itself."""
    row, now = meetings.by_name(name), clock.now()
    conditional(row.touched_at, records.clock(), row.starts_at - SOON <= now, row.starts_at <= now, now >= row.ends_at)
    return render_template("council/session_live.html" if is_htmx() else "council/session.html", **_words(row, now))


def _state(row: meetings.SessionRow) -> SessionState:
    return meeting_state(row.state, row.starts_at, row.ends_at, clock.now())


def _words(row: meetings.SessionRow, now: datetime) -> dict[str, Any]:
    items = meetings.agenda(row.id)
    made = decisions.of_session(row.id)
    lines = cases.lines([i.case_id for i in items if i.case_id is not None])
    titles = cases.by_proposals([p for _, p in made])
    return {
        "row": row, "items": items, "lines": lines, "made": [(d, titles.get(p)) for d, p in made], "decided": {d.case_id: d for d, _ in made}, "minutes": meetings.minutes(row.id), "is_over": row.ends_at <= now, "state": _state(row), "is_running": _state(row) is SessionState.RUNNING, "is_live": row.state == SessionState.PLANNED and row.starts_at - SOON <= now < row.ends_at,
        "is_open": _state(row) in {SessionState.PLANNED, SessionState.RUNNING}, "SESSION_NAMES": SESSION_NAMES, "trusted": trusted, **names(),
    }  # fmt: skip


@council.get("/staff/council/sessions/new")
@requires("council.meet")
def new_session() -> str:
    """Show an empty form."""
    morning = naming.city_time(clock.now() + timedelta(days=7)).replace(hour=10, minute=0)
    return render_template("council/session_form.html", form=SessionForm(formdata=None, starts_at=morning, ends_at=morning + timedelta(hours=3), once=new_token()[:40]), row=None)


@council.post("/staff/council/sessions")
@requires("council.meet")
@writes
def plan_session() -> Response | tuple[str, int]:
    """Plan a session."""
    form = SessionForm()
    try:
        if form.validate_on_submit():
            name = meeting.plan_session(_plan(form), once=(form.once.data or new_token())[:40], actor=current_actor(), now=clock.now())
            return see_other("council.agenda", name=name, done="planned")
    except ForumError as refusal:
        naming.take(form, refusal)
        return render_template("council/session_form.html", form=form, row=None), int(refusal.status)
    return render_template("council/session_form.html", form=form, row=None), 422


@council.get("/staff/council/sessions/<name>")
@requires("council.meet")
def agenda(name: str) -> str:
    """Show a session to those who prepare it."""
    return _agenda(name)


def _agenda(name: str, form: SessionForm | None = None, item: ItemForm | None = None, writing: MinutesForm | None = None, reason: ReasonForm | None = None) -> str:
    row = meetings.by_name(name)
    filled = form or SessionForm(formdata=None, title=row.title, place=row.place, starts_at=naming.city_time(row.starts_at), ends_at=naming.city_time(row.ends_at))
    on_it = {i.case_id for i in meetings.agenda(row.id)}
    return render_template(
        "council/agenda.html", **_words(row, clock.now()), form=filled, item=item or ItemForm(formdata=None), writing=writing or MinutesForm(formdata=None, once=new_token()[:40]), reason=reason or ReasonForm(formdata=None),
        waits=[c for c in cases.waiting(limit=2 * MOST_ITEMS) if c.id not in on_it][: max(0, MOST_ITEMS - len(on_it))], has_begun=row.starts_at <= clock.now(),
    )  # fmt: skip


@council.post("/staff/council/sessions/<name>")
@requires("council.meet")
@writes
def move_session(name: str) -> Response | tuple[str, int]:
    """Change time, place or title."""
    form = SessionForm()
    return _try(name, form, "moved", lambda: meeting.move_session(name, _plan(form), actor=current_actor(), now=clock.now()), lambda: _agenda(name, form=form))


@council.post("/staff/council/sessions/<name>/cancelling")
@requires("council.meet")
@writes
def cancel_session(name: str) -> Response | tuple[str, int]:
    """Cancel it."""
    form = ReasonForm()
    return _try(name, form, "cancelled", lambda: meeting.cancel_session(name, reason=form.reason.data or "", actor=current_actor(), now=clock.now()), lambda: _agenda(name, reason=form))


@council.post("/staff/council/sessions/<name>/items")
@requires("council.meet")
@writes
def add_item(name: str) -> Response | tuple[str, int]:
    """Put something on the agenda: what waits, one case, or another matter."""
    form, number = ItemForm(), request.form.get("case", "")
    if request.form.get("waiting"):
        return _try(name, form, "added", lambda: meeting.take_what_waits(name, actor=current_actor(), now=clock.now()), lambda: _agenda(name, item=form))
    case = int(number) if number.isdecimal() and len(number) < 16 else None
    return _try(name, form, "added", lambda: meeting.add_item(name, case_id=case, title=form.title.data or "", actor=current_actor(), now=clock.now()), lambda: _agenda(name, item=form))


@council.post("/staff/council/sessions/<name>/items/<int:item_id>")
@requires("council.meet")
@writes
def change_item(name: str, item_id: int) -> Response:
    """Move an item up or down, or take it off."""
    move = request.form.get("move", "")
    if move == "off":
        meeting.drop_item(name, item_id, actor=current_actor(), now=clock.now())
    elif move in {"up", "down"}:
        meeting.move_item(name, item_id, up=move == "up", actor=current_actor(), now=clock.now())
    else:
        raise Invalid
    return see_other("council.agenda", name=name, _anchor="agenda")


@council.post("/staff/council/sessions/<name>/minutes")
@requires("council.meet")
@writes
def publish_minutes(name: str) -> Response | tuple[str, int]:
    """Publish the minutes."""
    form = MinutesForm()
    return _try(name, form, "minutes", lambda: meeting.publish_minutes(name, words=form.minutes.data or "", once=(form.once.data or new_token())[:40], actor=current_actor(), now=clock.now()), lambda: _agenda(name, writing=form))


def _try(name: str, form: Any, done: str, act: Callable[[], object], again: Callable[[], str]) -> Response | tuple[str, int]:
    try:
        if form.validate_on_submit():
            act()
            return see_other("council.agenda", name=name, done=done)
    except ForumError as refusal:
        naming.take(form, refusal)
        return again(), int(refusal.status)
    return again(), 422


def _plan(form: SessionForm) -> Plan:
    return Plan(form.title.data or "", form.place.data or "", naming.from_city_time(form.starts_at.data), naming.from_city_time(form.ends_at.data))
