"""Pages of coming in and going out."""

import logging

from flask import Response, current_app, render_template, request, session, url_for
from flask_login import login_user, logout_user

from forum.accounts import queries
from forum.accounts.actions import codes, identities, sessions, sign_in
from forum.accounts.blueprint import accounts
from forum.accounts.devices import describe
from forum.accounts.forms import CodeForm, EmailForm
from forum.accounts.oauth import Clients, Flow, SignInFailed
from forum.accounts.signed_in import SignedInPerson
from forum.accounts.types import FAILURES, Failure, ProvenIdentity, Purpose
from forum.kernel import clock, puzzles
from forum.kernel.access import current_actor, refusal_for, requires
from forum.kernel.errors import Invalid, NotFound, NotSignedIn
from forum.kernel.i18n import chosen
from forum.kernel.sealing import derive
from forum.kernel.settings import Settings
from forum.kernel.web import limiter, local_path, see_other, writes, writes_even_refused
from forum.kernel.words import N_, sentence

log = logging.getLogger(__name__)
WRONG_CODE = N_("This is not the code we sent. Tries left: %(left)s.")
DEAD_CODE = N_("This code no longer works. Please ask for a new one.")


def clients() -> Clients:
    found: Clients = current_app.extensions["forum.sign_in"]
    return found


def settings() -> Settings:
    found: Settings = current_app.extensions["forum.settings"]
    return found


@accounts.get("/sign-in", endpoint="sign_in")
@requires("accounts.sign_in")
def choose_way_in() -> str | Response:
    """Show the ways in."""
    next_path = local_path(request.args.get("next"))
    if current_actor().is_signed_in:
        return see_other(next_path or url_for("city.home"))
    return _ways(Purpose.SIGN_IN, next_path)


@accounts.get("/account/confirm", endpoint="confirm")
@requires("accounts.confirm_identity")
def confirm_it_is_you() -> str:
    """Ask for a fresh sign-in before something that cannot be undone."""
    return _ways(Purpose.CONFIRM, local_path(request.args.get("next")))


def _ways(purpose: Purpose, next_path: str | None) -> str:
    mine = {i.provider for i in queries.identities_of(current_actor().person or 0)} if purpose is Purpose.CONFIRM else None
    providers = [p for p in clients().providers.values() if p.name != "demo" and (mine is None or p.name in mine)]
    shows_demo = "demo" in clients().providers and (mine is None or "demo" in mine)
    by_email = settings().email_sign_in and (mine is None or "email" in mine)
    return render_template(
        "accounts/ways_in.html", purpose=purpose, next=next_path or "", providers=providers, shows_demo=shows_demo,
        by_email=by_email, form=EmailForm(formdata=None, next=next_path or ""), puzzle=puzzle,
    )  # fmt: skip


@accounts.post("/sign-in/with/<name>")
@requires("accounts.sign_in")
@limiter.limit("30 per 15 minutes")
@writes
def begin(name: str) -> Response:
    """Send the browser to a provider."""
    if name not in clients().providers:
        raise NotFound
    purpose = _purpose(request.form.get("purpose", ""))
    if purpose is Purpose.EMAIL:
        raise NotFound  # an address is proven by a code sent to it, by nothing else
    flow = Flow(purpose, current_actor().person, local_path(request.form.get("next")))
    try:
        return clients().begin(name, flow, _callback(name), hint=request.form.get("hint"))
    except SignInFailed as error:
        return _failed(error)


def _purpose(text: str) -> Purpose:
    purpose = Purpose(text) if text in set(Purpose) else Purpose.SIGN_IN
    permission = {Purpose.LINK: "accounts.link_identity", Purpose.CONFIRM: "accounts.confirm_identity", Purpose.EMAIL: "accounts.confirm_email"}
    refusal = refusal_for(permission[purpose], current_actor()) if purpose in permission else None
    if refusal:
        raise NotSignedIn(refusal.reason)
    return purpose


def _callback(name: str) -> str:
    # One address per provider, and never under a language: it is registered with the provider (RFC 9700, mix-up).
    return f"{settings().base_url}/sign-in/with/{name}/answer"


@accounts.get("/sign-in/with/<name>/answer")
@requires("accounts.sign_in")
@limiter.limit("60 per 15 minutes")
@writes
def answer(name: str) -> Response:
    """Take the provider's answer. The one GET that writes: the protocol comes back by GET."""
    if name not in clients().providers:
        raise NotFound
    try:
        identity, flow = clients().finish(name)
    except SignInFailed as error:
        return _failed(error)
    if flow.person_id is not None and flow.person_id != current_actor().person:
        return _failed(SignInFailed(Failure.STALE, "signed out on the way"))
    return _act_on(identity, _purpose(flow.purpose), flow.next_path)  # still allowed, also after a long way round


def _failed(error: SignInFailed) -> Response:
    log.warning("sign-in refused: %s", error)
    return see_other("accounts.failed", why=error.failure.value)


