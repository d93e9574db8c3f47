"""Pieces of threads that a browser with JavaScript puts in place, instead of loading the page again."""

from flask import render_template

from forum.discussions.forms import CommentForm
from forum.discussions.queries import threads
from forum.discussions.views.reading import around, fresh_form, view_of


def comment_fragment(comment_id: int) -> str:
    """Return one comment as it stands now."""
    return render_template("discussions/one.html", **_of(comment_id))


def posted_fragment(subject: str, number: int, comment_id: int) -> str:
    """Return a comment that was just written and, when it begins a branch, an empty form in place of the one that was sent."""
    return render_template("discussions/posted.html", subject=subject, number=number, form=fresh_form(), **_of(comment_id))


def form_fragment(subject: str, number: int, form: CommentForm) -> str:
    """Return the form with what was typed, and what is wrong with it or how it would look."""
    return render_template("discussions/form.html", subject=subject, number=number, form=form, interest=around([], view_of(subject, number))["interest"])


def _of(comment_id: int) -> dict[str, object]:
    here = threads.views([comment_id])[comment_id]
    return {"here": here, **around([here], view_of(*threads.subject_of(comment_id)))}
