"""The inbox, how to be told, and the link in each mail that stops them."""

import re

from flask import Response, current_app, g, render_template, request

from forum.accounts import queries as accounts
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Invalid, NotFound
from forum.kernel.hashing import keyed_hash, same
from forum.kernel.settings import Settings
from forum.kernel.web import csrf, limiter, see_other, writes
from forum.kernel.words import N_
from forum.notifications import actions, queries
from forum.notifications.blueprint import notifications
from forum.notifications.forms import WishesForm
from forum.notifications.keys import off_key, push_key
from forum.notifications.pushing import public_key

_OFF = re.compile(r"([0-9a-zA-Z]{4,20})-([0-9a-f]{32})")


def unread() -> int:
    """Return the number at the bell. Cost: one query, once per request, none for a stranger."""
    if "unread" not in g:
        g.unread = queries.unread(current_actor().person)
    found: int = g.unread
    return found


@notifications.get("/notices")
@requires("notifications.read_own")
def inbox() -> str:
    """Show the inbox."""
    text = request.args.get("before", "")
    rows = queries.inbox(current_actor().person, before=int(text) if text.isdecimal() and len(text) < 16 else 0)
    more = rows[queries.PAGE - 1].id if len(rows) > queries.PAGE else None
    return render_template("notifications/inbox.html", notices=rows[: queries.PAGE], more=more)


@notifications.post("/notices/read")
@requires("notifications.read_own")
@writes
def mark_read() -> Response:
    """Note that everything was seen."""
    actions.mark_all_read(actor=current_actor(), now=clock.now())
    return see_other("notifications.inbox")


@notifications.get("/account/notices")
@requires("notifications.choose")
def wishes() -> str:
    """Show how one is told, and of whom one wants no notices."""
    mine = current_actor().person or 0
    found = queries.wishes_of({mine})[mine]
    first, last = found.quiet or ("", "")
    return _wishes_page(WishesForm(formdata=None, rhythm=str(found.rhythm), quiet_from=str(first), quiet_to=str(last)))


@notifications.post("/account/notices")
@requires("notifications.choose")
@writes
def save_wishes() -> Response | tuple[str, int]:
    """Choose how to be told."""
    form = WishesForm()
    try:
        if form.validate_on_submit():
            actions.choose_wishes(rhythm=form.rhythm.data, quiet=_quiet(form), actor=current_actor(), now=clock.now())
            return see_other("notifications.wishes", done="saved")
    except Invalid as refusal:
        form.take(refusal)
    return _wishes_page(form), 422


def _quiet(form: WishesForm) -> tuple[int, int] | None:
    if bool(form.quiet_from.data) != bool(form.quiet_to.data):
        raise Invalid(fields={"quiet_to" if form.quiet_from.data else "quiet_from": N_("Quiet hours need both ends. Choose this one too, or “none” for both.")})
    return (int(form.quiet_from.data), int(form.quiet_to.data)) if form.quiet_from.data and form.quiet_to.data else None


def _wishes_page(form: WishesForm) -> str:
    mine = current_actor().person or 0
    settings: Settings = current_app.extensions["forum.settings"]
    ids = queries.blocked_by(mine)
    people = accounts.authors_for(ids) if ids else {}
    return render_template("notifications/wishes.html", form=form, blocked=[people[i] for i in ids if i in people and people[i].handle], person=accounts.person(mine),
                           devices=queries.devices_of(mine), push_key=public_key(push_key()), may_push=bool(settings.push_hosts))  # fmt: skip


@notifications.get("/account/notices/people/<handle>")
@requires("notifications.choose")
def person(handle: str) -> str:
    """Ask whether one wants no notices of somebody."""
    found = accounts.ids_by_handles([handle])
    if not found:
        raise NotFound
    other = found.pop()
    return render_template("notifications/person.html", author=accounts.authors_for([other])[other], is_blocked=other in queries.blocked_by(current_actor().person), is_me=other == current_actor().person)


@notifications.post("/account/notices/people/<handle>")
@requires("notifications.choose")
@limiter.limit("60 per hour")
@writes
def block(handle: str) -> Response:
    """Want no notices of somebody, or want them again."""
    actions.block(handle, blocked=request.form.get("blocked") != "no", actor=current_actor(), now=clock.now())
    return see_other("notifications.wishes", done="saved", _anchor="people")


@notifications.get("/notices/off/<token>")
@requires("notifications.stop_mail")
def off(token: str) -> str:
    """Ask whoever came by the link in a mail whether they want no more."""
    _whose(token)
    return render_template("notifications/off.html", token=token, is_done=False)


@notifications.post("/notices/off/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF is untyped
@requires("notifications.stop_mail")
@limiter.limit("60 per hour")
@writes
def stop(token: str) -> str:
    """Stop mail of notices. Mail programs send this by themselves (RFC 8058), so it knows no session; the address is the proof."""
    actions.stop_mail(_whose(token), clock.now())
    return render_template("notifications/off.html", token=token, is_done=True)


def _whose(token: str) -> int:
    found = _OFF.fullmatch(token)
    person = accounts.person_by_public_id(found[1]) if found and same(found[2], keyed_hash(off_key(), "off", found[1])[:32]) else None
    if person is None:
        raise NotFound
    number: int = person.id
    return number
