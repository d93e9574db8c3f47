"""Confirming one's own district."""

from collections.abc import Callable
from typing import Any

from flask import Response, render_template

from forum.city import queries as city
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Invalid
from forum.kernel.forms import Form, options
from forum.kernel.i18n import chosen
from forum.kernel.web import limiter, see_other, writes, writes_even_refused
from forum.residency import queries
from forum.residency.actions import confirming, handing_out, papers
from forum.residency.blueprint import residency
from forum.residency.forms import CodeForm, LetterForm, PaperForm, RollMatchForm
from forum.residency.keys import box, proof_key, upload_limit
from forum.residency.requirements import refusal_for
from forum.residency.types import METHODS, Act, Method, Tried

FORMS: dict[Method, type[Form]] = {
    Method.INVITATION: CodeForm, Method.ROLL: RollMatchForm, Method.EMAIL_DOMAIN: Form, Method.DOCUMENT: PaperForm, Method.LETTER: LetterForm,
}  # fmt: skip


@residency.get("/residency")
@requires("residency.see_own")
def mine() -> str:
    """Say what the reader may do where, and offer the ways to confirm a district."""
    actor, now = current_actor(), clock.now()
    standing, on = queries.standing_of(actor), queries.methods_on()
    refusals = {act: refusal_for(act, standing, area_id=standing.district_id, any_method=bool(on), now=now) for act in Act}
    places = dict(city.district_names([standing.district_id], chosen())) if standing.district_id else {}
    return render_template(
        "residency/mine.html", standing=standing, place=places.get(standing.district_id or 0), refusals=refusals, on=sorted(on), METHODS=METHODS,
        paper=queries.waiting_paper(actor.person), letter=queries.open_letter(actor.person), refused=queries.last_refusal(actor.person),
        ended=queries.revocation(actor.person), now=now,
    )  # fmt: skip


@residency.get("/residency/by/<method>")
@requires("residency.confirm")
def method(method: str) -> str | Response:
    """Show the form of one way."""
    chosen_method = _open(method)
    if chosen_method is None:
        return see_other("residency.mine")
    return _page(chosen_method, _form(chosen_method))


def _open(method_: str) -> Method | None:
    return Method(method_) if method_ in queries.methods_on() else None


def _form(method_: Method, *, filled: bool = False) -> Form:
    kind: Callable[..., Form] = CodeForm if method_ is Method.LETTER and _letter_is_printed() else FORMS[method_]
    form = kind() if filled else kind(formdata=None)
    if "district" in form:
        form["district"].choices = options((d.id, d.name) for d in city.districts(chosen()))
        if not filled:
            form["district"].data = city.home_district(current_actor().person)
    return form


def _letter_is_printed() -> bool:
    letter = queries.open_letter(current_actor().person)
    return letter is not None and letter.printed_at is not None


def _page(method_: Method, form: Form) -> str:
    return render_template("residency/method.html", method=method_, words=METHODS[method_], form=form)


@residency.post("/residency/by/<method>")
@requires("residency.confirm")
@limiter.limit("30 per hour")
@writes_even_refused
def try_method(method: str) -> Response | tuple[str, int]:
    """Try to confirm by one way. A wrong try counts."""
    chosen_method = _open(method)
    if chosen_method is None:
        return see_other("residency.mine")
    form = _form(chosen_method, filled=True)
    if not form.validate_on_submit():
        return _page(chosen_method, form), 422
    tried = _TRY[chosen_method, isinstance(form, CodeForm)](form)
    if tried.confirmed:
        return see_other("residency.mine", done="confirmed")
    form.take(Invalid(tried.reason))
    return _page(chosen_method, form), 422


def _common() -> dict[str, Any]:
    return {"actor": current_actor(), "key": proof_key(), "now": clock.now()}


def _by_paper(form: Form) -> Tried:
    data = form["photo"].data.read(upload_limit() + 1)
    try:
        papers.submit_paper(data, district_id=form["district"].data, actor=current_actor(), box=box(), max_bytes=upload_limit(), now=clock.now())
    except Invalid as refusal:
        return Tried(False, refusal.reason if not refusal.fields else next(iter(refusal.fields.values())))
    return Tried(True)


def _ask_for_letter(form: Form) -> Tried:
    try:
        handing_out.ask_for_letter(form["address"].data, district_id=form["district"].data, box=box(), **_common())
    except Invalid as refusal:
        return Tried(False, next(iter(refusal.fields.values())))
    return Tried(True)


_TRY: dict[tuple[Method, bool], Callable[[Form], Tried]] = {
    (Method.INVITATION, True): lambda f: confirming.redeem_invitation(f["code"].data, **_common()),
    (Method.ROLL, False): lambda f: confirming.match_roll(f["reference"].data, f["birth_year"].data, **_common()),
    (Method.EMAIL_DOMAIN, False): lambda f: confirming.match_email_domain(**_common()),
    (Method.DOCUMENT, False): _by_paper,
    (Method.LETTER, False): _ask_for_letter,
    (Method.LETTER, True): lambda f: confirming.redeem_letter(f["code"].data, **_common()),
}


@residency.post("/residency/paper/withdrawal")
@requires("residency.confirm")
@writes
def withdraw_paper() -> Response:
    """Take a waiting paper back."""
    papers.withdraw_paper(actor=current_actor(), now=clock.now())
    return see_other("residency.mine", done="withdrawn")
