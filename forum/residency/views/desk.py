"""The desk of officers: papers to read, codes and letters to hand out, methods to open."""

from typing import Any

from flask import Response, render_template

from forum.accounts import queries as accounts
from forum.city import queries as city
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Invalid, NotFound
from forum.kernel.forms import Form, options
from forum.kernel.i18n import chosen
from forum.kernel.web import limiter, see_other, writes
from forum.residency import queries
from forum.residency.actions import handing_out, papers
from forum.residency.blueprint import residency
from forum.residency.forms import DecisionForm, DomainForm, InvitationsForm, RevokeForm, RollForm
from forum.residency.keys import box, proof_key
from forum.residency.types import METHODS


@residency.get("/staff/residency")
@requires("residency.see_queue")
def desk() -> str:
    """Show what waits and what can be handed out."""
    return _page()


def _page(**forms: Form) -> str:
    shown = {name: forms.get(name) or kind(formdata=None) for name, kind in (
        ("invitations", InvitationsForm), ("roll", RollForm), ("domain", DomainForm),
    )}  # fmt: skip
    places = [(d.id, d.name) for d in city.districts(chosen())]
    for form in shown.values():
        if "district" in form:
            form["district"].choices = options(places)
    domains = queries.domains()
    shown["revoking"] = forms.get("revoking") or RevokeForm(formdata=None)
    return render_template(
        "residency/desk.html", waiting=queries.queue(chosen()), on=queries.methods_on(), METHODS=METHODS, batches=queries.batches(),
        rolls=queries.rolls(), domains=domains, places=dict(places), slugs=city.district_ids_by_slug(), letters=queries.count_letters_to_print(),
        me=current_actor().person, **shown,
    )  # fmt: skip


@residency.post("/staff/residency/methods/<method>/<any(on, off):state>")
@requires("residency.switch_methods")
@writes
def switch_method(method: str, state: str) -> Response:
    """Open or close a way."""
    handing_out.switch_method(method, on=state == "on", actor=current_actor(), now=clock.now())
    return see_other("residency.desk", done="saved", _anchor="methods")


def _filled(form: Form) -> Any:
    if "district" in form:
        form["district"].choices = options((d.id, d.name) for d in city.districts(chosen()))
    return form


@residency.post("/staff/residency/invitations")
@requires("residency.hand_out")
@limiter.limit("30 per hour")
@writes
def make_invitations() -> str | tuple[str, int]:
    """Make codes and show them, once."""
    form = _filled(InvitationsForm())
    try:
        if form.validate_on_submit():
            codes = handing_out.make_invitations(
                district_id=form.district.data, count=form.count.data, batch=form.batch.data, days=form.days.data, actor=current_actor(),
                key=proof_key(), now=clock.now(),
            )  # fmt: skip
            place = city.district_names([form.district.data], chosen())[form.district.data]
            return render_template("residency/codes.html", codes=codes, batch=form.batch.data, place=place, days=form.days.data)
    except Invalid as refusal:
        form.take(refusal)
    return _page(invitations=form), 422


@residency.post("/staff/residency/rolls")
@requires("residency.hand_out")
@writes
def import_roll() -> Response | tuple[str, int]:
    """Take in a roll."""
    form = RollForm()
    try:
        if form.validate_on_submit():
            handing_out.import_roll(form.file.data.read(), label=form.label.data, actor=current_actor(), key=proof_key(), now=clock.now())
            return see_other("residency.desk", done="saved", _anchor="rolls")
    except Invalid as refusal:
        form.take(refusal)
    return _page(roll=form), 422


@residency.post("/staff/residency/rolls/<int:roll_id>/removal")
@requires("residency.hand_out")
@writes
def remove_roll(roll_id: int) -> Response:
    """Delete a roll."""
    handing_out.remove_roll(roll_id, actor=current_actor(), now=clock.now())
    return see_other("residency.desk", done="saved", _anchor="rolls")


