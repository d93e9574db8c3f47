"""One's own standing: what one claims, how it is supported, where it stands; and one's professional page."""

from typing import Any

from flask import Response, render_template, request

from forum.city import queries as city
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Conflict, Invalid, NotFound, TooMany
from forum.kernel.forms import Form, options
from forum.kernel.i18n import chosen
from forum.kernel.web import limiter, see_other, writes
from forum.professionals.actions import claiming, keeping, proving
from forum.professionals.blueprint import professionals
from forum.professionals.evidence import METHOD_NAMES, STRENGTH, Method, Proof, suffices
from forum.professionals.forms import AddressForm, ClaimForm, DocumentForm, NoteForm, PortraitForm, profile_form
from forum.professionals.keys import box, invitation, proof_key, upload_limit
from forum.professionals.queries import attesting, claims, people, standing
from forum.professionals.sections import SECTIONS
from forum.professionals.types import KIND_NAMES, STATE_NAMES, State


@professionals.get("/account/professional")
@requires("professionals.see_own")
def mine() -> str:
    """Show what one claims and where it stands."""
    actor, now = current_actor(), clock.now()
    return render_template("professionals/mine.html", claims=claims.mine(actor.person), shown={s.claim_id: s for s in standing.live(actor.person, now)}, KIND_NAMES=KIND_NAMES, STATE_NAMES=STATE_NAMES, State=State,
                           profile=people.profile(actor.person or 0), speaks_for=attesting.speaks_for(actor.person))  # fmt: skip


@professionals.get("/account/professional/claims/new")
@requires("professionals.claim")
def new_claim() -> str:
    """Show the form of a new claim."""
    return _new_page(_choices(ClaimForm(formdata=None)))


def _choices(form: Any) -> Any:
    form.field.choices = options((f.id, f.name) for f in claims.fields(chosen()))
    form.body.choices = options([(0, "–"), *((b.id, f"{b.short} · {b.name}") for b in claims.bodies())])
    return form


def _new_page(form: ClaimForm) -> str:
    return render_template("professionals/new.html", form=form)


@professionals.post("/account/professional/claims")
@requires("professionals.claim")
@limiter.limit("30 per hour")
@writes
def start_claim() -> Response | tuple[str, int]:
    """Begin a claim."""
    form = _choices(ClaimForm())
    try:
        if form.validate_on_submit():
            until = form.valid_until.data
            made = claiming.start_claim(
                kind=form.kind.data, title=form.title.data, organisation=form.organisation.data or "", body_id=form.body.data or None, field_id=form.field.data, identifier=form.identifier.data or "",
                valid_until=clock.now().replace(year=until.year, month=until.month, day=until.day, hour=0, minute=0, second=0, microsecond=0) if until else None,
                actor=current_actor(), box=box(), now=clock.now(),
            )  # fmt: skip
            return see_other("professionals.claim", claim_id=made)
    except Invalid as refusal:
        form.take(refusal)
    except Conflict as refusal:
        form.take(Invalid(refusal.reason))
    return _new_page(form), 422


@professionals.get("/account/professional/claims/<int:claim_id>")
@requires("professionals.see_own")
def claim(claim_id: int) -> str:
    """Show one of one's own claims, what supports it, and what to do next."""
    return _claim_page(claim_id)


def _claim_page(claim_id: int, **forms: Form) -> str:
    row, actor, now = claims.claim(claim_id), current_actor(), clock.now()
    if row.person_id != actor.person:
        raise NotFound
    evidence = claims.evidence_of(claim_id)
    enough = suffices([Proof(e.method, e.expires_at) for e in evidence if e.is_counted], now)
    shown = {name: forms.get(name) or kind(formdata=None) for name, kind in (("document", DocumentForm), ("address", AddressForm), ("message", NoteForm))}
    return render_template("professionals/claim.html", claim=row, evidence=evidence, decisions=claims.decisions(claim_id), vouches=claims.vouches(claim_id), enough=enough, now=now,
                           is_shown=claim_id in {s.claim_id for s in standing.live(actor.person, now)}, METHOD_NAMES=METHOD_NAMES, STRENGTH=STRENGTH, Method=Method, KIND_NAMES=KIND_NAMES,
                           STATE_NAMES=STATE_NAMES, State=State, invitation=invitation(claim_id), body=claims.body(row.body_id) if row.body_id else None, ask=attesting.ask_of(claim_id),
                           can_be_attested=bool(row.body_id and attesting.speakers(row.body_id) - {actor.person}), **shown)  # fmt: skip


@professionals.post("/account/professional/claims/<int:claim_id>/document")
@requires("professionals.claim")
@limiter.limit("20 per hour")
@writes
def add_document(claim_id: int) -> Response | tuple[str, int]:
    """Add a photo of a document."""
    form = DocumentForm()
    try:
        if form.validate_on_submit():
            data = form.photo.data.read(upload_limit() + 1)
            claiming.add_document(claim_id, data, actor=current_actor(), box=box(), max_bytes=upload_limit(), now=clock.now())
            return see_other("professionals.claim", claim_id=claim_id, done="added", _anchor="evidence")
    except Invalid as refusal:
        form.take(refusal)
    except Conflict as refusal:
        form.take(Invalid(refusal.reason))
    return _claim_page(claim_id, document=form), 422