@accounts.get("/sign-in/failed")
@requires("accounts.sign_in")
def failed() -> tuple[str, int]:
    """Say why nobody was signed in, at an address that holds nothing of the provider's answer."""
    why = request.args.get("why", "")
    return render_template("accounts/sign_in_failed.html", reason=FAILURES[Failure(why) if why in set(Failure) else Failure.STALE]), 400


def _act_on(identity: ProvenIdentity, purpose: Purpose, next_path: str | None) -> Response:
    actor, now = current_actor(), clock.now()
    if purpose is Purpose.LINK:
        identities.link_identity(identity, actor=actor, now=now)
        return see_other("accounts.ways")
    if purpose is Purpose.EMAIL and identity.provider == "email":
        identities.confirm_email(identity.subject, actor=actor, now=now)
        return see_other("accounts.email")
    if purpose is Purpose.CONFIRM:
        _remember(sign_in.confirm_it_is_me(identity, actor=actor, now=now))
        return see_other(next_path or "accounts.overview")
    if actor.is_signed_in:
        sessions.sign_out(actor=actor, now=now)
    entered = sign_in.enter(identity, now=now, device=describe(request.user_agent.string), key=barring_key(), locale=chosen())
    _remember(entered.token)
    if entered.is_new:
        return see_other("accounts.welcome", next=next_path)
    return see_other(next_path or "city.home")


def _remember(token: str) -> None:
    session.clear()  # nothing planted before the sign-in survives it
    login_user(SignedInPerson(token))


@accounts.post("/sign-in/email")
@requires("accounts.sign_in")
@limiter.limit(lambda: "20 per 15 minutes" if _has_solved() else "5 per 15 minutes")
@writes
def ask_for_code() -> Response | tuple[str, int]:
    """Mail a one-time code. Who solved the puzzle, as browsers do by themselves, may ask more often."""
    purpose = _purpose(request.form.get("purpose", ""))
    if purpose is not Purpose.EMAIL and not settings().email_sign_in:
        raise NotFound
    form = EmailForm()
    try:
        puzzles.refuse_machines(form.website.data)
        is_valid = form.validate_on_submit()
    except Invalid as refusal:
        form.take(refusal)
        is_valid = False
    if not is_valid:
        return render_template("accounts/email.html", form=form, purpose=purpose, puzzle=puzzle), 422
    session["code"] = codes.send_code(
        address=form.address.data.lower(), purpose=purpose, actor=current_actor(), now=clock.now(), locale=chosen(), key=_code_key()
    )
    return see_other("accounts.type_code", next=local_path(form.next.data))


@accounts.get("/sign-in/email/code")
@requires("accounts.sign_in")
def type_code() -> str | Response:
    """Ask for the code."""
    found = queries.open_code(session.get("code"))
    if found is None:
        return see_other("accounts.ways" if current_actor().is_signed_in else "accounts.sign_in")
    form = CodeForm(formdata=None, next=local_path(request.args.get("next")) or "")
    return render_template("accounts/code.html", form=form, address=found.address)


@accounts.post("/sign-in/email/code")
@requires("accounts.sign_in")
@limiter.limit("30 per 15 minutes")
@writes_even_refused
def check_code() -> Response | tuple[str, int]:
    """Take the typed code."""
    form, name = CodeForm(), session.get("code", "")
    sent = queries.open_code(name)
    if not form.validate_on_submit():
        return render_template("accounts/code.html", form=form, address=sent.address if sent else ""), 422
    checked = codes.check_code(public_id=name, typed=form.code.data, now=clock.now(), key=_code_key())
    if checked.address is None:
        words = sentence(WRONG_CODE, left=checked.tries_left) if checked.tries_left else DEAD_CODE
        form.code.errors = [words]
        return render_template("accounts/code.html", form=form, address=sent.address if sent else ""), 422
    session.pop("code", None)
    _purpose(checked.purpose)
    if checked.purpose is Purpose.LINK and sent is not None and sent.person_id != current_actor().person:
        raise NotSignedIn
    return _act_on(checked.identity, checked.purpose, local_path(form.next.data))


def puzzle() -> str:
    """Return a puzzle for the form that asks for a code."""
    return puzzles.make(_puzzle_key(), clock.now())


def _has_solved() -> bool:
    form = request.form
    about = form.get("address", "").strip().lower()
    return puzzles.is_solved(form.get("puzzle", ""), about, form.get("puzzle_answer", ""), key=_puzzle_key(), now=clock.now())


def _puzzle_key() -> bytes:
    return derive(settings().secret_key, "puzzles")


def _code_key() -> bytes:
    return derive(settings().secret_key, "e-mail codes")


def barring_key() -> bytes:
    """Return the key of the hashes of ways in that a suspended person left by."""
    return derive(settings().proof_key, "barred identities")


@accounts.post("/sign-out")
@requires("accounts.sign_out")
@writes
def sign_out() -> Response:
    """End this session."""
    sessions.sign_out(actor=current_actor(), now=clock.now())
    logout_user()
    session.clear()
    response = see_other("city.home")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


