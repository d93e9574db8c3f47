"""What staff do about proposals: thresholds, closing with a reason, taking an official one to review."""

from flask import Response, render_template, request

from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Invalid
from forum.kernel.forms import options
from forum.kernel.i18n import say
from forum.kernel.web import see_other, writes
from forum.kernel.words import N_
from forum.proposals.actions import hiding, moving
from forum.proposals.actions import rules as rule_actions
from forum.proposals.blueprint import proposals
from forum.proposals.forms import RuleForm
from forum.proposals.queries import standing
from forum.proposals.support import DEFAULT_DAYS, DEFAULT_THRESHOLD_CITY, DEFAULT_THRESHOLD_DISTRICT
from forum.proposals.views import naming


@proposals.get("/staff/proposals")
@requires("proposals.see_rules")
def rules() -> str:
    """Show how much support each area asks for."""
    return _page(_form(RuleForm(formdata=None, threshold=DEFAULT_THRESHOLD_DISTRICT)))


def _form(form: RuleForm) -> RuleForm:
    form.area.choices = options([(0, say(N_("The whole city"))), *naming.districts().items()])
    return form


def _page(form: RuleForm) -> str:
    return render_template("proposals/rules.html", form=form, rules=standing.rules(), districts=naming.districts(), usual=(DEFAULT_THRESHOLD_CITY, DEFAULT_THRESHOLD_DISTRICT, DEFAULT_DAYS))


@proposals.post("/staff/proposals/rules")
@requires("proposals.change_rules")
@writes
def set_rule() -> Response | tuple[str, int]:
    """Set the rule of an area."""
    form = _form(RuleForm())
    try:
        if form.validate_on_submit():
            rule_actions.set_rule(form.area.data, threshold=form.threshold.data, days=form.days.data, actor=current_actor(), now=clock.now())
            return see_other("proposals.rules", done="set")
    except Invalid as refusal:
        form.take(refusal)
    return _page(form), 422


@proposals.post("/proposals/<int:number>/closing")
@requires("proposals.steer")
@writes
def close(number: int) -> Response:
    """Close it, with a reason."""
    moving.close_proposal(number, reason=request.form.get("reason", ""), actor=current_actor(), now=clock.now())
    return see_other("proposals.page", number=number)


@proposals.post("/proposals/<int:number>/review")
@requires("proposals.steer")
@writes
def review(number: int) -> Response:
    """Take an official proposal to review."""
    moving.review_official(number, actor=current_actor(), now=clock.now())
    return see_other("proposals.page", number=number)


@proposals.post("/proposals/<int:number>/topics")
@requires("proposals.steer")
@writes
def correct_topics(number: int) -> Response:
    """File it under other topics."""
    wanted = [int(t) for t in request.form.getlist("topics") if t.isdecimal() and len(t) < 10]
    hiding.correct_topics(number, wanted, actor=current_actor(), now=clock.now())
    return see_other("proposals.page", number=number)
