"""Writes comments, changes them, takes them away. A comment keeps its place, whatever becomes of its words."""

from datetime import datetime

from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError

from forum.accounts import queries as accounts
from forum.discussions import subjects
from forum.discussions.events import CommentEdited, CommentPosted, CommentRemoved
from forum.discussions.models import Comment, CommentEdit, CommentMark, Thread
from forum.discussions.queries import asking, threads
from forum.discussions.ranking import lifted
from forum.discussions.types import EDIT_FREELY, KIND, LONGEST, MOST_MENTIONS, UNDO_FOR, Stance, Standing, SubjectView
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Gone, Invalid, NotAllowed, NotFound, NotSignedIn
from forum.kernel.events import record
from forum.kernel.rules import STAFF, Actor
from forum.kernel.text import Rendered, holds_link, one_line, render
from forum.kernel.words import N_, sentence
from forum.moderation.actions.noting import forget_words, note_words, refuse_flood
from forum.moderation.actions.reporting import hold_thing
from forum.moderation.queries.cases import concerns
from forum.moderation.types import NEWCOMER_FOR
from forum.notifications.actions import follow
from forum.notifications.types import FollowLevel
from forum.residency import queries as residency

COUNTED_ABOVE = 40
GONE = N_("What you answer was removed in the meantime. Your words are kept below; you can send them as a comment of their own.")
NOT_YOURS = N_("Only the person who wrote it can do this.")

_BEGIN = text("""
    INSERT INTO threads (subject, subject_id, title, path, comments, roots, officials, stance_for, stance_against, stance_neutral, stance_question, locked_reason, touched_at)
    VALUES (:subject, :subject_id, :title, :path, 0, 0, 0, 0, 0, 0, 0, '', :now) ON CONFLICT (subject, subject_id) DO NOTHING""")
# Ancestors beyond forty are not counted: a number that large tells nobody anything, and a chain of ten thousand must not cost ten thousand writes.
_COUNT_ABOVE = text("""
    WITH RECURSIVE above(id, n) AS (
        SELECT CAST(:parent AS BIGINT), 1 UNION ALL
        SELECT c.parent_id, above.n + 1 FROM comments c JOIN above ON c.id = above.id WHERE c.parent_id IS NOT NULL AND above.n < :most)
    UPDATE comments SET below = below + :by WHERE id IN (SELECT id FROM above)""")


