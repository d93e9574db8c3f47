"""A thread, one comment with its surroundings, what it said before, and why it stands where it stands."""

import re
from typing import Any

from flask import Response, render_template, request

from forum.accounts import queries as accounts
from forum.discussions import ranking, subjects
from forum.discussions.blueprint import discussions
from forum.discussions.forms import CommentForm, LockForm
from forum.discussions.queries import threads
from forum.discussions.types import (
    EDIT_FREELY,
    ORDER_NAMES,
    STANCE_ICONS,
    STANCE_NAMES,
    UNDO_FOR,
    VOICE_NAMES,
    Branch,
    CommentView,
    Order,
    Stance,
    ThreadView,
    Voices,
)
from forum.kernel import clock
from forum.kernel.access import current_actor, refusal_for, requires
from forum.kernel.errors import NotFound
from forum.kernel.ids import new_public_id
from forum.kernel.text import trusted
from forum.kernel.web import conditional

MARK = re.compile(r"([0-9]{1,15})-([0-9]{1,15})")


@discussions.get("/talk/<subject>/<int:number>")
@requires("discussions.see")
def thread(subject: str, number: int) -> str:
    """Show a page of a thread."""
    return thread_page(subject, number)


def thread_page(subject: str, number: int, form: CommentForm | None = None, lock_form: LockForm | None = None) -> str:
    """Write the page of a thread, with a form that was refused, if there is one."""
    view, now = _view(subject, number), clock.now()
    if form is None and lock_form is None:
        conditional(*view.state, view.seen_id, now.strftime("%Y-%m-%d %H"))
    order = Order(request.args["order"]) if request.args.get("order") in set(Order) else Order.BEST
    voices = Voices(request.args["voices"]) if request.args.get("voices") in set(Voices) else Voices.ALL
    found = MARK.fullmatch(request.args.get("after", ""))
    after = (int(found[1]), int(found[2])) if found else None
    page = threads.page(view, order=order, voices=voices, after=after, now=now)
    comments = _all(page.roots + page.fresh) + ([page.pinned] if page.pinned else [])
    return render_template(
        "discussions/thread.html", subject=subject, number=number, view=view, page=page, order=order, voices=voices, is_later=after is not None, form=form or fresh_form(),
        lock_form=lock_form, ORDER_NAMES=ORDER_NAMES, VOICE_NAMES=VOICE_NAMES, new=sum(1 for c in comments if view.seen_id is not None and c.id > view.seen_id), **around(comments, view),
    )  # fmt: skip


def fresh_form(**values: Any) -> CommentForm:
    """Return an empty comment form with a token of its own."""
    return CommentForm(formdata=None, once=new_public_id(20), **values)


def around(comments: list[CommentView], view: ThreadView) -> dict[str, Any]:
    """Return what every page of comments needs: authors, the reader's own marks, and what the reader may do."""
    actor, now = current_actor(), clock.now()
    return {
        "authors": accounts.authors_for(c.author_id for c in comments) if comments else {}, "marks": threads.marks_of(actor.person, [c.id for c in comments]), "trusted": trusted,
        "STANCE_NAMES": STANCE_NAMES, "STANCE_ICONS": STANCE_ICONS, "Stance": Stance, "SHOWN_FROM": ranking.SHOWN_FROM, "now": now, "UNDO_FOR": UNDO_FOR, "EDIT_FREELY": EDIT_FREELY,
        "refusal": refusal_for("discussions.comment", actor) if not view.is_locked else None,
    }  # fmt: skip


def _view(subject: str, number: int) -> ThreadView:
    kind = subjects.of(subject)
    if kind is None:
        raise NotFound
    found = threads.thread(subject, number, person_id=current_actor().person)
    if found.id:
        return found
    about = kind.see(number)
    if about is None:
        raise NotFound
    return ThreadView(0, about.title, about.path)


def _all(branches: tuple[Branch, ...]) -> list[CommentView]:
    return [c for b in branches for c in (b.comment, *_all(b.replies))]


@discussions.get("/talk/comments/<int:comment_id>")
@requires("discussions.see")
def comment(comment_id: int) -> str:
    """Show one comment, what it answers, and what was answered to it: the rest of a deep branch."""
    return comment_page(comment_id)


def comment_page(comment_id: int, form: CommentForm | None = None) -> str:
    """Write the page of one comment, with a form that was refused, if there is one."""
    subject, number = threads.subject_of(comment_id)
    view = _view(subject, number)
    if form is None:
        conditional(*view.state, clock.now().strftime("%Y-%m-%d %H"))
    text = request.args.get("after", "")
    branches, more = threads.replies(comment_id, after=int(text) if text.isdecimal() and len(text) < 10 else 0)
    here = threads.views([comment_id])[comment_id]
    above = threads.ancestors(comment_id)
    comments = [here, *above, *_all(branches)]
    return render_template("discussions/comment.html", subject=subject, number=number, view=view, here=here, above=above, branches=branches, more=more,
                           form=form or fresh_form(parent=comment_id), answering=request.args.get("answer") == "1" or form is not None, **around(comments, view))  # fmt: skip


@discussions.get("/talk/comments/<int:comment_id>/history")
@requires("discussions.see")
def history(comment_id: int) -> str:
    """Show what a comment said before."""
    here = threads.views([comment_id]).get(comment_id)
    if here is None or here.is_removed or here.is_hidden:
        raise NotFound
    subject, number = threads.subject_of(comment_id)
    view = _view(subject, number)
    return render_template("discussions/history.html", comment=here, edits=threads.edits(comment_id), view=view, **around([here], view))


@discussions.get("/talk/order")
@requires("discussions.see")
def order() -> str | Response:
    """Say how comments are ordered, with the formula."""
    examples = [(h, u, ranking.score(h, u) / 10_000) for h, u in ((1, 0), (5, 0), (5, 5), (20, 2), (100, 10), (2, 20))]
    return render_template("discussions/order.html", examples=examples, z=ranking.Z, shown_from=ranking.SHOWN_FROM)
