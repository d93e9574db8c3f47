"""Whom one is connected with, who asks, and whom one follows."""

from flask import Response, render_template, request

from forum.accounts import queries as accounts
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Conflict, Invalid, NotFound, TooMany
from forum.kernel.web import limiter, see_other, writes
from forum.notifications import queries as notifications
from forum.professionals.actions import networking
from forum.professionals.blueprint import professionals
from forum.professionals.forms import ConnectForm
from forum.professionals.queries import network as ties
from forum.professionals.types import PERSON


@professionals.get("/account/network")
@requires("professionals.see_own")
def network() -> str:
    """Show who asks, with whom one is connected, whom one asked, and whom one follows."""
    me = current_actor().person or 0
    text = request.args.get("after", "")
    mine = ties.connected(me, after=int(text) if text.isdecimal() and len(text) < 16 else 0)
    asking, asked, followed = ties.asking(me), ties.asked(me), notifications.followed(me, PERSON)
    people = accounts.authors_for({*mine, *followed, *(a.person_id for a in asking), *(a.person_id for a in asked)})
    more = mine[ties.PAGE - 1] if len(mine) > ties.PAGE else None
    return render_template("professionals/network.html", mine=mine[: ties.PAGE], more=more, asking=asking, asked=asked, followed=followed, people=people)


@professionals.get("/people/<handle>/connection")
@requires("professionals.connect")
def connect(handle: str) -> str:
    """Show the form to ask somebody."""
    return _connect_page(handle, ConnectForm(formdata=None))


def _connect_page(handle: str, form: ConnectForm) -> str:
    found = accounts.ids_by_handles([handle])
    if not found:
        raise NotFound
    other = found.pop()
    return render_template("professionals/connect.html", form=form, author=accounts.authors_for([other])[other], tie=ties.tie(current_actor().person, other))


@professionals.post("/people/<handle>/connection")
@requires("professionals.connect")
@limiter.limit("60 per hour")
@writes
def ask_to_connect(handle: str) -> Response | tuple[str, int]:
    """Ask somebody to be connected."""
    form = ConnectForm()
    try:
        if form.validate_on_submit():
            networking.ask_to_connect(handle, note=form.note.data or "", actor=current_actor(), now=clock.now())
            return see_other("professionals.network", done="asked")
    except Invalid as refusal:
        form.take(refusal)
    except (Conflict, TooMany) as refusal:
        form.take(Invalid(refusal.reason))
    return _connect_page(handle, form), 422


@professionals.post("/account/network/<int:connection_id>")
@requires("professionals.connect")
@writes
def answer_connection(connection_id: int) -> Response:
    """Say yes or no to somebody who asked."""
    networking.answer_connection(connection_id, accepted=request.form.get("accepted") == "yes", actor=current_actor(), now=clock.now())
    return see_other("professionals.network", done="answered")


@professionals.post("/people/<handle>/connection/end")
@requires("professionals.see_own")
@writes
def end_connection(handle: str) -> Response:
    """End a connection, or take back having asked."""
    networking.end_connection(handle, actor=current_actor())
    return see_other("professionals.network", done="ended")


@professionals.post("/people/<handle>/following")
@requires("professionals.see_own")
@limiter.limit("120 per hour")
@writes
def follow(handle: str) -> Response:
    """Hear of somebody's new proposals, or no more."""
    networking.follow_person(handle, following=request.form.get("following") != "no", actor=current_actor(), now=clock.now())
    return see_other("accounts.profile_page", handle=handle)