def post_comment(
    subject: str, subject_id: int, *, words: str, stance: Stance | None = None, parent_id: int | None = None, quote_id: int | None = None, interest: str = "", once: str, actor: Actor, now: datetime
) -> int:
    """Add a comment and return its number. The same form sent twice adds one. `quote_id`: the comment of the same thread that it quotes. `interest`: what a professional has to do with the matter, shown beside the words.

    Raises Invalid naming the field, NotAllowed with the subject's own reason, Conflict when the thread is locked, NotFound.
    """
    about = _about(subject, subject_id, actor, now)
    again = threads.sent_before(actor.person or 0, once)
    if again is not None:
        return again
    rendered = _rendered(words)
    is_newcomer = _is_newcomer(actor, now)
    if is_newcomer:
        refuse_flood(actor=actor, now=now)
    thread = _locked_thread(subject, subject_id, about, now)
    _refuse_locked(thread)
    parent = _parent(parent_id, thread)
    standing = _standing(actor, now)
    if len(interest) > 300:
        raise Invalid(fields={"interest": N_("This is too long.")})
    row = Comment(
        thread_id=thread.id, parent_id=parent_id, ordinal=(parent.direct if parent else thread.roots) + 1, author_id=actor.person, standing=standing, lifted=lifted(0, is_professional=standing is Standing.PROFESSIONAL),
        stance=stance or "", source=words, html=rendered.html, at=now, version=about.version, once=once[:40], quote_id=_quoted(quote_id, thread),
        interest=one_line(interest) if standing is Standing.PROFESSIONAL else "",
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    if parent is not None:
        parent.direct += 1
        db.session.flush()
        db.session.execute(_COUNT_ABOVE, {"parent": parent.id, "most": COUNTED_ABOVE, "by": 1})
    else:
        thread.roots += 1
    _count(thread, row, by=1, now=now)
    _announce(row, thread, rendered, actor, now)
    if is_newcomer and holds_link(rendered.html):
        hold_thing(KIND, row.id, actor=actor, now=now)
    return row.id


def _announce(row: Comment, thread: Thread, rendered: Rendered, actor: Actor, now: datetime) -> None:
    follow(thread.subject, thread.subject_id, level=FollowLevel.DECISIONS, actor=actor, now=now, only_if_new=True)
    mentioned = accounts.ids_by_handles(rendered.mentions[:MOST_MENTIONS])
    fact = CommentPosted(comment_id=row.id, about=thread.subject, about_id=thread.subject_id, parent_id=row.parent_id, mentioned=sorted(mentioned))
    record(fact, actor_id=actor.person, at=now)
    note_words(KIND, row.id, row.source, about=(thread.subject, thread.subject_id), actor=actor, now=now)


def edit_comment(comment_id: int, *, words: str, stance: Stance | None, actor: Actor, now: datetime) -> None:
    """Change one's own comment; after a quarter of an hour, or once it is cited, what it said before stays readable. Raises Invalid, NotAllowed, Conflict."""
    row, thread = _own(comment_id, actor)
    _refuse_locked(thread)
    rendered = _rendered(words)
    if words == row.source and (stance or "") == row.stance:
        return
    if now - row.at > EDIT_FREELY or row.cited_at is not None:
        db.session.add(CommentEdit(comment_id=row.id, source=row.source, html=row.html, until=now))
        row.edits += 1
    _count(thread, row, by=-1, now=now)
    row.source, row.html, row.stance = words, rendered.html, stance or ""
    forget_words(KIND, row.id)
    note_words(KIND, row.id, words, about=(thread.subject, thread.subject_id), actor=actor, now=now)
    if holds_link(rendered.html) and _is_newcomer(actor, now):
        hold_thing(KIND, row.id, actor=actor, now=now)
    _count(thread, row, by=1, now=now)
    record(CommentEdited(comment_id=row.id, about=thread.subject, about_id=thread.subject_id), actor_id=actor.person, at=now)


def remove_comment(comment_id: int, *, actor: Actor, now: datetime) -> bool:
    """Take one's own comment away. Undone at once and unanswered it goes without a trace; otherwise its place stays, its words go.

    Returns whether it went without a trace. Raises NotAllowed.
    """
    row, thread = _own(comment_id, actor)
    fact = CommentRemoved(comment_id=row.id, about=thread.subject, about_id=thread.subject_id)
    without_trace = now - row.at <= UNDO_FOR * 2 and row.direct == 0 and _is_last(row, thread) and not concerns(KIND, row.id) and not asking.is_answer(row.id)  # twice: the network takes its time
    _count(thread, row, by=-1, now=now)
    db.session.execute(delete(CommentEdit).where(CommentEdit.comment_id == row.id))
    without_trace = without_trace and _forget(row, thread)
    if not without_trace:
        row.removed_at, row.source, row.html, row.edits = now, "", "", 0
    if thread.pinned_id == comment_id:
        thread.pinned_id = None
    db.session.flush()
    record(fact, actor_id=actor.person, at=now)
    return without_trace


def _forget(row: Comment, thread: Thread) -> bool:
    """Delete a comment as if it had never been; False where something else speaks of it, such as a version it led to: then its place stays."""
    try:
        with db.session.begin_nested():
            if row.parent_id is not None:
                db.session.execute(_COUNT_ABOVE, {"parent": row.parent_id, "most": COUNTED_ABOVE, "by": -1})
                db.session.execute(update(Comment).where(Comment.id == row.parent_id).values(direct=Comment.direct - 1))
            else:
                thread.roots -= 1
            db.session.execute(delete(CommentMark).where(CommentMark.comment_id == row.id))
            forget_words(KIND, row.id)
            db.session.delete(row)
    except IntegrityError:
        return False
    return True


def locked_thread_of(row: Comment) -> Thread:
    """Return a comment's thread, kept from others until the transaction ends; the comment is then as it is now. Raises NotFound."""
    number = row.id
    thread = db.session.scalars(select(Thread).where(Thread.id == row.thread_id).with_for_update(key_share=True).execution_options(populate_existing=True)).one()
    if db.session.get(Comment, number, populate_existing=True) is None:
        raise NotFound  # undone while we waited
    return thread


def _standing(actor: Actor, now: datetime) -> Standing:
    if actor.roles & STAFF:
        return Standing.OFFICIAL
    return Standing.PROFESSIONAL if accounts.has_standing(actor.person, now) else Standing.CITIZEN


def _is_newcomer(actor: Actor, now: datetime) -> bool:
    # Who has confirmed where they live, or holds a role, is known to the city already.
    if actor.is_staff or now - accounts.person(actor.person or 0).joined_at > NEWCOMER_FOR:
        return False
    return residency.standing_of(actor).district_id is None


def _about(subject: str, subject_id: int, actor: Actor, now: datetime) -> SubjectView:
    kind = subjects.of(subject)
    about = kind.see(subject_id) if kind else None
    if kind is None or about is None:
        raise NotFound
    refusal = kind.refusal(subject_id, actor, now)
    if refusal is not None:
        raise (NotSignedIn if refusal.sign_in else NotAllowed)(refusal.reason, next_step=refusal.next_step)
    return about


def _rendered(words: str) -> Rendered:
    if len(words.strip()) < 2:
        raise Invalid(fields={"text": N_("Write something first.")})
    if len(words) > LONGEST:
        raise Invalid(fields={"text": sentence(N_("This has %(length)s characters; the most is %(limit)s. Nothing was cut."), length=len(words), limit=LONGEST)})
    return render(words, top=4)


def _locked_thread(subject: str, subject_id: int, about: SubjectView, now: datetime) -> Thread:
    found = _thread_row(subject, subject_id)
    if found is None:
        db.session.execute(_BEGIN, {"subject": subject, "subject_id": subject_id, "title": about.title[:200], "path": about.path, "now": now})
        found = _thread_row(subject, subject_id)
    if found is None:
        raise NotFound
    return found


def _thread_row(subject: str, subject_id: int) -> Thread | None:
    query = select(Thread).where(Thread.subject == subject, Thread.subject_id == subject_id).with_for_update(key_share=True).execution_options(populate_existing=True)
    return db.session.scalars(query).one_or_none()


def _refuse_locked(thread: Thread) -> None:
    if thread.hidden_at is not None:
        raise Gone(N_("A moderator hid what this is about, so nothing can be written here now."))
    if thread.locked_at is not None:
        raise Conflict(sentence(N_("This thread is locked: %(reason)s You can read it."), reason=thread.locked_reason))


def _parent(parent_id: int | None, thread: Thread) -> Comment | None:
    if parent_id is None:
        return None
    parent = db.session.get(Comment, parent_id)
    if parent is None or parent.thread_id != thread.id:
        raise Invalid(fields={"parent": GONE})
    db.session.refresh(parent)
    if parent.removed_at is not None or parent.hidden_at is not None:
        raise Invalid(fields={"parent": GONE})
    return parent


def _quoted(comment_id: int | None, thread: Thread) -> int | None:
    quoted = db.session.get(Comment, comment_id) if comment_id is not None else None
    return quoted.id if quoted is not None and quoted.thread_id == thread.id else None


def _own(comment_id: int, actor: Actor) -> tuple[Comment, Thread]:
    row = threads.comment(comment_id)
    thread = locked_thread_of(row)
    if row.author_id != actor.person:
        raise NotAllowed(NOT_YOURS)
    if row.removed_at is not None or row.hidden_at is not None:
        raise Conflict(N_("This comment is no longer shown, so it cannot be changed."))
    return row, thread


def _is_last(row: Comment, thread: Thread) -> bool:
    if row.parent_id is None:
        return row.ordinal == thread.roots
    return row.ordinal == threads.comment(row.parent_id).direct


def _count(thread: Thread, row: Comment, *, by: int, now: datetime) -> None:
    thread.comments += by
    thread.officials += by if row.standing == Standing.OFFICIAL else 0
    thread.professionals += by if row.standing == Standing.PROFESSIONAL else 0
    if row.stance:
        column = f"stance_{row.stance}"
        setattr(thread, column, getattr(thread, column) + by)
    thread.touched_at = now
    db.session.flush()
