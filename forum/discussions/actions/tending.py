"""Marks comments, pins an official answer, locks a thread, remembers how far somebody has read."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update

from forum.discussions.actions.commenting import locked_thread_of
from forum.discussions.events import AnswerPinned, CommentHidden, CommentMarked, CommentShown, ThreadHidden, ThreadLocked
from forum.discussions.models import Comment, CommentMark, Thread, ThreadVisit
from forum.discussions.queries import threads
from forum.discussions.ranking import lifted, score
from forum.discussions.types import Standing
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.text import one_line
from forum.kernel.words import N_


def mark_comment(comment_id: int, *, is_helpful: bool | None, actor: Actor, now: datetime) -> None:
    """Say whether a comment helps; None takes it back. Raises NotAllowed for one's own, Conflict for one that is gone."""
    row = _locked(comment_id)
    if row.author_id == actor.person:
        raise NotAllowed(N_("Others say whether your comment helps."))
    if row.removed_at is not None or row.hidden_at is not None:
        raise Conflict(N_("This comment is no longer shown."))
    there = db.session.get(CommentMark, (comment_id, actor.person))
    if there is not None:
        _add(row, is_helpful=there.is_helpful, by=-1)
        db.session.delete(there)
        db.session.flush()
    if is_helpful is not None:
        db.session.add(CommentMark(comment_id=comment_id, person_id=actor.person, is_helpful=is_helpful, at=now))
        _add(row, is_helpful=is_helpful, by=1)
    row.score = score(row.helpful, row.unhelpful)
    row.lifted = lifted(row.score, is_professional=row.standing == Standing.PROFESSIONAL)
    db.session.flush()
    subject, subject_id = threads.subject_of(comment_id)
    record(CommentMarked(comment_id=comment_id, about=subject, about_id=subject_id), actor_id=actor.person, at=now)


def cite_comments(ids: Collection[int], *, now: datetime) -> None:
    """Say that others rest on what comments say: from now on every change of them stays readable. Their threads are held, so that nobody is changing them meanwhile."""
    of = sorted(set(db.session.scalars(select(Comment.thread_id).where(Comment.id.in_(ids)))))
    list(db.session.scalars(select(Thread).where(Thread.id.in_(of)).order_by(Thread.id).with_for_update(key_share=True)))
    db.session.execute(update(Comment).where(Comment.id.in_(ids), Comment.cited_at.is_(None)).values(cited_at=now))


def pin_answer(comment_id: int, *, pinned: bool, actor: Actor, now: datetime) -> None:
    """Put an official's comment on top of its thread, or take it down. Raises NotAllowed for a citizen's."""
    row = threads.comment(comment_id)
    thread = locked_thread_of(row)
    if pinned and (row.standing != Standing.OFFICIAL or row.removed_at is not None or row.hidden_at is not None):
        raise NotAllowed(N_("Only an answer by the city’s own people can be pinned."))
    thread.pinned_id, thread.touched_at = (comment_id if pinned else None), now
    db.session.flush()
    record(AnswerPinned(comment_id=comment_id, about=thread.subject, about_id=thread.subject_id), actor_id=actor.person, at=now)


def hide_comment(comment_id: int, rule: str, actor: Actor, now: datetime) -> None:
    """Stop showing a comment to anybody but its author and moderators. Its words stay stored; its place and its answers stay shown."""
    row = threads.comment(comment_id)
    thread = locked_thread_of(row)
    row.hidden_at, row.hidden_rule, thread.touched_at = row.hidden_at or now, rule, now
    if thread.pinned_id == comment_id:
        thread.pinned_id = None
    db.session.flush()
    record(CommentHidden(comment_id=comment_id, about=thread.subject, about_id=thread.subject_id), actor_id=actor.person, at=now)


def show_comment(comment_id: int, actor: Actor, now: datetime) -> None:
    """Show a hidden comment again."""
    row = threads.comment(comment_id)
    thread = locked_thread_of(row)
    if row.hidden_at is None:
        return
    fact = CommentShown(comment_id=comment_id, about=thread.subject, about_id=thread.subject_id, was_held=not row.hidden_rule)
    row.hidden_at, row.hidden_rule, thread.touched_at = None, "", now
    db.session.flush()
    record(fact, actor_id=actor.person, at=now)


def lock_thread(thread_id: int, *, locked: bool, reason: str, actor: Actor, now: datetime) -> None:
    """Stop a thread from taking comments, with a reason, or open it again. Raises Invalid without a reason."""
    thread = db.session.scalars(select(Thread).where(Thread.id == thread_id).with_for_update(key_share=True)).one_or_none()
    if thread is None:
        raise NotFound
    words = one_line(reason)[:300]
    if locked and len(words) < 5:
        raise Invalid(fields={"reason": N_("Say why, in a sentence everybody can read.")})
    thread.locked_at, thread.locked_by, thread.locked_reason = (now, actor.person, words) if locked else (None, None, "")
    thread.touched_at = now
    db.session.flush()
    record(ThreadLocked(thread_id=thread_id, locked=locked), actor_id=actor.person, at=now)


def hide_thread(subject: str, subject_id: int, *, hidden: bool, now: datetime) -> None:
    """Stop showing all that is said about a subject that is itself hidden, or show it again. Where nobody has written nothing happens."""
    thread = db.session.scalars(select(Thread).where(Thread.subject == subject, Thread.subject_id == subject_id).with_for_update(key_share=True)).one_or_none()
    if thread is None:
        return
    thread.hidden_at, thread.touched_at = (now if hidden else None), now
    db.session.flush()
    record(ThreadHidden(thread_id=thread.id, about=subject, about_id=subject_id, hidden=hidden), actor_id=None, at=now)


def remember_seen(thread_id: int, *, actor: Actor, now: datetime) -> None:
    """Remember that the person has read everything there is now."""
    newest = threads.newest(thread_id)
    if newest:
        db.session.merge(ThreadVisit(thread_id=thread_id, person_id=actor.person, seen_id=newest, at=now))
        db.session.flush()


def _locked(comment_id: int) -> Comment:
    query = select(Comment).where(Comment.id == comment_id).with_for_update(key_share=True).execution_options(populate_existing=True)
    row = db.session.scalars(query).one_or_none()
    if row is None:
        raise NotFound
    return row


def _add(row: Comment, *, is_helpful: bool, by: int) -> None:
    if is_helpful:
        row.helpful += by
    else:
        row.unhelpful += by
