"""Organisations that speak for themselves: what they are asked, what they signed, and who speaks for them."""

import json

from flask import Response, render_template, request

from forum.accounts import queries as accounts
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Conflict, Invalid, NotFound
from forum.kernel.forms import Form
from forum.kernel.i18n import chosen
from forum.kernel.web import limiter, see_other, writes
from forum.professionals.actions import attesting
from forum.professionals.blueprint import professionals
from forum.professionals.forms import AttesterForm, KeyForm, TokenForm
from forum.professionals.queries import attesting as asks
from forum.professionals.queries import claims
from forum.professionals.types import KIND_NAMES


@professionals.get("/account/professional/attestations")
@requires("professionals.see_own")
def attestations() -> str:
    """Show what an organisation is asked, to whoever speaks for it."""
    me = current_actor().person
    bodies = asks.speaks_for(me)
    if not bodies:
        raise NotFound
    waiting = asks.asked_of(me)
    return render_template("professionals/attestations.html", waiting=waiting, people=accounts.authors_for(c.person_id for c in waiting), bodies=[b for b in claims.bodies() if b.id in bodies],
                           fields={f.id: f.name for f in claims.fields(chosen())}, KIND_NAMES=KIND_NAMES)  # fmt: skip


@professionals.post("/account/professional/attestations/<int:claim_id>")
@requires("professionals.see_own")
@writes
def attest(claim_id: int) -> Response:
    """Say for one's organisation whether a claim is so."""
    attesting.answer_attestation(claim_id, is_true=request.form.get("is_true") == "yes", actor=current_actor(), now=clock.now())
    return see_other("professionals.attestations", done="answered")


@professionals.post("/account/professional/claims/<int:claim_id>/attestation")
@requires("professionals.claim")
@writes
def ask_attestation(claim_id: int) -> Response:
    """Ask the organisation of one's claim."""
    attesting.ask_attestation(claim_id, actor=current_actor(), now=clock.now())
    return see_other("professionals.claim", claim_id=claim_id, done="asked", _anchor="evidence")


@professionals.get("/account/professional/claims/<int:claim_id>/credential")
@requires("professionals.claim")
def credential(claim_id: int) -> str:
    """Show the form to paste a signed credential."""
    return _credential_page(claim_id, TokenForm(formdata=None))


def _credential_page(claim_id: int, form: TokenForm) -> str:
    row = claims.claim(claim_id)
    if row.person_id != current_actor().person:
        raise NotFound
    return render_template("professionals/credential.html", claim=row, form=form, body=claims.body(row.body_id) if row.body_id else None)


@professionals.post("/account/professional/claims/<int:claim_id>/credential")
@requires("professionals.claim")
@limiter.limit("20 per hour")
@writes
def show_credential(claim_id: int) -> Response | tuple[str, int]:
    """Support a claim with a signed credential."""
    form = TokenForm()
    try:
        if form.validate_on_submit():
            attesting.show_credential(claim_id, form.token.data, actor=current_actor(), now=clock.now())
            return see_other("professionals.claim", claim_id=claim_id, done="shown", _anchor="evidence")
    except Invalid as refusal:
        form.take(refusal)
    except Conflict as refusal:
        form.take(Invalid(refusal.reason))
    return _credential_page(claim_id, form), 422


@professionals.get("/staff/professionals/bodies/<int:body_id>")
@requires("professionals.see_queue")
def body(body_id: int) -> str:
    """Show who speaks for a body and how it signs."""
    return _body_page(body_id)


def _body_page(body_id: int, **forms: Form) -> str:
    found = claims.body(body_id)
    if found is None:
        raise NotFound
    speakers = asks.speakers(body_id)
    key_form = forms.get("key_form") or KeyForm(formdata=None, issuer=found.issuer, key=json.dumps(found.key) if found.key else "")
    return render_template("professionals/body.html", body=found, speakers=sorted(speakers), people=accounts.authors_for(speakers) if speakers else {}, key_form=key_form,
                           attester_form=forms.get("attester_form") or AttesterForm(formdata=None))  # fmt: skip


@professionals.post("/staff/professionals/bodies/<int:body_id>/key")
@requires("professionals.keep_lists")
@writes
def save_key(body_id: int) -> Response | tuple[str, int]:
    """Note how a body signs."""
    form = KeyForm()
    try:
        if form.validate_on_submit():
            attesting.set_key(body_id, issuer=form.issuer.data or "", key=_jwk(form.key.data or ""))
            return see_other("professionals.body", body_id=body_id, done="saved")
    except Invalid as refusal:
        form.take(refusal)
    return _body_page(body_id, key_form=form), 422


def _jwk(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


@professionals.post("/staff/professionals/bodies/<int:body_id>/speakers")
@requires("professionals.keep_lists")
@writes
def add_attester(body_id: int) -> Response | tuple[str, int]:
    """Let somebody speak for a body."""
    form = AttesterForm()
    try:
        if form.validate_on_submit():
            attesting.add_attester(body_id, form.handle.data, actor=current_actor(), now=clock.now())
            return see_other("professionals.body", body_id=body_id, done="saved")
    except Invalid as refusal:
        form.take(refusal)
    return _body_page(body_id, attester_form=form), 422


@professionals.post("/staff/professionals/bodies/<int:body_id>/speakers/<int:person_id>/end")
@requires("professionals.keep_lists")
@writes
def end_attester(body_id: int, person_id: int) -> Response:
    """Let somebody speak for a body no more."""
    attesting.end_attester(body_id, person_id, actor=current_actor(), now=clock.now())
    return see_other("professionals.body", body_id=body_id, done="saved")
