"""Offices, their people, and the city's calendar."""

from flask import Response, current_app, render_template, request

from forum.accounts import queries as accounts
from forum.council.actions import setting_up
from forum.council.blueprint import council
from forum.council.forms import CalendarForm, OfficeForm
from forum.council.queries import answering, cases
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Invalid
from forum.kernel.i18n import chosen
from forum.kernel.settings import Settings
from forum.kernel.web import see_other, writes


@council.get("/staff/council/setting-up")
@requires("council.set_up")
def set_up() -> str:
    """Show offices and calendar."""
    return _page()


def _page(calendar: CalendarForm | None = None, office: OfficeForm | None = None, wrong: int = -1) -> str:
    now = cases.calendar()
    days = "\n".join(f"{h.day.isoformat()} {h.name}".strip() for h in cases.holidays())
    found, people = answering.offices(retired_too=True), answering.people_of_offices()
    who = accounts.authors_for(p for ps in people.values() for p in ps)
    forms = {o.id: OfficeForm(formdata=None, prefix=f"o{o.id}", name=o.name.get(chosen(), ""), people=", ".join(who[p].handle or "" for p in people.get(o.id, []))) for o in found}
    forms[0] = OfficeForm(formdata=None, prefix="o0")
    if office is not None:
        forms[wrong] = office
    return render_template("council/setting_up.html", calendar=calendar or CalendarForm(formdata=None, days=now.days, extension=now.extension, weekend=list(now.weekend), holidays=days), found=found, forms=forms)


@council.post("/staff/council/setting-up/calendar")
@requires("council.set_up")
@writes
def set_calendar() -> Response | tuple[str, int]:
    """Set the calendar."""
    form = CalendarForm()
    try:
        if form.validate_on_submit():
            setting_up.set_calendar(days=form.days.data or 0, extension=form.extension.data or 0, weekend=form.weekend.data or [], actor=current_actor(), now=clock.now())
            setting_up.set_holidays(form.holidays.data or "", actor=current_actor(), now=clock.now())
            return see_other("council.set_up", done="saved")
    except Invalid as refusal:
        form.take(refusal)
    return _page(calendar=form), 422


@council.post("/staff/council/setting-up/offices/<int:office_id>")
@requires("council.set_up")
@writes
def set_office(office_id: int) -> Response | tuple[str, int]:
    """Name an office, in the language of the page, and its people. 0: a new one."""
    form = OfficeForm(prefix=f"o{office_id}")
    settings: Settings = current_app.extensions["forum.settings"]
    before = dict(answering.office(office_id).name) if office_id else {}
    locale = chosen() if chosen() in settings.locales else settings.locales[0]
    try:
        if form.validate_on_submit():
            setting_up.set_office(office_id or None, name={**before, locale: form.name.data or ""}, handles=(form.people.data or "").split(","), actor=current_actor(), now=clock.now())
            return see_other("council.set_up", done="saved")
    except Invalid as refusal:
        form.take(refusal)
    return _page(office=form, wrong=office_id), 422


@council.post("/staff/council/setting-up/offices/<int:office_id>/retiring")
@requires("council.set_up")
@writes
def retire_office(office_id: int) -> Response:
    """Take an office out of use, or back."""
    setting_up.retire_office(office_id, retired=request.form.get("retired") == "yes", actor=current_actor(), now=clock.now())
    return see_other("council.set_up", done="saved")
