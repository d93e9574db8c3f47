"""Joining two proposals, and asking their supporters."""

import re

from flask import Response, render_template, request

from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Invalid, NotFound
from forum.kernel.web import limiter, see_other, writes
from forum.kernel.words import N_
from forum.proposals.actions import merging
from forum.proposals.blueprint import proposals
from forum.proposals.forms import MergeForm, ReasonForm
from forum.proposals.queries import reading, standing


@proposals.get("/proposals/<int:number>/merge")
@requires("proposals.see_own")
def merge(number: int) -> str:
    """Show requests to join, and the form to ask."""
    return _page(reading.public(number), MergeForm(formdata=None, into=request.args.get("into", "")))


def _page(row: reading.ProposalRow, form: MergeForm, reason_form: ReasonForm | None = None) -> str:
    actor = current_actor()
    asked = reading.open_merges(row.id)
    declined = reading.declined_merges(row.id)
    titles = reading.titles({n for m in (*asked, *declined) for n in (m.from_id, m.into_id)})
    sides = {m.id: (standing.is_author(m.from_id, actor.person), standing.is_author(m.into_id, actor.person)) for m in asked}
    return render_template("proposals/merge.html", row=row, form=form, asked=asked, declined=declined, titles=titles, sides=sides, is_author=standing.is_author(row.id, actor.person),
                           reason_form=reason_form)  # fmt: skip


@proposals.post("/proposals/<int:number>/merge")
@requires("proposals.write")
@limiter.limit("20 per day")
@writes
def ask_merge(number: int) -> Response | tuple[str, int]:
    """Ask to join this proposal with another."""
    row = reading.public(number)
    form = MergeForm()
    try:
        if form.validate_on_submit():
            found = re.search(r"(?:^|/proposals/)(\d{1,12})\b", form.into.data)
            if found is None or not reading.titles({int(found[1])}):
                raise Invalid(fields={"into": N_("We found no proposal of that number.")})
            merging.ask_merge(number, into_id=int(found[1]), note=form.note.data or "", actor=current_actor(), now=clock.now())
            return see_other("proposals.page" if reading.row(number).merged_into_id else "proposals.merge", number=number, done="asked")
    except Invalid as refusal:
        form.take(refusal)
    return _page(row, form), 422


@proposals.post("/proposals/<int:number>/merge/<int:merge_id>/answer")
@requires("proposals.write")
@writes
def answer_merge(number: int, merge_id: int) -> Response | tuple[str, int]:
    """Agree or decline."""
    row = reading.public(number)
    form = ReasonForm()
    try:
        merging.answer_merge(merge_id, agreed=request.form.get("answer") == "agree", reason=form.reason.data or "", actor=current_actor(), now=clock.now())
    except Invalid as refusal:
        form.take(refusal)
        return _page(row, MergeForm(formdata=None), form), 422
    return see_other("proposals.page", number=number, done="answered")


@proposals.get("/proposals/<int:number>/carry-over")
@requires("proposals.see_own")
def carry_over(number: int) -> str:
    """Ask a supporter whether their endorsement goes along."""
    row = reading.public(number)
    person = current_actor().person
    if row.merged_into_id is None or merging.endorsed_at_merge(number, person) is None:
        raise NotFound
    return render_template("proposals/carry_over.html", row=row, target=reading.public(merging.final_target(row.merged_into_id)), answer=merging.carry_over(number, person))


@proposals.post("/proposals/<int:number>/carry-over")
@requires("proposals.endorse")
@writes
def answer_carry_over(number: int) -> Response:
    """Write the answer down."""
    merging.answer_carry_over(number, is_yes=request.form.get("answer") == "yes", actor=current_actor(), now=clock.now())
    return see_other("proposals.carry_over", number=number)
