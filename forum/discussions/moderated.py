"""Lets comments be reported and hidden: what moderation must know of one."""

from forum.discussions.actions.tending import hide_comment, show_comment
from forum.discussions.queries import threads
from forum.discussions.types import Standing
from forum.kernel.errors import NotFound
from forum.kernel.words import N_
from forum.moderation.types import Kind, Thing


def see(comment_id: int) -> Thing | None:
    """Return a comment, hidden or not, or None when there is none."""
    try:
        row = threads.comment(comment_id)
    except NotFound:
        return None
    title = threads.title_of(row.thread_id)
    above = threads.views([row.parent_id]).get(row.parent_id) if row.parent_id is not None else None
    return Thing(title, row.html, f"/talk/comments/{row.id}", row.author_id, row.standing == Standing.OFFICIAL, row.hidden_at is not None, row.removed_at is not None, above.html if above else "")


COMMENTS = Kind(N_("Comment"), see, hide_comment, show_comment)
