"""A thread, one comment with its surroundings, what it said before, and why it stands where it stands."""

import re
from typing import Any

from flask import Response, current_app, render_template, request

from forum.accounts import queries as accounts
from forum.discussions import ranking, subjects
from forum.discussions.blueprint import discussions
from forum.discussions.forms import CommentForm, LockForm
from forum.discussions.queries import threads
from forum.discussions.types import (
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
from forum.discussions.views.kept import Comments
from forum.kernel import clock
from forum.kernel.access import current_actor, refusal_for, requires
from forum.kernel.errors import Gone, NotFound
from forum.kernel.ids import new_public_id
from forum.kernel.text import trusted
from forum.kernel.web import conditional, is_htmx, see_other
from forum.kernel.words import N_
from forum.moderation.types import RULE_NAMES

MOST_QUOTED = 600
HIDDEN = N_("A moderator hid what this is about, because it breaks a rule. Nothing here is deleted; if an appeal is right, it is shown again.")
MARK = re.compile(r"([0-9]{1,15})-([0-9]{1,15})")


@discussions.get("/talk/<subject>/<int:number>")
@requires("discussions.see")
def thread(subject: str, number: int) -> str:
    """Show a page of a thread."""
    return thread_page(subject, number)


def thread_page(subject: str, number: int, form: CommentForm | None = None, lock_form: LockForm | None = None) -> str:
    """Write the page of a thread, with a form that was refused, if there is one."""
    view, now = view_of(subject, number), clock.now()
    if form is None and lock_form is None:
        conditional(*view.state, view.seen_id)
    order = Order(request.args["order"]) if request.args.get("order") in set(Order) else Order.BEST
    voices = Voices(request.args["voices"]) if request.args.get("voices") in set(Voices) else Voices.ALL
    found = MARK.fullmatch(request.args.get("after", ""))
    after = (int(found[1]), int(found[2])) if found else None
    page = threads.page(view, order=order, voices=voices, after=after, now=now)
    comments = _all(page.roots + page.fresh) + ([page.pinned] if page.pinned else [])
    if is_htmx() and after is not None:
        return render_template("discussions/more_roots.html", subject=subject, number=number, page=page, order=order, voices=voices, **around(comments, view))
    return render_template(
        "discussions/thread.html", subject=subject, number=number, view=view, page=page, order=order, voices=voices, is_later=after is not None, form=form or _empty(),
        lock_form=lock_form, ORDER_NAMES=ORDER_NAMES, VOICE_NAMES=VOICE_NAMES, new=sum(1 for c in comments if view.seen_id is not None and c.id > view.seen_id), **around(comments, view),
    )  # fmt: skip


def _empty() -> CommentForm | None:
    # A form makes a session, and whoever has one gets no kept page: strangers, who cannot write, are given none.
    return fresh_form() if current_actor().is_signed_in else None


def fresh_form(**values: Any) -> CommentForm:
    """Return an empty comment form with a token of its own."""
    return CommentForm(formdata=None, once=new_public_id(20), **values)


def around(comments: list[CommentView], view: ThreadView) -> dict[str, Any]:
    """Return what every page of comments needs: authors, the reader's own marks, and what the reader may do."""
    actor, now = current_actor(), clock.now()
    words: dict[str, Any] = {
        "authors": accounts.authors_for(c.author_id for c in comments) if comments else {}, "marks": threads.marks_of(actor.person, [c.id for c in comments]), "trusted": trusted,
        "RULE_NAMES": RULE_NAMES, "STANCE_NAMES": STANCE_NAMES, "STANCE_ICONS": STANCE_ICONS, "SHOWN_FROM": ranking.SHOWN_FROM, "now": now, "UNDO_FOR": UNDO_FOR,
    }  # fmt: skip
    speaks = view.speaks_as_professional if view.id else accounts.has_standing(actor.person, now)
    words["interest"] = threads.interest_of(view.id, actor.person) if speaks and not actor.is_staff else None
    x = {**words, "me": actor}
    x["comment"] = Comments(x)
    return {**words, "x": x, "Stance": Stance, "Voices": Voices, "refusal": refusal_for("discussions.comment", actor) if not view.is_locked else None}


def view_of(subject: str, number: int) -> ThreadView:
    """Return the thread of a subject, an empty one when nobody has written yet. Raises NotFound, and Gone when its subject is hidden."""
    kind = subjects.of(subject)
    if kind is None:
        raise NotFound
    found = threads.thread(subject, number, person_id=current_actor().person)
    if found.is_hidden:
        raise Gone(HIDDEN)
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
    view = view_of(subject, number)
    if form is None:
        conditional(*view.state)
    text = request.args.get("after", "")
    is_answering = request.args.get("answer") == "1" or form is not None
    here = threads.views([comment_id])[comment_id]
    if is_htmx() and is_answering:
        return render_template("discussions/answer.html", subject=subject, number=number, view=view, here=here, form=form or _answer(here), **around([here], view))
    branches, more = threads.replies(comment_id, after=int(text) if text.isdecimal() and len(text) < 10 else 0)
    if is_htmx():
        return render_template("discussions/more_replies.html", here=here, branches=branches, more=more, **around(_all(branches), view))
    above = threads.ancestors(comment_id)
    comments = [here, *above, *_all(branches)]
    return render_template("discussions/comment.html", subject=subject, number=number, view=view, here=here, above=above, branches=branches, more=more, fates=[f for told in current_app.extensions["forum.comment_fates"] for f in told(comment_id)],
                           form=form or _answer(here), answering=is_answering, **around(comments, view))  # fmt: skip


def _answer(here: CommentView) -> CommentForm | None:
    """Return an empty answer to a comment; one that quotes it when the reader asked for that; none for strangers."""
    if not current_actor().is_signed_in:
        return None
    if request.args.get("quote") != "1" or here.is_removed or here.is_hidden:
        return fresh_form(parent=here.id)
    source = threads.comment(here.id).source[:MOST_QUOTED]
    return fresh_form(parent=here.id, quote=here.id, text="".join(f"> {line}\n" for line in source.splitlines()) + "\n")


@discussions.get("/talk/<subject>/<int:number>/unread")
@requires("discussions.remember")
def unread(subject: str, number: int) -> Response:
    """Go to the oldest comment that one has not read."""
    view = view_of(subject, number)
    found = threads.first_unread(view.id, view.seen_id or 0) if view.id else None
    if found is None:
        return see_other("discussions.thread", subject=subject, number=number, order="new")
    return see_other("discussions.comment", comment_id=found, _anchor=f"c-{found}")


@discussions.get("/talk/comments/<int:comment_id>/history")
@requires("discussions.see")
def history(comment_id: int) -> str:
    """Show what a comment said before."""
    here = threads.views([comment_id]).get(comment_id)
    if here is None or here.is_removed or here.is_hidden:
        raise NotFound
    subject, number = threads.subject_of(comment_id)
    view = view_of(subject, number)
    return render_template("discussions/history.html", comment=here, edits=threads.edits(comment_id), view=view, **around([here], view))


@discussions.get("/talk/order")
@requires("discussions.see")
def order() -> str | Response:
    """Say how comments are ordered, with the formula."""
    examples = [(h, u, ranking.score(h, u) / 10_000) for h, u in ((1, 0), (5, 0), (5, 5), (20, 2), (100, 10), (2, 20))]
    return render_template("discussions/order.html", examples=examples, z=ranking.Z, shown_from=ranking.SHOWN_FROM)
