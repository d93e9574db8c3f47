"""What people are told about threads, and how the public record words it."""

from collections.abc import Iterable

from forum.admin.types import RecordWords
from forum.discussions import subjects
from forum.discussions.queries import threads
from forum.kernel.errors import NotFound
from forum.kernel.events import Recorded
from forum.kernel.words import N_, Sentence, sentence
from forum.notifications.actions import notify_all
from forum.notifications.queries import followers
from forum.notifications.types import FollowLevel


def tell_posted(event: Recorded) -> None:
    """Tell who was mentioned, who was answered, and who follows everything: each once, by the nearest reason."""
    kind = subjects.of(event.data["about"])
    about = kind.see(event.data["about_id"]) if kind else None
    try:
        row = threads.comment(event.subject_id)
    except NotFound:
        return  # undone at once
    if about is None or row.removed_at is not None:
        return
    told: set[int] = {event.actor_id or 0}
    told |= _tell(event, set(event.data["mentioned"]) - told, sentence(N_("You were mentioned in the discussion of “%(title)s”."), title=about.title))
    if event.data["parent_id"] is not None:
        answered = {threads.comment(event.data["parent_id"]).author_id} - told
        told |= _tell(event, answered, sentence(N_("Somebody answered your comment on “%(title)s”."), title=about.title))
    others = (followers(event.data["about"], event.data["about_id"], FollowLevel.ALL) | set(about.authors)) - told
    _tell(event, others, sentence(N_("There is a new comment on “%(title)s”."), title=about.title))


def _tell(event: Recorded, people: Iterable[int], words: Sentence) -> set[int]:
    wanted = set(people)
    notify_all(wanted, event_id=event.id, sentence=words, path=f"/talk/comments/{event.subject_id}", now=event.at)
    return wanted


RECORD: dict[str, RecordWords] = {
    "discussions.CommentPosted": lambda d: sentence(N_("Comment no. %(number)s was written."), number=d["comment_id"]),
    "discussions.CommentEdited": lambda d: sentence(N_("Comment no. %(number)s was changed."), number=d["comment_id"]),
    "discussions.CommentRemoved": lambda d: sentence(N_("Comment no. %(number)s was removed by its author."), number=d["comment_id"]),
    "discussions.AnswerPinned": lambda d: sentence(N_("The official answer of a discussion was chosen: comment no. %(number)s."), number=d["comment_id"]),
    "discussions.ThreadLocked": lambda d: sentence(N_("Thread no. %(number)s was locked.") if d["locked"] else N_("Thread no. %(number)s was opened again."), number=d["thread_id"]),
}
