"""The moderators' desk: the queue, one case with all its context, appeals, copies and crowds."""

from typing import Any

from flask import Response, render_template, request

from forum.accounts import queries as accounts
from forum.kernel import clock
from forum.kernel.access import ConfirmIdentity, current_actor, refusal_for, requires
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed
from forum.kernel.forms import Form
from forum.kernel.text import trusted
from forum.kernel.web import see_other, writes
from forum.moderation import things
from forum.moderation.actions import appealing, deciding
from forum.moderation.blueprint import moderation
from forum.moderation.forms import DecisionForm, ReplyForm
from forum.moderation.policy import OUTCOME_NAMES, STATE_NAMES, Outcome, State, is_claimed
from forum.moderation.queries import cases, figures
from forum.moderation.types import RULE_NAMES, Broken


@moderation.get("/staff/moderation")
@requires("moderation.see_queue")
def desk() -> str:
    """Show what waits, or what was decided."""
    state = State(request.args["state"]) if request.args.get("state") in set(State) else State.OPEN
    text = request.args.get("before", "")
    mine = current_actor().person if request.args.get("mine") == "1" else None
    lines = cases.queue(state, mine=mine, before=int(text) if text.isdecimal() and len(text) < 16 else 0)
    more = lines[cases.PAGE - 1].id if len(lines) > cases.PAGE else None
    lines = lines[: cases.PAGE]
    seen = things.see_all((c.kind, c.thing_id) for c in lines)
    text = request.args.get("appeals", "")
    appeals = cases.appeals_waiting(after=int(text) if text.isdecimal() and len(text) < 16 else 0)
    more_appeals = appeals[cases.PAGE - 1][0].id if len(appeals) > cases.PAGE else None
    people = accounts.authors_for([c.author_id for c in lines] + [c.claimed_by for c in lines if c.claimed_by])
    return render_template("moderation/desk.html", state=state, is_mine=mine is not None, lines=lines, seen=seen, people=people, more=more, counts=cases.counts(), appeals=appeals[: cases.PAGE], more_appeals=more_appeals,
                           **_words())  # fmt: skip


@moderation.get("/staff/moderation/<int:case_id>")
@requires("moderation.see_queue")
def case(case_id: int) -> str:
    """Show one case with all its context."""
    return _case_page(case_id)


def _words() -> dict[str, Any]:
    return {"STATE_NAMES": STATE_NAMES, "RULE_NAMES": RULE_NAMES, "OUTCOME_NAMES": OUTCOME_NAMES, "State": State, "Outcome": Outcome, "Broken": Broken, "kinds": things.kinds()}


def _case_page(case_id: int, **forms: Form) -> str:
    row, actor, now = cases.case(case_id), current_actor(), clock.now()
    thing = things.find(row.kind, row.thing_id)
    own = actor.person in ({row.author_id} | (thing.people if thing else frozenset()))
    reports, decisions = [] if own else cases.reports(case_id), cases.decisions(case_id)  # an author does not learn who reported
    copies, earlier = cases.copies(row.kind, row.thing_id), cases.earlier(row.author_id, case_id)
    people = accounts.authors_for(
        {row.author_id, *(r.reporter_id for r in reports if r.reporter_id), *(a for _, a, _ in copies), *([row.claimed_by] if row.claimed_by else []),
         *(i for d in decisions for i in (d.by_id, d.seconded_by) if i)}
    )  # fmt: skip
    waiting = next((d for d in decisions if row.state == State.SECOND and not d.in_force and d.seconded_at is None), None)
    appeals = cases.appeals_of([d.id for d in decisions])
    return render_template(
        "moderation/case.html", trusted=trusted, case=row, thing=thing, claimed=row.claimed_by if is_claimed(row.claimed_by, row.claimed_at, now) else None, reports=reports, decisions=decisions, copies=copies, earlier=earlier, people=people, waiting=waiting, appeals=appeals,
        form=forms.get("form") or DecisionForm(formdata=None), reply_form=forms.get("reply_form") or ReplyForm(formdata=None), own=own,
        my_report=actor.person in {r.reporter_id for r in reports}, **_words(),
    )  # fmt: skip


@moderation.post("/staff/moderation/<int:case_id>/claim")
@requires("moderation.decide")
@writes
def claim(case_id: int) -> Response:
    """Say that one is reading it, or leave it."""
    claimed = request.form.get("claimed") != "no"
    deciding.claim_case(case_id, claimed=claimed, actor=current_actor(), now=clock.now())
    return see_other("moderation.case", case_id=case_id) if claimed else see_other("moderation.desk")


@moderation.post("/staff/moderation/<int:case_id>/decision")
@requires("moderation.decide")
@writes
def decide(case_id: int) -> Response | tuple[str, int]:
    """Decide a case."""
    form, actor = DecisionForm(), current_actor()
    if form.outcome.data == Outcome.SUSPENDED:
        _ask_who_suspends()
    try:
        if form.validate_on_submit():
            deciding.decide(case_id, outcome=form.outcome.data, rule=form.rule.data or "", reasons=form.reasons.data or "", days=form.days.data, seen=form.seen.data or "", actor=actor, now=clock.now())
            return see_other("moderation.case", case_id=case_id, done="decided")
    except Invalid as fault:
        form.take(fault)
    except Conflict as fault:
        form.take(Invalid(fault.reason))
    db.session.rollback()  # what was half decided is not shown
    return _case_page(case_id, form=form), 422


def _ask_who_suspends() -> None:
    refusal = refusal_for("accounts.suspend", current_actor())
    if refusal is not None:
        raise (ConfirmIdentity if refusal.confirm else NotAllowed)(refusal.reason, next_step=refusal.next_step)


@moderation.post("/staff/moderation/decisions/<int:decision_id>/second")
@requires("moderation.second")
@writes
def second(decision_id: int) -> Response:
    """Agree to a colleague's decision, or send the case back."""
    agrees = request.form.get("agrees") == "yes"
    if agrees and cases.decision(decision_id).outcome == Outcome.SUSPENDED:
        _ask_who_suspends()
    deciding.second(decision_id, agrees=agrees, actor=current_actor(), now=clock.now())
    return see_other("moderation.case", case_id=cases.decision(decision_id).case_id, done="seconded")


@moderation.post("/staff/moderation/appeals/<int:appeal_id>")
@requires("moderation.second")
@writes
def reply(appeal_id: int) -> Response | tuple[str, int]:
    """Decide an appeal."""
    form = ReplyForm()
    case_id = cases.decision(cases.appeal(appeal_id).decision_id).case_id
    try:
        if form.validate_on_submit():
            appealing.decide_appeal(appeal_id, upheld=form.upheld.data == "yes", reply=form.reply.data, actor=current_actor(), now=clock.now())
            return see_other("moderation.case", case_id=case_id, done="replied")
    except Invalid as fault:
        form.take(fault)
    except Conflict as fault:
        form.take(Invalid(fault.reason))
    db.session.rollback()
    return _case_page(case_id, reply_form=form), 422


@moderation.get("/staff/moderation/crowds")
@requires("moderation.see_queue")
def crowds() -> str:
    """Show near copies and crowded hours. Nothing is done about them by itself."""
    now = clock.now()
    echoes = figures.echoes(now)
    seen = things.see_all((e.kind, n) for e in echoes for n in e.things[:3])
    return render_template("moderation/crowds.html", echoes=echoes, seen=seen, bursts=figures.bursts(now))
