"""Recording a decision, and the milestones that follow it."""

from flask import Response, current_app, render_template, request

from forum.accounts import queries as accounts
from forum.council.actions import deciding
from forum.council.actions import doing as acting
from forum.council.actions.deciding import Draft
from forum.council.actions.doing import Report
from forum.council.blueprint import council
from forum.council.forms import DecisionForm, MilestoneForm, ReportForm
from forum.council.queries import cases, decisions, doing, meetings
from forum.council.types import CHOICE_NAMES, VERDICT_LINES, WAITING, Choice, Verdict
from forum.council.views import naming
from forum.council.views.reading import names
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Conflict, ForumError
from forum.kernel.i18n import say
from forum.kernel.ids import new_token
from forum.kernel.settings import Settings
from forum.kernel.text import trusted
from forum.kernel.web import see_other, writes
from forum.kernel.words import N_


@council.get("/staff/council/cases/<int:case_id>/decision")
@requires("council.decide")
def decide(case_id: int) -> str:
    """Show an empty form; or, to correct a decision, the form with what it said. Raises Conflict when nothing can be decided now."""
    row = cases.case(case_id)
    made = decisions.of_case(row.id)
    if not made and row.state not in WAITING:
        raise Conflict(N_("This case does not wait for an answer any more."))
    if decisions.is_being_voted_on(row.proposal_id):
        raise Conflict(deciding.BEING_VOTED_ON)
    if not made:
        return _form(case_id, DecisionForm(formdata=None, once=new_token()[:40], decided_on=naming.today()), {}, {})
    last = made[0]
    form = DecisionForm(
        formdata=None, once=new_token()[:40], corrects=last.id, verdict=last.verdict, resolution=last.resolution, reasons=last.reasons, departure=last.departure, decided_on=naming.today(),
        session=meetings.session(last.session_id).public_id if last.session_id else "",
    )  # fmt: skip
    return _form(case_id, form, {v.member_id: v.choice for v in decisions.votes(last.id)}, {p.comment_id: p.source for p in decisions.points(last.id)})


@council.post("/staff/council/cases/<int:case_id>/decision")
@requires("council.decide")
@writes
def publish(case_id: int) -> Response | tuple[str, int]:
    """Publish the decision."""
    form = DecisionForm()
    votes = {int(k[7:]): v for k, v in request.form.items() if k.startswith("member-") and k[7:].isdecimal() and len(k) < 24 and v in set(Choice)}
    points = {int(k[6:]): v for k, v in request.form.items() if k.startswith("point-") and k[6:].isdecimal() and len(k) < 24}
    try:
        if form.validate_on_submit():
            draft = Draft(
                Verdict(form.verdict.data), form.resolution.data or "", form.reasons.data or "", form.departure.data or "", form.decided_on.data, session=form.session.data or "",
                votes={k: Choice(v) for k, v in votes.items()}, points={k: v for k, v in points.items() if v.strip()},
            )  # fmt: skip
            corrects = int(form.corrects.data) if (form.corrects.data or "").isdecimal() and len(form.corrects.data) < 16 else None
            number = deciding.publish(case_id, draft, corrects=corrects, once=(form.once.data or new_token())[:40], actor=current_actor(), now=clock.now())
            return see_other("council.decision", decision_id=number, done="published")
    except ForumError as refusal:
        form.take(refusal)
        return _form(case_id, form, votes, points), int(refusal.status)
    return _form(case_id, form, votes, points), 422


def _form(case_id: int, form: DecisionForm, votes: dict[int, str], points: dict[int, str]) -> str:
    row = cases.case(case_id)
    arguments = decisions.strongest(row.proposal_id)
    gone = [c for c in points if c not in {a.comment_id for a in arguments} and points[c].strip()]
    members = cases.members()
    people = accounts.authors_for([*members, *(a.author_id for a in arguments)])
    form.session.choices = [("", say(N_("In none"))), *((s.public_id, f"{s.title}, {naming.city_time(s.starts_at):%Y-%m-%d}") for s in meetings.to_choose(clock.now()))]
    return render_template(
        "council/decide.html", row=row, line=cases.lines([row.id]).get(row.id), form=form, members=members, people=people, votes=votes, points=points, arguments=arguments, gone=gone, result=decisions.final_result(row.proposal_id),
        made=decisions.of_case(row.id), trusted=trusted, CHOICE_NAMES=CHOICE_NAMES, VERDICT_LINES=VERDICT_LINES, **names(),
    )  # fmt: skip


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
        form.take(refusal)
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
    return render_template("council/milestones.html", row=row, line=cases.lines([row.id]).get(row.id), works=works, form=form, **names())


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
        form.take(refusal)
        return _report(row, form), int(refusal.status)
    return _report(row, form), 422


def _report(row: doing.MilestoneRow, form: ReportForm) -> str:
    return render_template("council/report.html", row=row, line=cases.lines([row.case_id]).get(row.case_id), form=form, before=doing.reports([row.id]).get(row.id, []), trusted=trusted, **names())


@council.post("/staff/council/cases/<int:case_id>/finish")
@requires("council.report")
@writes
def finish(case_id: int) -> Response:
    """Say that all that was promised is done."""
    acting.finish(case_id, actor=current_actor(), now=clock.now())
    return see_other("council.case", case_id=case_id, done="finished")
