"""Lets comments be reported and hidden: what moderation must know of one."""

from collections.abc import Collection

from forum.discussions.actions.commenting import locked_thread_of
from forum.discussions.actions.tending import hide_comment, show_comment
from forum.discussions.queries import threads
from forum.discussions.types import Standing
from forum.kernel.errors import NotFound
from forum.kernel.words import N_
from forum.moderation.types import Kind, Thing


def see(ids: Collection[int]) -> dict[int, Thing]:
    """Return comments, hidden or not, by number. Cost: three queries."""
    rows = threads.comments(ids)
    titles = threads.titles_of({r.thread_id for r in rows})
    above = threads.views([r.parent_id for r in rows if r.parent_id is not None])
    return {
        r.id: Thing(titles.get(r.thread_id, ""), r.html, f"/talk/comments/{r.id}", r.author_id, r.standing == Standing.OFFICIAL, r.hidden_at is not None, r.removed_at is not None,
                    above[r.parent_id].html if r.parent_id in above else "")
        for r in rows
    }  # fmt: skip


def lock(comment_id: int) -> None:
    """Keep a comment and its thread from others; one that is gone is left alone."""
    try:
        locked_thread_of(threads.comment(comment_id))
    except NotFound:
        return


COMMENTS = Kind(N_("Comment"), see, lock, hide_comment, show_comment)
