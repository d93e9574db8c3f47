"""The reviewers' desk: claims that wait, their evidence, decisions; and the lists the city keeps."""

from typing import Any

from flask import Response, render_template

from forum.accounts import queries as accounts
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Conflict, Invalid
from forum.kernel.forms import Form
from forum.kernel.i18n import chosen
from forum.kernel.sealing import Unreadable
from forum.kernel.web import see_other, writes
from forum.professionals.actions import keeping, reviewing
from forum.professionals.blueprint import professionals
from forum.professionals.evidence import METHOD_NAMES, STRENGTH, Method, Proof, suffices
from forum.professionals.forms import BodyForm, DomainForm, RegisterForm, ReviewForm, RevokeForm
from forum.professionals.keys import box
from forum.professionals.queries import claims
from forum.professionals.types import KIND_NAMES, STATE_NAMES, State


@professionals.get("/staff/professionals")
@requires("professionals.see_queue")
def desk() -> str:
    """Show what waits, and the lists."""
    return _desk_page()


def _desk_page(**forms: Form) -> str:
    waiting = claims.queue()
    return render_template("professionals/desk.html", waiting=waiting, people=accounts.authors_for(c.person_id for c in waiting) if waiting else {}, fields=claims.fields(chosen()), bodies=claims.bodies(),
                           domains=claims.domains(), body_form=forms.get("body_form") or BodyForm(formdata=None), domain_form=forms.get("domain_form") or DomainForm(formdata=None),
                           KIND_NAMES=KIND_NAMES, STATE_NAMES=STATE_NAMES, State=State)  # fmt: skip


@professionals.get("/staff/professionals/<int:claim_id>")
@requires("professionals.see_queue")
def review(claim_id: int) -> str:
    """Show a claim with its evidence."""
    return _review_page(claim_id)


def _number(row: Any) -> str:
    if row.identifier_sealed is None:
        return ""
    try:
        return box().open(row.identifier_sealed).decode()
    except Unreadable:
        return f"…{row.identifier_tail}"


def _review_page(claim_id: int, **forms: Form) -> str:
    row, actor, now = claims.claim(claim_id), current_actor(), clock.now()
    evidence, decisions = claims.evidence_of(claim_id), claims.decisions(claim_id)
    people = accounts.authors_for({row.person_id, *(d.reviewer_id for d in decisions if d.reviewer_id), *(v.voucher_id for v in claims.vouches(claim_id))})
    refusal = reviewing.refusal_to_review(row, actor, now)
    return render_template(
        "professionals/review.html", claim=row, number=_number(row) if refusal is None else f"…{row.identifier_tail}", body=claims.body(row.body_id) if row.body_id else None, evidence=evidence,
        decisions=decisions, people=people, refusal=refusal, read=claims.has_read([e.id for e in evidence], actor.person), enough=suffices([Proof(e.method, e.expires_at) for e in evidence if e.is_counted], now),
        form=forms.get("form") or ReviewForm(formdata=None), register_form=forms.get("register_form") or RegisterForm(formdata=None), revoke_form=forms.get("revoke_form") or RevokeForm(formdata=None),
        METHOD_NAMES=METHOD_NAMES, STRENGTH=STRENGTH, Method=Method, KIND_NAMES=KIND_NAMES, STATE_NAMES=STATE_NAMES, State=State, now=now,
    )  # fmt: skip


@professionals.get("/staff/professionals/documents/<int:evidence_id>")
@requires("professionals.review")
def document(evidence_id: int) -> Response:
    """Show a document to a reviewer without a stake in it."""
    data = reviewing.open_document(evidence_id, actor=current_actor(), box=box(), now=clock.now())
    return Response(data, content_type="image/jpeg", headers={"Cache-Control": "no-store", "Content-Disposition": "inline"})


@professionals.post("/staff/professionals/documents/<int:evidence_id>/<any(shows, lacks):what>")
@requires("professionals.review")
@writes
def read_document(evidence_id: int, what: str) -> Response:
    """Note that one has read a document."""
    claim_id = claims.claim_of_evidence(evidence_id)
    reviewing.read_document(evidence_id, shows_it=what == "shows", actor=current_actor(), now=clock.now())
    return see_other("professionals.review", claim_id=claim_id, _anchor="evidence")


@professionals.post("/staff/professionals/<int:claim_id>/register")
@requires("professionals.review")
@writes
def look_up(claim_id: int) -> Response | tuple[str, int]:
    """Note what the register says."""
    form = RegisterForm()
    try:
        if form.validate_on_submit():
            reviewing.look_up_register(claim_id, number_matches=form.number_matches.data, name_matches=form.name_matches.data, source=form.source.data or "", actor=current_actor(), now=clock.now())
            return see_other("professionals.review", claim_id=claim_id, _anchor="evidence")
    except Invalid as refusal:
        form.take(refusal)
    except Conflict as refusal:
        form.take(Invalid(refusal.reason))
    return _review_page(claim_id, register_form=form), 422


@professionals.post("/staff/professionals/<int:claim_id>/decision")
@requires("professionals.review")
@writes
def decide(claim_id: int) -> Response | tuple[str, int]:
    """Decide on a claim."""
    form = ReviewForm()
    try:
        if form.validate_on_submit():
            checks = tuple(line.strip() for line in (form.checks.data or "").splitlines() if line.strip())[:10]
            reviewing.decide(claim_id, outcome=form.outcome.data, reason=form.reason.data or "", checks=checks, has_no_stake=form.has_no_stake.data, actor=current_actor(), now=clock.now())
            return see_other("professionals.desk", done="decided")
    except Invalid as refusal:
        form.take(refusal)
    except Conflict as refusal:
        form.take(Invalid(refusal.reason))
    return _review_page(claim_id, form=form), 422


@professionals.post("/staff/professionals/<int:claim_id>/revocation")
@requires("professionals.review")
@writes
def revoke(claim_id: int) -> Response | tuple[str, int]:
    """Take an approval back."""
    form = RevokeForm()
    try:
        if form.validate_on_submit():
            reviewing.revoke(claim_id, reason=form.reason.data or "", actor=current_actor(), now=clock.now())
            return see_other("professionals.review", claim_id=claim_id)
    except Invalid as refusal:
        form.take(refusal)
    except Conflict as refusal:
        form.take(Invalid(refusal.reason))
    return _review_page(claim_id, revoke_form=form), 422


@professionals.post("/staff/professionals/bodies")
@requires("professionals.keep_lists")
@writes
def add_body() -> Response | tuple[str, int]:
    """Add a recognised body."""
    form = BodyForm()
    try:
        if form.validate_on_submit():
            keeping.add_body(short=form.short.data, name=form.name.data, country=form.country.data or "", register_url=form.register_url.data, pattern=form.pattern.data or "", months=form.months.data or 0)
            return see_other("professionals.desk", done="saved", _anchor="bodies")
    except Invalid as refusal:
        form.take(refusal)
    except Conflict as refusal:
        form.take(Invalid(refusal.reason))
    return _desk_page(body_form=form), 422


@professionals.post("/staff/professionals/domains")
@requires("professionals.keep_lists")
@writes
def add_domain() -> Response | tuple[str, int]:
    """Add an organisation's domain."""
    form = DomainForm()
    try:
        if form.validate_on_submit():
            keeping.add_domain(form.domain.data, organisation=form.organisation.data, actor=current_actor(), now=clock.now())
            return see_other("professionals.desk", done="saved", _anchor="domains")
    except Invalid as refusal:
        form.take(refusal)
    return _desk_page(domain_form=form), 422