@residency.post("/staff/residency/domains")
@requires("residency.hand_out")
@writes
def add_domain() -> Response | tuple[str, int]:
    """Add an institution's domain."""
    form = _filled(DomainForm())
    try:
        if form.validate_on_submit():
            handing_out.add_domain(form.domain.data, district_id=form.district.data, actor=current_actor(), now=clock.now())
            return see_other("residency.desk", done="saved", _anchor="domains")
    except Invalid as refusal:
        form.take(refusal)
    return _page(domain=form), 422


@residency.post("/staff/residency/domains/<domain>/removal")
@requires("residency.hand_out")
@writes
def remove_domain(domain: str) -> Response:
    """Remove an institution's domain."""
    handing_out.remove_domain(domain, actor=current_actor(), now=clock.now())
    return see_other("residency.desk", done="saved", _anchor="domains")


@residency.post("/staff/residency/letters")
@requires("residency.hand_out")
@writes
def print_letters() -> str:
    """Show the waiting letters for the printer, once."""
    sheet = handing_out.print_letters(actor=current_actor(), box=box(), key=proof_key(), locale=chosen(), now=clock.now())
    return render_template("residency/letters.html", letters=sheet)


@residency.post("/staff/residency/papers/<int:paper_id>/opening")
@requires("residency.decide")
@writes
def open_paper(paper_id: int) -> Response:
    """Take a paper for reading; that is noted."""
    papers.open_paper(paper_id, actor=current_actor(), now=clock.now())
    return see_other("residency.paper", paper_id=paper_id)


@residency.get("/staff/residency/papers/<int:paper_id>")
@requires("residency.decide")
def paper(paper_id: int) -> str:
    """Show a paper to the officer who opened it."""
    return _paper_page(paper_id, DecisionForm(formdata=None))


def _paper_page(paper_id: int, form: Form) -> str:
    row = queries.paper(paper_id)
    if row is None or row.decided_at is not None or row.opened_by != current_actor().person:
        raise NotFound
    name = accounts.names_for([row.person_id])[row.person_id]
    place = city.district_names([row.district_id], chosen())[row.district_id]
    return render_template("residency/paper.html", paper=row, name=name, place=place, form=form)


@residency.get("/staff/residency/papers/<int:paper_id>/photo")
@requires("residency.decide")
def photo(paper_id: int) -> Response:
    """Send the picture to the officer who opened it, and let no cache keep it."""
    data = papers.read_paper(paper_id, actor=current_actor(), box=box())
    return Response(data, content_type="image/jpeg", headers={"Cache-Control": "no-store", "Content-Disposition": "inline"})


@residency.post("/staff/residency/papers/<int:paper_id>/<any(confirmation, refusal):outcome>")
@requires("residency.decide")
@writes
def decide(paper_id: int, outcome: str) -> Response | tuple[str, int]:
    """Decide on a paper; its file is deleted with the decision."""
    form = DecisionForm()
    try:
        if form.validate_on_submit():
            papers.decide_paper(paper_id, confirmed=outcome == "confirmation", proof_text=form.proof.data or "", reason=form.reason.data or "",
                                actor=current_actor(), key=proof_key(), now=clock.now())  # fmt: skip
            return see_other("residency.desk", done="decided")
    except Invalid as refusal:
        form.take(refusal)
    return _paper_page(paper_id, form), 422


@residency.post("/staff/people/<public_id>/residency/end")
@requires("residency.decide")
@writes
def revoke(public_id: str) -> Response | tuple[str, int]:
    """End somebody's confirmation."""
    form, person = RevokeForm(), accounts.person_by_public_id(public_id)
    if person is None:
        raise NotFound
    try:
        if form.validate_on_submit():
            handing_out.revoke(person.id, reason=form.reason.data, actor=current_actor(), now=clock.now())
            return see_other("residency.desk", done="ended")
    except Invalid as refusal:
        form.take(refusal)
    return _page(revoking=form), 422