@professionals.post("/account/professional/claims/<int:claim_id>/address")
@requires("professionals.claim")
@limiter.limit("20 per hour")
@writes
def mail_address(claim_id: int) -> Response | tuple[str, int]:
    """Mail a link to a work address."""
    form = AddressForm()
    try:
        if form.validate_on_submit():
            proving.mail_work_address(claim_id, form.address.data, actor=current_actor(), key=proof_key(), now=clock.now())
            return see_other("professionals.claim", claim_id=claim_id, done="mailed", _anchor="evidence")
    except Invalid as refusal:
        form.take(refusal)
    except (Conflict, TooMany) as refusal:
        form.take(Invalid(refusal.reason))
    return _claim_page(claim_id, address=form), 422


@professionals.get("/account/professional/claims/<int:claim_id>/address/<token>")
@requires("professionals.see_own")
def open_link(claim_id: int, token: str) -> str:
    """Ask whoever comes by the link from the mail to say yes: a program that only looks at links proves nothing."""
    if claims.claim(claim_id).person_id != current_actor().person or len(token) > 60:
        raise NotFound
    return render_template("professionals/address.html", claim_id=claim_id, token=token)


@professionals.post("/account/professional/claims/<int:claim_id>/address/<token>")
@requires("professionals.claim")
@limiter.limit("30 per hour")
@writes
def take_link(claim_id: int, token: str) -> Response:
    """Take the link."""
    proving.take_work_link(claim_id, token, actor=current_actor(), key=proof_key(), now=clock.now())
    return see_other("professionals.claim", claim_id=claim_id, done="proven", _anchor="evidence")


@professionals.post("/account/professional/claims/<int:claim_id>/<any(sending, appeal):act>")
@requires("professionals.claim")
@writes
def send(claim_id: int, act: str) -> Response | tuple[str, int]:
    """Send a claim to the reviewers, answer them, or appeal."""
    form = NoteForm()
    try:
        if form.validate_on_submit():
            step = claiming.appeal if act == "appeal" else claiming.send_claim
            step(claim_id, note=form.note.data or "", actor=current_actor(), now=clock.now())
            return see_other("professionals.claim", claim_id=claim_id, done="sent")
    except Invalid as refusal:
        form.take(refusal)
    except Conflict as refusal:
        form.take(Invalid(refusal.reason))
    return _claim_page(claim_id, message=form), 422


@professionals.post("/account/professional/claims/<int:claim_id>/withdrawal")
@requires("professionals.see_own")
@writes
def withdraw(claim_id: int) -> Response:
    """Take a claim back."""
    claiming.withdraw_claim(claim_id, actor=current_actor(), now=clock.now())
    return see_other("professionals.mine", done="withdrawn")


@professionals.get("/account/professional/page")
@requires("professionals.see_own")
def edit_page() -> str:
    """Show one's professional page to be changed."""
    return _edit_page(_stored())


def _stored() -> Any:
    found = people.profile(current_actor().person or 0)
    values: dict[str, Any] = {"headline": found.headline if found else "", "district": (found.district_id if found else None) or 0, "takes_questions": found.takes_questions if found else False}
    for name in SECTIONS:
        section = (found.sections if found else {}).get(name, {})
        values[name], values[f"{name}_visible"] = section.get("source", ""), section.get("visible", "public")
    return _districts(profile_form()(formdata=None, **values))


def _districts(form: Any) -> Any:
    form.district.choices = options([(0, "–"), *((d.id, d.name) for d in city.districts(chosen()))])
    return form


def _edit_page(form: Form, portrait: PortraitForm | None = None) -> str:
    found = people.profile(current_actor().person or 0)
    return render_template("professionals/page_edit.html", form=form, SECTIONS=SECTIONS, portrait=portrait or PortraitForm(formdata=None), has_photo=found is not None and found.photo_key is not None)


@professionals.post("/account/professional/page")
@requires("professionals.claim")
@writes
def save_page() -> Response | tuple[str, int]:
    """Save one's professional page."""
    form = _districts(profile_form()())
    try:
        if form.validate_on_submit():
            sections = {name: {"source": form[name].data or "", "visible": form[f"{name}_visible"].data} for name in SECTIONS}
            keeping.save_profile(headline=form["headline"].data or "", sections=sections, district_id=form["district"].data or None, takes_questions=form["takes_questions"].data, actor=current_actor(), now=clock.now())
            return see_other("professionals.mine", done="saved")
    except Invalid as refusal:
        form.take(refusal)
    return _edit_page(form), 422


@professionals.post("/account/professional/photo")
@requires("professionals.claim")
@limiter.limit("20 per hour")
@writes
def save_photo() -> Response | tuple[str, int]:
    """Put a photo on one's own page, or take it away."""
    form = PortraitForm()
    try:
        if request.form.get("remove"):
            keeping.save_photo(None, max_bytes=0, actor=current_actor(), now=clock.now())
            return see_other("professionals.edit_page", done="saved")
        if form.validate_on_submit():
            keeping.save_photo(form.photo.data.read(upload_limit() + 1), max_bytes=upload_limit(), actor=current_actor(), now=clock.now())
            return see_other("professionals.edit_page", done="saved")
    except Invalid as refusal:
        form.take(refusal if refusal.fields else Invalid(fields={"photo": refusal.reason}))
    return _edit_page(_stored(), form), 422


@professionals.post("/professionals/dossiers/<int:claim_id>/vouch")
@requires("professionals.vouch")
@limiter.limit("20 per hour")
@writes
def vouch(claim_id: int) -> Response:
    """Vouch for somebody."""
    proving.vouch(claim_id, actor=current_actor(), now=clock.now())
    return see_other("professionals.dossier", claim_id=claim_id, invite=invitation(claim_id), done="vouched")
