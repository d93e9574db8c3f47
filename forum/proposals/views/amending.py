"""Suggesting changes to a paragraph, weighing and deciding them."""

from flask import Response, render_template, request

from forum.accounts import queries as accounts
from forum.kernel import clock, records
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Invalid
from forum.kernel.web import conditional, limiter, see_other, writes
from forum.proposals import diffs, lifecycle
from forum.proposals.actions import amending
from forum.proposals.blueprint import proposals
from forum.proposals.content import SECTIONS, paragraphs, plain
from forum.proposals.forms import AmendmentForm, DecisionForm
from forum.proposals.queries import amendments as amendment_queries
from forum.proposals.queries import reading, standing
from forum.proposals.types import LEVEL_NAMES, Kind, Level, Outcome


@proposals.get("/proposals/<int:number>/amendments")
@requires("proposals.see")
def amendments(number: int) -> str:
    """Show all amendments."""
    row = reading.public(number)
    conditional(row.touched_at, records.clock())
    return _amendments_page(row, None, 0)


def _amendments_page(row: reading.ProposalRow, refused: DecisionForm | None, refused_id: int) -> str:
    actor = current_actor()
    current = reading.version(row.id, row.version_number).content
    found = amendment_queries.amendments(row.id, current)
    open_ids = [a.id for a in found if a.outcome is Outcome.OPEN]
    return render_template(
        "proposals/amendments.html", row=row, amendments=found, changed={a.id: diffs.inline(a.original, a.proposed) for a in found}, refused=refused, refused_id=refused_id,
        authors=accounts.authors_for([a.author_id for a in found] + [a.decided_by for a in found if a.decided_by]), wishes=standing.wishes(open_ids, actor.person),
        is_author=standing.is_author(row.id, actor.person) if actor.is_signed_in else False, can_change=row.stage in lifecycle.CHANGEABLE, LEVEL_NAMES=LEVEL_NAMES, Outcome=Outcome,
        SECTION_TITLES={s.name: s.title for s in SECTIONS[Kind(row.kind)]},
    )  # fmt: skip


@proposals.get("/proposals/<int:number>/amendments/new")
@requires("proposals.amend")
def new_amendment(number: int) -> str:
    """Choose a paragraph, then change it."""
    row = reading.public(number)
    current = reading.version(number, row.version_number).content
    section, at = request.args.get("section", ""), request.args.get("paragraph", "")
    there = paragraphs(str(current.get(section, ""))) if section in {s.name for s in SECTIONS[Kind(row.kind)]} else ()
    if at.isdecimal() and len(at) < 5 and int(at) < len(there):
        form = AmendmentForm(formdata=None, section=section, original=there[int(at)], proposed=there[int(at)], nth=there[: int(at)].count(there[int(at)]))
        return _form_page(row, form)
    return _choice_page(row)


def _choice_page(row: reading.ProposalRow, form: AmendmentForm | None = None) -> str:
    current = reading.version(row.id, row.version_number).content
    shown = [(s, [(n, plain(p)) for n, p in enumerate(paragraphs(str(current.get(s.name, ""))))]) for s in SECTIONS[Kind(row.kind)] if not s.options]
    return render_template("proposals/amendment_choice.html", row=row, shown=[(s, ps) for s, ps in shown if ps], form=form, can_change=row.stage in lifecycle.CHANGEABLE)


def _form_page(row: reading.ProposalRow, form: AmendmentForm) -> str:
    titles = {s.name: s.title for s in SECTIONS[Kind(row.kind)]}
    return render_template("proposals/amendment_form.html", row=row, form=form, section_title=titles.get(form.section.data or "", ""))


@proposals.post("/proposals/<int:number>/amendments")
@requires("proposals.amend")
@limiter.limit("30 per day")
@writes
def propose_amendment(number: int) -> Response | tuple[str, int]:
    """Suggest the change. If the paragraph has gone meanwhile, what was written is shown again with a choice of paragraphs."""
    row = reading.public(number)
    form = AmendmentForm()
    original, nth = (form.original.data or "").replace("\r\n", "\n"), form.nth.data or ""
    try:
        if form.validate_on_submit():
            made = amending.propose_amendment(number, section=form.section.data or "", original=original, nth=int(nth) if nth.isdecimal() and len(nth) < 5 else 0, proposed=form.proposed.data or "",
                                              reason=form.reason.data or "", actor=current_actor(), now=clock.now())  # fmt: skip
            return see_other("proposals.amendments", number=number, done="suggested", _anchor=f"amendment-{made}")
    except Invalid as refusal:
        if "paragraph" in refusal.fields:
            form.take(refusal)
            return _choice_page(row, form), 422
        form.take(refusal)
    return _form_page(row, form), 422


@proposals.post("/proposals/<int:number>/amendments/<int:amendment_id>/wish")
@requires("proposals.amend")
@limiter.limit("300 per hour")
@writes
def wish(number: int, amendment_id: int) -> Response:
    """Say how much one wants it."""
    text = request.form.get("level", "")
    if text not in {"-2", "-1", "0", "1", "2"}:
        raise Invalid
    amending.wish(amendment_id, level=Level(int(text)) if int(text) else None, actor=current_actor(), now=clock.now())
    return see_other("proposals.amendments", number=number, _anchor=f"amendment-{amendment_id}")


@proposals.post("/proposals/<int:number>/amendments/<int:amendment_id>/decision")
@requires("proposals.write")
@writes
def decide_amendment(number: int, amendment_id: int) -> Response | tuple[str, int]:
    """Accept or reject, with a reason."""
    form = DecisionForm()
    accepted = request.form.get("decision") == "accept"
    try:
        if accepted:
            amending.accept(amendment_id, reason=form.reason.data or "", actor=current_actor(), now=clock.now())
        else:
            amending.reject(amendment_id, reason=form.reason.data or "", actor=current_actor(), now=clock.now())
    except Invalid as refusal:
        form.take(refusal)
        return _amendments_page(reading.public(number), form, amendment_id), 422
    return see_other("proposals.amendments", number=number, done="accepted" if accepted else "rejected", _anchor=f"amendment-{amendment_id}")


@proposals.post("/proposals/<int:number>/amendments/<int:amendment_id>/withdrawal")
@requires("proposals.amend")
@writes
def withdraw_amendment(number: int, amendment_id: int) -> Response:
    """Take one's own amendment back."""
    amending.withdraw_amendment(amendment_id, actor=current_actor(), now=clock.now())
    return see_other("proposals.amendments", number=number)
