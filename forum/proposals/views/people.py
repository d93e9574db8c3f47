"""Who writes and signs a proposal."""

from flask import Response, render_template

from forum.accounts import queries as accounts
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Invalid, NotFound
from forum.kernel.web import limiter, see_other, writes
from forum.proposals.actions import authors
from forum.proposals.blueprint import proposals
from forum.proposals.forms import AnswerForm, InviteForm
from forum.proposals.queries import reading, standing
from forum.proposals.types import Kind, Part


@proposals.get("/proposals/<int:number>/people")
@requires("proposals.see_own")
def people(number: int) -> str:
    """Show who takes part, to those who do or are invited."""
    return _page(_seen(number), InviteForm(formdata=None), AnswerForm(formdata=None))


def _seen(number: int) -> reading.ProposalRow:
    if standing.participation(number, current_actor().person) is None:
        raise NotFound
    return reading.row(number)


def _page(row: reading.ProposalRow, invite_form: InviteForm, answer_form: AnswerForm) -> str:
    actor = current_actor()
    found = reading.people(row.id)
    return render_template(
        "proposals/people.html", row=row, people=found, authors=accounts.authors_for(p.person_id for p in found), own=standing.participation(row.id, actor.person),
        is_author=standing.is_author(row.id, actor.person), form=invite_form, answer_form=answer_form, Kind=Kind, Part=Part,
    )  # fmt: skip


@proposals.post("/proposals/<int:number>/people")
@requires("proposals.write")
@limiter.limit("30 per day")
@writes
def invite(number: int) -> Response | tuple[str, int]:
    """Invite somebody."""
    row = _seen(number)
    form = InviteForm()
    try:
        if form.validate_on_submit():
            authors.invite(number, handle=form.handle.data, part=Part(form.part.data), actor=current_actor(), now=clock.now())
            return see_other("proposals.people", number=number, done="invited")
    except Invalid as refusal:
        form.take(refusal)
    return _page(row, form, AnswerForm(formdata=None)), 422


@proposals.post("/proposals/<int:number>/people/acceptance")
@requires("proposals.write")
@writes
def accept_invitation(number: int) -> Response | tuple[str, int]:
    """Accept one's invitation."""
    row = _seen(number)
    form = AnswerForm()
    try:
        authors.answer_invitation(number, accepted=True, interest=form.interest.data or "", actor=current_actor(), now=clock.now())
    except Invalid as refusal:
        form.take(refusal)
        return _page(row, InviteForm(formdata=None), form), 422
    return see_other("proposals.people", number=number, done="accepted")


@proposals.post("/proposals/<int:number>/people/refusal")
@requires("proposals.see_own")
@writes
def decline_invitation(number: int) -> Response:
    """Decline one's invitation."""
    authors.answer_invitation(number, accepted=False, actor=current_actor(), now=clock.now())
    return see_other("proposals.mine", done="declined")


@proposals.post("/proposals/<int:number>/people/<handle>/leaving")
@requires("proposals.see_own")
@writes
def leave(number: int, handle: str) -> Response:
    """Leave, or as an author take somebody out."""
    person = accounts.public_profile(handle)
    if person is None:
        raise NotFound
    authors.leave(number, person_id=person.id, actor=current_actor(), now=clock.now())
    return see_other("proposals.mine" if person.id == current_actor().person else "proposals.people", **({} if person.id == current_actor().person else {"number": number}))
