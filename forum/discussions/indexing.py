"""Puts comments into the index, under the title of what they are about."""

from forum.discussions import subjects
from forum.discussions.queries import threads
from forum.discussions.types import KIND
from forum.kernel.errors import NotFound
from forum.kernel.events import Recorded
from forum.kernel.text import one_line
from forum.search.actions import forget, keep
from forum.search.types import Document


def index(event: Recorded) -> None:
    """Index a comment as it reads now; one that is gone is forgotten."""
    kind = subjects.of(event.data["about"])
    about = kind.see(event.data["about_id"]) if kind else None
    try:
        row = threads.comment(event.subject_id)
    except NotFound:
        forget(KIND, event.subject_id)
        return
    if about is None or row.removed_at is not None or row.hidden_at is not None:
        forget(KIND, row.id)
        return
    keep(Document(KIND, row.id, about.title, one_line(row.source), f"/talk/comments/{row.id}", row.at))
