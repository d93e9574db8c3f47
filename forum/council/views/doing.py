"""The milestones that follow a decision, and reports on them."""

from flask import Response, current_app, render_template, request

from forum.council.actions import doing as acting
from forum.council.actions.doing import Report
from forum.council.blueprint import council
from forum.council.forms import MilestoneForm, ReportForm
from forum.council.queries import cases, doing
from forum.council.types import Pace
from forum.council.views import naming
from forum.council.views.reading import names
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import ForumError
from forum.kernel.ids import new_token
from forum.kernel.settings import Settings
from forum.kernel.text import trusted
from forum.kernel.web import see_other, writes
from forum.kernel.words import N_


@council.post("/staff/council/cases/<int:case_id>/milestones")
@requires("council.report")
@writes
def set_milestone(case_id: int) -> Response | tuple[str, int]:
    """Set a milestone."""
    form = MilestoneForm()
    try:
        if form.validate_on_submit():
            acting.set_milestone(case_id, title=form.title.data or "", due_on=form.due_on.data, planned=form.planned.data or 0, once=(form.once.data or new_token())[:40], actor=current_actor(), now=clock.now())
            return see_other("council.milestones", case_id=case_id, done="set")
    except ForumError as refusal:
        naming.take(form, refusal)
        return _milestones(case_id, form), int(refusal.status)
    return _milestones(case_id, form), 422


@council.get("/staff/council/cases/<int:case_id>/milestones")
@requires("council.report")
def milestones(case_id: int) -> str:
    """Show what was promised, and a form for the next milestone."""
    return _milestones(case_id, MilestoneForm(formdata=None, once=new_token()[:40]))


def _milestones(case_id: int, form: MilestoneForm) -> str:
    row = cases.case(case_id)
    works = doing.of_case(row.id, naming.today())
    return render_template("council/milestones.html", row=row, line=cases.lines([row.id]).get(row.id), works=works, form=form, can_finish=any(w.pace is Pace.DONE for w in works) and all(w.pace in {Pace.DONE, Pace.DROPPED} for w in works), **names())


@council.get("/staff/council/milestones/<int:milestone_id>/report")
@requires("council.report")
def report(milestone_id: int) -> str:
    """Show the form of a report, filled with what was last known."""
    row = doing.milestone(milestone_id)
    return _report(row, ReportForm(formdata=None, once=new_token()[:40], percent=row.percent, spent=row.spent, due_on=row.due_on))


@council.post("/staff/council/milestones/<int:milestone_id>/report")
@requires("council.report")
@writes
def send_report(milestone_id: int) -> Response | tuple[str, int]:
    """Report on a milestone."""
    row, form = doing.milestone(milestone_id), ReportForm()
    settings: Settings = current_app.extensions["forum.settings"]
    try:
        if form.validate_on_submit():
            sent = request.files.get("photo")
            made = Report(
                form.words.data or "", form.percent.data or 0, form.spent.data or 0, form.due_on.data, link=form.link.data or "", photo=sent.read() or None if sent and sent.filename else None,
                photo_alt=form.photo_alt.data or "", is_dropped=bool(form.is_dropped.data),
            )  # fmt: skip
            acting.report(row.id, made, max_bytes=settings.upload_bytes, once=(form.once.data or new_token())[:40], actor=current_actor(), now=clock.now())
            return see_other("council.milestones", case_id=row.case_id, done="reported")
    except ForumError as refusal:
        naming.take(form, refusal)
        _ask_again_for_the_photo(form)
        return _report(row, form), int(refusal.status)
    _ask_again_for_the_photo(form)
    return _report(row, form), 422


def _ask_again_for_the_photo(form: ReportForm) -> None:
    sent = request.files.get("photo")
    if sent and sent.filename and not form.photo.errors:
        form.photo.errors = [N_("Choose the photo once more: browsers send it only once.")]


def _report(row: doing.MilestoneRow, form: ReportForm) -> str:
    return render_template("council/report.html", row=row, line=cases.lines([row.case_id]).get(row.case_id), form=form, before=doing.reports([row.id]).get(row.id, []), trusted=trusted, **names())


@council.post("/staff/council/cases/<int:case_id>/finish")
@requires("council.report")
@writes
def finish(case_id: int) -> Response:
    """Say that all that was promised is done."""
    acting.finish(case_id, actor=current_actor(), now=clock.now())
    return see_other("council.case", case_id=case_id, done="finished")
