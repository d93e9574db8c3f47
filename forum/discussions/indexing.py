"""Puts comments into the index, under the title of what they are about."""

from forum.discussions import subjects
from forum.discussions.queries import threads
from forum.discussions.types import KIND, SubjectView
from forum.kernel.errors import NotFound
from forum.kernel.events import Recorded
from forum.kernel.text import one_line
from forum.search.actions import forget, keep
from forum.search.types import Document


def index(event: Recorded) -> None:
    """Index a comment as it reads now; one that is gone is forgotten."""
    kind = subjects.of(event.data["about"])
    about = kind.see(event.data["about_id"]) if kind else None
    _index(event.subject_id, about)


def index_all(event: Recorded) -> None:
    """Take all that is said about a hidden subject out of the index, or put it back. Cost: grows with the comments; runs in the background."""
    kind = subjects.of(event.data["about"])
    about = kind.see(event.data["about_id"]) if kind else None
    for number in threads.ids_of(event.data["about"], event.data["about_id"]):
        _index(number, about)


def _index(comment_id: int, about: SubjectView | None) -> None:
    try:
        row = threads.comment(comment_id)
    except NotFound:
        forget(KIND, comment_id)
        return
    if about is None or row.removed_at is not None or row.hidden_at is not None:
        forget(KIND, row.id)
        return
    keep(Document(KIND, row.id, about.title, one_line(row.source), f"/talk/comments/{row.id}", row.at))
