"""People as staff see them: find, entrust, end, suspend."""

from typing import Any

from flask import Response, current_app, render_template, request, url_for

from forum.accounts import queries
from forum.accounts.actions import roles
from forum.accounts.blueprint import accounts
from forum.accounts.forms import PeopleFilter, ReasonForm, RoleForm, SuspendForm
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Invalid, NotFound
from forum.kernel.forms import options
from forum.kernel.rules import STAFF
from forum.kernel.web import see_other, writes


def _person(public_id: str) -> Any:
    found = queries.person_by_public_id(public_id)
    if found is None:
        raise NotFound
    return found


def _areas() -> list[tuple[int, str]]:
    areas: list[tuple[int, str]] = current_app.extensions["forum.areas"]()
    return areas


@accounts.get("/staff/people")
@requires("accounts.see_people")
def people() -> str:
    """List people, found by name, handle, e-mail or role."""
    form = PeopleFilter(request.args)
    words, role = form.q.data or "", form.role.data if form.role.data in STAFF else ""
    rows = queries.people(words=words, role=role, after=queries.id_before(request.args.get("after", "")), now=clock.now())
    more = None
    if len(rows) > queries.PAGE:
        rows = rows[: queries.PAGE]
        more = url_for("accounts.people", q=words or None, role=role or None, after=rows[-1].public_id)
    return render_template("accounts/people.html", form=form, people=rows, more=more)


@accounts.get("/staff/people/<public_id>")
@requires("accounts.see_people")
def person(public_id: str) -> str:
    """Show one person's roles and standing."""
    return _page(_person(public_id))


def _page(found: Any, **forms: Any) -> str:
    grants, suspensions = queries.grants_of(found.id), queries.suspensions_of(found.id)
    givers = queries.names_for([i for g in grants for i in (g.given_by, g.ended_by)] + [s.given_by for s in suspensions])
    areas = dict(_areas())
    role_form = forms.get("role_form") or RoleForm(formdata=None)
    role_form.area_id.choices = options([(0, ""), *areas.items()])
    return render_template(
        "accounts/person.html", person=found, grants=grants, suspensions=suspensions, givers=givers, areas=areas, role_form=role_form,
        end_form=forms.get("end_form") or ReasonForm(formdata=None), suspend_form=forms.get("suspend_form") or SuspendForm(formdata=None),
        now=clock.now(), is_me=found.id == current_actor().person, sections=_sections(found.id),
    )  # fmt: skip


def _sections(person_id: int) -> list[tuple[str, Any]]:
    """Return what rooms above know of the person: a template and its words each."""
    found: list[tuple[str, Any]] = [(template, query(person_id)) for template, query in current_app.extensions["forum.person_sections"]]
    return found


@accounts.post("/staff/people/<public_id>/roles")
@requires("accounts.grant_role")
@writes
def grant_role(public_id: str) -> Response | tuple[str, int]:
    """Entrust a role."""
    found, form = _person(public_id), RoleForm()
    form.area_id.choices = options([(0, ""), *_areas()])
    try:
        if form.validate_on_submit():
            roles.grant_role(person_id=found.id, role=form.role.data, area_id=form.area_id.data or None, reason=form.reason.data,
                             actor=current_actor(), now=clock.now())  # fmt: skip
            return see_other("accounts.person", public_id=public_id, done="granted")
    except Invalid as refusal:
        form.take(refusal)
    return _page(found, role_form=form), 422


@accounts.post("/staff/people/<public_id>/roles/<int:grant_id>/end")
@requires("accounts.grant_role")
@writes
def end_role(public_id: str, grant_id: int) -> Response | tuple[str, int]:
    """Take a role back."""
    form = ReasonForm()
    try:
        if form.validate_on_submit():
            roles.end_role(grant_id=grant_id, reason=form.reason.data, actor=current_actor(), now=clock.now())
            return see_other("accounts.person", public_id=public_id, done="ended")
    except Invalid as refusal:
        form.take(refusal)
    return _page(_person(public_id), end_form=form), 422


@accounts.post("/staff/people/<public_id>/suspension")
@requires("accounts.suspend")
@writes
def suspend(public_id: str) -> Response | tuple[str, int]:
    """Suspend an account."""
    found, form = _person(public_id), SuspendForm()
    try:
        if form.validate_on_submit():
            roles.suspend(person_id=found.id, days=form.days.data, reason=form.reason.data, actor=current_actor(), now=clock.now())
            return see_other("accounts.person", public_id=public_id, done="suspended")
    except Invalid as refusal:
        form.take(refusal)
    return _page(found, suspend_form=form), 422


@accounts.post("/staff/people/<public_id>/suspension/<int:suspension_id>/lifting")
@requires("accounts.suspend")
@writes
def lift_suspension(public_id: str, suspension_id: int) -> Response:
    """Lift a suspension."""
    roles.lift_suspension(suspension_id=suspension_id, actor=current_actor(), now=clock.now())
    return see_other("accounts.person", public_id=public_id, done="lifted")
