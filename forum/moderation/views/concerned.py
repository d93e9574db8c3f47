"""Reporting something, reading why one's words were hidden, and appealing."""

from flask import Response, render_template

from forum.kernel import clock, puzzles
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Conflict, Invalid, NotFound
from forum.kernel.text import trusted
from forum.kernel.web import limiter, see_other, writes
from forum.moderation import things
from forum.moderation.actions import appealing, reporting
from forum.moderation.blueprint import moderation
from forum.moderation.forms import AppealForm, ReportForm
from forum.moderation.policy import APPEAL_WITHIN, OUTCOME_NAMES, RULE_MEANINGS, TELLS, Outcome
from forum.moderation.queries import cases
from forum.moderation.types import RULE_NAMES, Broken


@moderation.get("/moderation/report/<kind>/<int:number>")
@requires("moderation.report")
def report(kind: str, number: int) -> str:
    """Show the form to report something."""
    return _report_page(kind, number, ReportForm(formdata=None))


@moderation.post("/moderation/report/<kind>/<int:number>")
@requires("moderation.report")
@limiter.limit("20 per hour")
@writes
def send_report(kind: str, number: int) -> Response | tuple[str, int]:
    """Report something."""
    form = ReportForm()
    try:
        puzzles.refuse_machines(form.website.data)
        if form.validate_on_submit():
            reporting.report_thing(kind, number, rule=form.rule.data, words=form.words.data or "", actor=current_actor(), now=clock.now())
            return see_other("moderation.reported", kind=kind, number=number)
    except Invalid as refusal:
        form.take(refusal)
    except Conflict as refusal:
        form.take(Invalid(refusal.reason))
    return _report_page(kind, number, form), 422


def _report_page(kind: str, number: int, form: ReportForm) -> str:
    thing = things.see(kind, number)
    if thing.is_gone or thing.is_hidden:
        raise NotFound  # whatever was sent: these words are nobody's to see here
    return render_template("moderation/report.html", trusted=trusted, form=form, thing=thing, kind=kind, number=number, RULE_MEANINGS=RULE_MEANINGS, Broken=Broken)


@moderation.get("/moderation/report/<kind>/<int:number>/thanks")
@requires("moderation.report")
def reported(kind: str, number: int) -> str:
    """Say what happens next."""
    return render_template("moderation/reported.html", thing=things.see(kind, number))


@moderation.get("/moderation/mine")
@requires("moderation.see_own")
def mine() -> str:
    """List the decisions on one's own words."""
    rows = cases.statements_for(current_actor().person)
    return render_template("moderation/mine.html", rows=rows, appeals=cases.appeals_of([d.id for d, _ in rows]), OUTCOME_NAMES=OUTCOME_NAMES, RULE_NAMES=RULE_NAMES, Outcome=Outcome, Broken=Broken)


@moderation.get("/moderation/statements/<int:decision_id>")
@requires("moderation.see_own")
def statement(decision_id: int) -> str:
    """Show somebody why their words were hidden, which rule, by whom decided, and how to appeal."""
    return _statement_page(decision_id, AppealForm(formdata=None))


@moderation.post("/moderation/statements/<int:decision_id>/appeal")
@requires("moderation.appeal")
@limiter.limit("20 per hour")
@writes
def appeal(decision_id: int) -> Response | tuple[str, int]:
    """Appeal, once."""
    form = AppealForm()
    try:
        if form.validate_on_submit():
            appealing.appeal(decision_id, words=form.words.data, actor=current_actor(), now=clock.now())
            return see_other("moderation.statement", decision_id=decision_id, done="appealed")
    except Invalid as refusal:
        form.take(refusal)
    except Conflict as refusal:
        form.take(Invalid(refusal.reason))
    return _statement_page(decision_id, form), 422


def _statement_page(decision_id: int, form: AppealForm) -> str:
    row = cases.decision(decision_id)
    if row.public_at is None or row.outcome not in TELLS or current_actor().person not in appealing.told(row):
        raise NotFound
    case = cases.case(row.case_id)
    return render_template("moderation/statement.html", trusted=trusted, row=row, case=case, thing=things.see(case.kind, case.thing_id), appeal=cases.appeal_of(row.id), form=form, until=row.public_at + APPEAL_WITHIN,
                           is_late=clock.now() > row.public_at + APPEAL_WITHIN, OUTCOME_NAMES=OUTCOME_NAMES, RULE_NAMES=RULE_NAMES, RULE_MEANINGS=RULE_MEANINGS, Outcome=Outcome, Broken=Broken)  # fmt: skip
