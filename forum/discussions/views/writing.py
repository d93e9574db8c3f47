"""Writing, changing, removing and marking comments; pinning, locking, remembering."""

from flask import Response, make_response, render_template, request

from forum.accounts import queries as accounts
from forum.discussions.actions import commenting, tending
from forum.discussions.blueprint import discussions
from forum.discussions.forms import CommentForm, LockForm
from forum.discussions.queries import threads
from forum.discussions.types import LONGEST, Stance
from forum.discussions.views.fragments import comment_fragment, form_fragment, posted_fragment
from forum.discussions.views.reading import comment_page, thread_page
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Conflict, Invalid, NotFound, TooMany
from forum.kernel.ids import new_public_id
from forum.kernel.text import render, trusted
from forum.kernel.web import is_htmx, limiter, see_other, writes
from forum.notifications import queries as notifications
from forum.notifications.types import Why


@discussions.post("/talk/<subject>/<int:number>")
@requires("discussions.comment")
@limiter.limit("60 per hour")
@writes
def post(subject: str, number: int) -> Response | tuple[str | Response, int]:
    """Add a comment."""
    form = CommentForm()
    parent = _number(form.parent.data)
    if request.form.get("preview"):
        return _again(subject, number, parent, _previewed(form)), 200
    try:
        if form.validate_on_submit():
            made = commenting.post_comment(
                subject, number, words=form.text.data, stance=_stance(form), parent_id=parent, quote_id=_number(form.quote.data), interest=form.interest.data or "", once=form.once.data or new_public_id(20), actor=current_actor(), now=clock.now()
            )
            if is_htmx():
                return make_response(posted_fragment(subject, number, made))
            done = "held" if threads.comment(made).hidden_at is not None else "posted" if _all_hear(form.text.data, subject, number) else "unheard"
            if parent:
                return see_other("discussions.comment", comment_id=parent, done=done, _anchor=f"c-{made}")
            return see_other("discussions.thread", subject=subject, number=number, order="new", done=done, _anchor=f"c-{made}")
    except Invalid as refusal:
        form.take(refusal)
        if "parent" in refusal.fields:
            form.parent.data = parent = None
    except (Conflict, TooMany) as refusal:
        form.take(Invalid(refusal.reason))
        if isinstance(refusal, TooMany):
            return _again(subject, number, parent, form), 429
    return _again(subject, number, parent, form), 422


def _all_hear(words: str, subject: str, number: int) -> bool:
    """Tell whether everybody who is named is told. Whom somebody blocked is not said, only that people choose whom they hear from."""
    named = accounts.ids_by_handles(render(words, top=4).mentions) if "@" in words else set()
    return not named or not notifications.deaf(named, Why.MENTION, (subject, number), current_actor().person)


def _again(subject: str, number: int, parent: int | None, form: CommentForm) -> str | Response:
    if is_htmx():
        answer = make_response(form_fragment(subject, number, form))
        answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = f"#a{parent}-comment-form" if parent else "#comment-form", "outerHTML"
        return answer
    return comment_page(parent, form) if parent else thread_page(subject, number, form)


def _previewed(form: CommentForm) -> CommentForm:
    form.preview = trusted(render((form.text.data or "")[:LONGEST], top=4).html)
    return form


@discussions.get("/talk/comments/<int:comment_id>/edit")
@requires("discussions.comment")
def edit(comment_id: int) -> str:
    """Show one's own comment to be changed."""
    row = threads.comment(comment_id)
    if row.author_id != current_actor().person or row.removed_at or row.hidden_at:
        raise NotFound
    return _edit_page(comment_id, CommentForm(formdata=None, text=row.source, stance=row.stance))


@discussions.post("/talk/comments/<int:comment_id>/edit")
@requires("discussions.comment")
@writes
def save_edit(comment_id: int) -> Response | tuple[str, int]:
    """Change one's own comment."""
    form = CommentForm()
    try:
        if form.validate_on_submit():
            commenting.edit_comment(comment_id, words=form.text.data, stance=_stance(form), actor=current_actor(), now=clock.now())
            return see_other("discussions.comment", comment_id=comment_id, done="changed", _anchor=f"c-{comment_id}")
    except Invalid as refusal:
        form.take(refusal)
    except Conflict as refusal:
        form.take(Invalid(refusal.reason))
    return _edit_page(comment_id, form), 422


def _edit_page(comment_id: int, form: CommentForm) -> str:
    return render_template("discussions/edit.html", comment_id=comment_id, form=form)


@discussions.post("/talk/comments/<int:comment_id>/removal")
@requires("discussions.remember")
@writes
def remove(comment_id: int) -> Response:
    """Take one's own comment away."""
    subject, number = threads.subject_of(comment_id)
    above = threads.comment(comment_id).parent_id
    gone = commenting.remove_comment(comment_id, actor=current_actor(), now=clock.now())
    if gone:
        return see_other("discussions.comment", comment_id=above, done="undone") if above else see_other("discussions.thread", subject=subject, number=number, done="undone")
    return see_other("discussions.comment", comment_id=comment_id, done="removed")


@discussions.post("/talk/comments/<int:comment_id>/mark")
@requires("discussions.mark")
@limiter.limit("300 per hour")
@writes
def mark(comment_id: int) -> Response:
    """Say whether a comment helps."""
    chosen = {"yes": True, "no": False, "none": None}.get(request.form.get("helpful", ""), "odd")
    if chosen == "odd":
        raise Invalid
    tending.mark_comment(comment_id, is_helpful=chosen, actor=current_actor(), now=clock.now())  # type: ignore[arg-type]
    if is_htmx():
        return make_response(comment_fragment(comment_id))
    return see_other("discussions.comment", comment_id=comment_id, _anchor=f"c-{comment_id}")


@discussions.post("/talk/comments/<int:comment_id>/pin")
@requires("discussions.pin")
@writes
def pin(comment_id: int) -> Response:
    """Pin an official answer, or take it down."""
    subject, number = threads.subject_of(comment_id)
    tending.pin_answer(comment_id, pinned=request.form.get("pinned") != "no", actor=current_actor(), now=clock.now())
    return see_other("discussions.thread", subject=subject, number=number)


@discussions.post("/talk/<subject>/<int:number>/seen")
@requires("discussions.remember")
@writes
def remember(subject: str, number: int) -> Response:
    """Remember that everything was read."""
    found = threads.thread(subject, number)
    tending.remember_seen(found.id, actor=current_actor(), now=clock.now())
    return see_other("discussions.thread", subject=subject, number=number)


@discussions.post("/talk/<subject>/<int:number>/lock")
@requires("discussions.lock")
@writes
def lock(subject: str, number: int) -> Response | tuple[str, int]:
    """Lock a thread, or open it again."""
    form = LockForm()
    try:
        found = threads.thread(subject, number)
        tending.lock_thread(found.id, locked=request.form.get("locked") != "no", reason=form.reason.data or "", actor=current_actor(), now=clock.now())
    except Invalid as refusal:
        form.take(refusal)
        return thread_page(subject, number, lock_form=form), 422
    return see_other("discussions.thread", subject=subject, number=number)


def _stance(form: CommentForm) -> Stance | None:
    return Stance(form.stance.data) if form.stance.data else None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 16 else None
