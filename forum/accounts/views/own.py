"""Pages of one's own account."""

import io

from flask import Response, current_app, render_template, request, send_file, session, url_for
from flask_login import logout_user

from forum.accounts import queries
from forum.accounts.actions import identities, leaving, profile, sessions
from forum.accounts.blueprint import accounts
from forum.accounts.forms import CloseForm, EmailForm, LanguageForm, ProfileForm
from forum.accounts.personal import Declared
from forum.accounts.types import Purpose
from forum.accounts.views.sign_in import barring_key, clients, puzzle, settings
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Invalid, NotFound
from forum.kernel.forms import options
from forum.kernel.i18n import NAMES
from forum.kernel.text import trusted
from forum.kernel.web import limiter, local_path, see_other, writes


def _me() -> int:
    person = current_actor().person
    if person is None:
        raise NotFound
    return person


def _declared() -> Declared:
    declared: Declared = current_app.extensions["forum.personal"]
    return declared


@accounts.get("/account")
@requires("accounts.see_own_account")
def overview() -> str:
    """Show the account at a glance, and what its owner may do."""
    person = queries.person(_me())
    suspension = queries.running_suspension(person.id, clock.now())
    roles = [g for g in queries.grants_of(person.id) if g.ended_at is None]
    return render_template("accounts/overview.html", person=person, suspension=suspension, roles=roles)


@accounts.get("/account/profile")
@requires("accounts.see_own_account")
def edit_profile() -> str:
    """Show the profile form."""
    person = queries.person(_me())
    return render_template("accounts/profile_form.html", form=ProfileForm(formdata=None, obj=person), person=person)


@accounts.post("/account/profile")
@requires("accounts.edit_profile")
@writes
def save_profile() -> Response | tuple[str, int]:
    """Save the profile."""
    form = ProfileForm()
    try:
        if form.validate_on_submit():
            profile.edit_profile(actor=current_actor(), name=form.name.data, about=form.about.data or "",
                                 is_public=form.is_public.data, now=clock.now())  # fmt: skip
            return see_other("accounts.overview", done="profile")
    except Invalid as refusal:
        form.take(refusal)
    return render_template("accounts/profile_form.html", form=form, person=queries.person(_me())), 422


@accounts.get("/welcome")
@requires("accounts.see_own_account")
def welcome() -> str:
    """First step after joining: the language."""
    next_path = local_path(request.args.get("next")) or ""
    return render_template("accounts/welcome.html", form=_language_form(), next=next_path)


@accounts.post("/account/language")
@requires("accounts.edit_profile")
@writes
def save_language() -> Response | tuple[str, int]:
    """Remember the language, and go on with the welcome where that was the way."""
    form = _language_form(filled=True)
    if not form.validate_on_submit():
        return render_template("accounts/welcome.html", form=form, next=""), 422
    profile.choose_language(form.locale.data, actor=current_actor(), known=settings().locales)
    onwards = url_for("city.welcome_district", next=local_path(request.form.get("next")))
    target = onwards if request.form.get("step") == "welcome" else url_for("accounts.overview", done="language")
    return see_other(f"/{form.locale.data}{target.removeprefix(request.script_root)}")


def _language_form(*, filled: bool = False) -> LanguageForm:
    form = LanguageForm() if filled else LanguageForm(formdata=None, locale=str(current_actor().locale or settings().locales[0]))
    form.locale.choices = options((code, NAMES[code]) for code in settings().locales)
    return form


@accounts.get("/account/email")
@requires("accounts.see_own_account")
def email() -> str:
    """Show which address the forum writes to."""
    return render_template("accounts/email.html", form=EmailForm(formdata=None), purpose=Purpose.EMAIL, person=queries.person(_me()), puzzle=puzzle)


@accounts.get("/account/sign-in")
@requires("accounts.see_own_account")
def ways() -> str:
    """Show the ways in and the browsers signed in."""
    mine = queries.identities_of(_me())
    taken = {i.provider for i in mine}
    more = [p for p in clients().providers.values() if p.name not in taken and p.name != "demo"]
    labels = {p.name: p.label for p in clients().providers.values()}
    return render_template("accounts/ways.html", identities=mine, sessions=queries.sessions_of(_me(), clock.now()), more=more,
                           labels=labels, form=EmailForm(formdata=None), by_email=settings().email_sign_in and "email" not in taken)  # fmt: skip


@accounts.post("/account/sign-in/<int:identity_id>/removal")
@requires("accounts.remove_identity")
@writes
def remove_identity(identity_id: int) -> Response:
    """Remove a way in."""
    identities.remove_identity(identity_id, actor=current_actor(), now=clock.now())
    return see_other("accounts.ways", done="removed")


@accounts.post("/account/sessions/<public_id>/end")
@requires("accounts.end_session")
@writes
def end_session(public_id: str) -> Response:
    """End one session."""
    sessions.end_session(public_id, actor=current_actor(), now=clock.now())
    return see_other("accounts.ways", done="ended")


@accounts.post("/account/sessions/others/end")
@requires("accounts.end_session")
@writes
def end_other_sessions() -> Response:
    """End all sessions but this."""
    sessions.end_other_sessions(actor=current_actor(), now=clock.now())
    return see_other("accounts.ways", done="ended")


@accounts.get("/account/data")
@requires("accounts.see_own_account")
def data() -> str:
    """Explain what is kept, offer the download and the way out."""
    return render_template("accounts/data.html", tables=_declared().tables, form=CloseForm(formdata=None))


@accounts.post("/account/data/download")
@requires("accounts.download_data")
@limiter.limit("10 per hour")
@writes
def download() -> Response:
    """Hand out everything that names the reader."""
    made = leaving.download(actor=current_actor(), tables=_declared().tables, now=clock.now())
    return send_file(io.BytesIO(made), "application/zip", as_attachment=True, download_name="my-forum-data.zip")


@accounts.post("/account/data/closing")
@requires("accounts.close_account")
@writes
def close() -> Response | tuple[str, int]:
    """Close the account."""
    form = CloseForm()
    if not form.validate_on_submit():
        return render_template("accounts/data.html", tables=_declared().tables, form=form), 422
    leaving.close_account(actor=current_actor(), tables=_declared().tables, farewells=_declared().farewells, key=barring_key(), now=clock.now())
    logout_user()
    session.clear()
    return see_other("accounts.closed")


@accounts.get("/account/closed")
@requires("accounts.sign_in")
def closed() -> str:
    """Say good-bye."""
    return render_template("accounts/closed.html")


@accounts.get("/people/<handle>")
@requires("accounts.see_public_profile")
def profile_page(handle: str) -> str:
    """Show a person's public page, or only the name and roles where it is private."""
    person = queries.public_profile(handle)
    if person is None:
        raise NotFound
    author = queries.authors_for([person.id])[person.id]
    shown = person.is_public or person.id == current_actor().person
    return render_template("accounts/profile.html", author=author, shown=shown, joined_at=person.joined_at if shown else None,
                           about=trusted(person.about_html) if shown else "")  # fmt: skip
