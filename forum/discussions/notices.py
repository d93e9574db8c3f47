"""What people are told about threads, and how the public record words it."""

from collections.abc import Iterable

from forum.accounts import queries as accounts
from forum.admin.types import RecordWords
from forum.discussions import subjects
from forum.discussions.queries import asking, threads
from forum.discussions.types import MOST_MENTIONS
from forum.kernel.errors import NotFound
from forum.kernel.events import Recorded
from forum.kernel.text import render
from forum.kernel.words import N_, Sentence, sentence
from forum.notifications.actions import notify_all
from forum.notifications.queries import followers
from forum.notifications.types import FollowLevel, Why


def tell_posted(event: Recorded) -> None:
    """Tell who was mentioned, who was answered, and who follows everything: each once, by the nearest reason."""
    try:
        row = threads.comment(event.subject_id)
    except NotFound:
        return  # undone at once
    if row.removed_at is None and row.hidden_at is None:
        _tell_all(event, row.author_id, row.parent_id, set(event.data["mentioned"]))


def tell_shown(event: Recorded) -> None:
    """Tell of words that were held until somebody had read them, as if they had been written now."""
    row = threads.comment(event.subject_id)
    if event.data["was_held"] and row.removed_at is None and row.hidden_at is None:
        _tell_all(event, row.author_id, row.parent_id, accounts.ids_by_handles(render(row.source).mentions[:MOST_MENTIONS]))


def _tell_all(event: Recorded, author: int, parent_id: int | None, mentioned: set[int]) -> None:
    kind = subjects.of(event.data["about"])
    about = kind.see(event.data["about_id"]) if kind else None
    if about is None:
        return
    told: set[int] = {author}
    told |= _tell(event, author, mentioned - told, sentence(N_("You were mentioned in the discussion of “%(title)s”."), title=about.title), Why.MENTION)
    if parent_id is not None:
        answered = {threads.comment(parent_id).author_id} - told
        told |= _tell(event, author, answered, sentence(N_("Somebody answered your comment on “%(title)s”."), title=about.title), Why.REPLY)
    others = (followers(event.data["about"], event.data["about_id"], FollowLevel.ALL) | set(about.authors)) - told
    _tell(event, author, others, sentence(N_("There is a new comment on “%(title)s”."), title=about.title), Why.EVERYTHING)


def _tell(event: Recorded, author: int, people: Iterable[int], words: Sentence, why: Why) -> set[int]:
    wanted = set(people)
    notify_all(wanted, event_id=event.id, sentence=words, path=f"/talk/comments/{event.subject_id}", now=event.at, why=why, about=(event.data["about"], event.data["about_id"]), by=author)
    return wanted


def tell_experts(event: Recorded) -> None:
    """Tell those a question went to."""
    kind = subjects.of(event.data["about"])
    about = kind.see(event.data["about_id"]) if kind else None
    if about is not None:
        words = sentence(N_("You are asked a question in your field, about “%(title)s”."), title=about.title)
        asker = asking.question(event.subject_id).asker_id
        notify_all(asking.people_asked(event.subject_id), event_id=event.id, sentence=words, path=f"/account/questions/{event.subject_id}", now=event.at, why=Why.MENTION, about=(event.data["about"], event.data["about_id"]), by=asker)


def tell_answer(event: Recorded) -> None:
    question = asking.question(event.subject_id)
    words = sentence(N_("Your question to people who know was answered: “%(words)s”"), words=question.words[:80])
    notify_all({question.asker_id}, event_id=event.id, sentence=words, path=f"/talk/comments/{event.data['comment_id']}", now=event.at)


def tell_unanswered(event: Recorded) -> None:
    question = asking.question(event.subject_id)
    words = N_("All who were asked declined to answer: “%(words)s”") if event.data["why"] == "declined" else N_("Nobody answered in time: “%(words)s”")
    notify_all({question.asker_id}, event_id=event.id, sentence=sentence(words, words=question.words[:80]), path=f"/talk/{question.subject}/{question.subject_id}/experts", now=event.at)


RECORD: dict[str, RecordWords] = {
    "discussions.CommentPosted": lambda d: sentence(N_("Comment no. %(number)s was written."), number=d["comment_id"]),
    "discussions.CommentEdited": lambda d: sentence(N_("Comment no. %(number)s was changed."), number=d["comment_id"]),
    "discussions.CommentRemoved": lambda d: sentence(N_("Comment no. %(number)s was removed by its author."), number=d["comment_id"]),
    "discussions.AnswerPinned": lambda d: sentence(N_("The official answer of a discussion was chosen: comment no. %(number)s."), number=d["comment_id"]),
    "discussions.ThreadLocked": lambda d: sentence(N_("Thread no. %(number)s was locked.") if d["locked"] else N_("Thread no. %(number)s was opened again."), number=d["thread_id"]),
}
