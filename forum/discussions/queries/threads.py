"""Reads threads a page at a time. Flat: the same number of steps for a hundred comments and for a hundred thousand."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, literal, select, text, tuple_, union_all
from sqlalchemy.orm import aliased

from forum.discussions.models import Comment, CommentEdit, CommentMark, Thread
from forum.discussions.types import SPOKEN_AS, Branch, CommentView, Order, Stance, Standing, ThreadPage, ThreadView, Voices
from forum.kernel import clock
from forum.kernel.db import UTCDateTime, db
from forum.kernel.errors import NotFound
from forum.kernel.records import CLOCK

PAGE, LEAST_ROOTS = 20, 5
FIRST_REPLIES, SECOND_REPLIES = 3, 1
FRESH_FOR, FRESH_PLACES = timedelta(days=1), 3

_COLUMNS = (
    Comment.id, Comment.parent_id, Comment.author_id, Comment.stance, Comment.html, Comment.at, Comment.edits, Comment.removed_at, Comment.hidden_at,
    Comment.direct, Comment.below, Comment.helpful, Comment.unhelpful, Comment.version, Comment.quote_id, Comment.hidden_rule, Comment.standing, Comment.interest,
)  # fmt: skip
_THREAD = text(f"""
    SELECT t.id, t.title, t.path, t.comments, t.officials, t.professionals, t.stance_for, t.stance_against, t.stance_neutral, t.stance_question, t.locked_at IS NOT NULL AS is_locked,
           t.locked_reason, t.hidden_at IS NOT NULL AS is_hidden, t.pinned_id, t.touched_at, {CLOCK} AS clock,
           (SELECT v.seen_id FROM thread_visits v WHERE v.thread_id = t.id AND v.person_id = :person_id) AS seen_id,
           EXISTS (SELECT 1 FROM standings s JOIN people p ON p.id = s.person_id AND p.name = s.name WHERE s.person_id = :person_id AND s.valid_until > :now) AS speaks
    FROM threads t WHERE t.subject = :subject AND t.subject_id = :subject_id""").bindparams(bindparam("now", type_=UTCDateTime()))  # noqa: S608  a constant
_PINNED, _ROOT, _FRESH = 0, 1, 2


def thread(subject: str, subject_id: int, *, person_id: int | None = None) -> ThreadView:
    """Return the thread of a subject, an empty one when nobody has written yet, with how far the person has read and whether they speak as a professional. Cost: one query."""
    r = db.session.execute(_THREAD, {"subject": subject, "subject_id": subject_id, "person_id": person_id, "now": clock.now()}).one_or_none()
    if r is None:
        return ThreadView(0)
    stances = {Stance.FOR: r.stance_for, Stance.AGAINST: r.stance_against, Stance.NEUTRAL: r.stance_neutral, Stance.QUESTION: r.stance_question}
    return ThreadView(r.id, r.title, r.path, r.comments, r.officials, r.professionals, stances, bool(r.is_locked), r.locked_reason, r.pinned_id, r.seen_id, (r.touched_at, r.clock), bool(r.speaks), bool(r.is_hidden))


def page(
    view: ThreadView, *, order: Order, voices: Voices = Voices.ALL, after: tuple[int, int] | None = None, now: datetime
) -> ThreadPage:
    """Return a page of roots with their first replies, and the mark of the next page: at least five roots, more until there are twenty comments.

    Filtered to some voices, comments of any depth stand as roots. The first page also holds the pinned answer, and, in the order
    `BEST`, up to three comments of the last day that would not be seen otherwise. Cost: two queries.
    """
    values: dict[str, object] = {"thread": view.id}
    if view.pinned_id is not None:
        values["pinned"] = view.pinned_id
    if after is not None:
        values["value"], values["last"] = after
    rows = db.session.execute(_union(order, voices, is_pinned=view.pinned_id is not None, is_later=after is not None), values).all()
    roots = [r for r in rows if r.tag == _ROOT]
    column = _column(order, voices).key
    roots.sort(key=lambda r: (getattr(r, column), r.id), reverse=order is not Order.OLD)
    found = roots[:PAGE]
    new = [r for r in rows if r.tag == _FRESH and r.at > now - FRESH_FOR]
    branches = _branches([*found, *new], deep=voices is Voices.ALL)
    shown = _first_page(branches[: len(found)])
    last = roots[len(shown) - 1] if len(shown) < len(roots) else None
    there = {b.comment.id for b in shown}
    fresh = sorted((b for b in branches[len(found) :] if b.comment.id not in there), key=lambda b: -b.comment.id)[:FRESH_PLACES]
    pinned = next((_view(r) for r in rows if r.tag == _PINNED), None)
    return ThreadPage(shown, tuple(fresh) if last is not None else (), pinned, (getattr(last, column), last.id) if last is not None else None)


def _first_page(branches: tuple[Branch, ...]) -> tuple[Branch, ...]:
    count = 0
    for n, branch in enumerate(branches):
        if n >= LEAST_ROOTS and count >= PAGE:
            return branches[:n]
        count += 1 + len(branch.replies) + sum(len(r.replies) for r in branch.replies)
    return branches


@cache
def _union(order: Order, voices: Voices, *, is_pinned: bool, is_later: bool) -> Any:
    # Built once for each shape of page: building costs more than running it.
    columns = (*_COLUMNS, Comment.score, Comment.lifted, Comment.ordinal)
    query = _voices(select(*columns, literal(_ROOT).label("tag")).where(Comment.thread_id == bindparam("thread")), voices)
    if is_pinned:
        query = query.where(Comment.id != bindparam("pinned"))  # it stands on top
    column, descending = _column(order, voices), order is not Order.OLD
    if is_later:
        here, last = tuple_(column, Comment.id), tuple_(bindparam("value", type_=column.type), bindparam("last", type_=Comment.id.type))
        query = query.where(here < last if descending else here > last)
    sorted_by = (column.desc(), Comment.id.desc()) if descending else (column, Comment.id)
    parts = [_as_part(query.order_by(*sorted_by).limit(PAGE + 1))]
    if is_pinned and not is_later:
        parts.append(_as_part(select(*columns, literal(_PINNED).label("tag")).where(Comment.id == bindparam("pinned"))))
    if not is_later and order is Order.BEST and voices is Voices.ALL:
        fresh = select(*columns, literal(_FRESH).label("tag")).where(Comment.thread_id == bindparam("thread"), Comment.parent_id.is_(None))
        parts.append(_as_part(fresh.order_by(Comment.ordinal.desc()).limit(FRESH_PLACES * 3)))
    return union_all(*parts) if len(parts) > 1 else parts[0]


def _column(order: Order, voices: Voices) -> Any:
    # Roots go by their place in the thread, not by their number in the city: that order has an index of its own in every database.
    by_time = Comment.ordinal if voices is Voices.ALL else Comment.id
    return {Order.BEST: Comment.score, Order.DISCUSSED: Comment.below, Order.PROFESSIONALS: Comment.lifted}.get(order, by_time)


def _as_part(query: Select[Any]) -> Select[Any]:
    return select(query.subquery())  # SQLite takes ORDER BY and LIMIT in a part of a union only inside a subquery


def replies(comment_id: int, *, after: int = 0) -> tuple[tuple[Branch, ...], int | None]:
    """Return a page of the replies to a comment, oldest first, with their own first replies, and the ordinal after which more follow."""
    query = select(*_COLUMNS, Comment.ordinal).where(Comment.parent_id == comment_id, Comment.ordinal > after).order_by(Comment.ordinal).limit(PAGE + 1)
    rows = db.session.execute(query).all()
    return _branches(list(rows[:PAGE]), deep=True), (rows[PAGE - 1].ordinal if len(rows) > PAGE else None)


def strongest_of_each(thread_id: int, limit: int = 1) -> dict[Stance, tuple[CommentView, ...]]:
    """Return, for each stance and each standing, the comments that readers find most helpful, the most helpful first. Cost: one query."""
    parts = []
    for stance in (Stance.FOR, Stance.AGAINST, Stance.QUESTION):
        for standing in Standing:
            query = select(*_COLUMNS, Comment.score).where(Comment.thread_id == thread_id, Comment.stance == stance, Comment.standing == standing)
            shown = query.where(Comment.removed_at.is_(None), Comment.hidden_at.is_(None))
            parts.append(_as_part(shown.order_by(Comment.score.desc(), Comment.below.desc(), Comment.id).limit(limit)))
    found: dict[Stance, tuple[CommentView, ...]] = {}
    for row in sorted(db.session.execute(union_all(*parts)), key=lambda r: (-r.score, -r.below, r.id)):
        view = _view(row)
        if view.stance is not None:
            found[view.stance] = (*found.get(view.stance, ()), view)
    return {s: found[s] for s in (Stance.FOR, Stance.AGAINST, Stance.QUESTION) if s in found}


def first_unread(thread_id: int, seen_id: int) -> int | None:
    """Return the oldest comment that came after the last one somebody has read. Cost: one query, a step on an index for each standing."""
    steps = [select(Comment.id).where(Comment.thread_id == thread_id, Comment.standing == s, Comment.id > seen_id).order_by(Comment.id).limit(1) for s in Standing]
    return min(db.session.scalars(union_all(*(_as_part(s) for s in steps))), default=None)


def comment(comment_id: int) -> Comment:
    """Return one comment's row. Raises NotFound."""
    found = db.session.get(Comment, comment_id)
    if found is None:
        raise NotFound
    return found


def subject_of(comment_id: int) -> tuple[str, int]:
    """Return what a comment is about. Raises NotFound."""
    found = db.session.execute(select(Thread.subject, Thread.subject_id).join(Comment, Comment.thread_id == Thread.id).where(Comment.id == comment_id)).one_or_none()
    if found is None:
        raise NotFound
    return found.subject, found.subject_id


def titles_of(thread_ids: Collection[int]) -> dict[int, str]:
    """Return the titles of what threads are about, by the number of the thread."""
    return dict(db.session.execute(select(Thread.id, Thread.title).where(Thread.id.in_(thread_ids))).tuples().all())


def comments(ids: Collection[int]) -> list[Comment]:
    """Return the rows of comments, those that there are. Cost: one query."""
    return list(db.session.scalars(select(Comment).where(Comment.id.in_(ids))))


def ids_of(subject: str, subject_id: int) -> list[int]:
    """Return the numbers of all comments on a subject."""
    query = select(Comment.id).join(Thread, Thread.id == Comment.thread_id).where(Thread.subject == subject, Thread.subject_id == subject_id)
    return list(db.session.scalars(query.order_by(Comment.id)))


def belonging(ids: Collection[int], subject: str, subject_id: int) -> set[int]:
    """Return those of some comments that are about a subject and can be read. Cost: one query."""
    query = select(Comment.id).join(Thread, Thread.id == Comment.thread_id).where(Thread.subject == subject, Thread.subject_id == subject_id, Comment.id.in_(ids), Comment.removed_at.is_(None), Comment.hidden_at.is_(None))
    return set(db.session.scalars(query))


def views(ids: list[int]) -> dict[int, CommentView]:
    """Return comments by id. Cost: one query, none for none."""
    if not ids:
        return {}
    return {r.id: _view(r) for r in db.session.execute(select(*_COLUMNS).where(Comment.id.in_(ids)))}


def ancestors(comment_id: int, limit: int = 3) -> tuple[CommentView, ...]:
    """Return the comments above one, nearest last, at most `limit`. Cost: one query for each."""
    found: list[CommentView] = []
    above = comment(comment_id).parent_id
    while above is not None and len(found) < limit:
        row = db.session.execute(select(*_COLUMNS).where(Comment.id == above)).one()
        found.append(_view(row))
        above = row.parent_id
    return tuple(reversed(found))


def edits(comment_id: int) -> list[CommentEdit]:
    """Return what a comment said before, newest first."""
    return list(db.session.scalars(select(CommentEdit).where(CommentEdit.comment_id == comment_id).order_by(CommentEdit.id.desc())))


def as_they_were(ids: Collection[int], at: datetime) -> dict[int, str]:
    """Return what those of some cited comments said at a moment that were changed since. Cost: one query, none for none."""
    query = select(CommentEdit.comment_id, CommentEdit.html).where(CommentEdit.comment_id.in_(ids), CommentEdit.until > at).order_by(CommentEdit.id.desc())
    return dict(db.session.execute(query).tuples().all()) if ids else {}


def interest_of(thread_id: int, person_id: int | None) -> str:
    """Return the interest that somebody declared last in a thread."""
    query = select(Comment.interest).where(Comment.author_id == person_id, Comment.thread_id == thread_id, Comment.interest != "").order_by(Comment.id.desc()).limit(1)
    return db.session.scalar(query) or ""


def marks_of(person_id: int | None, ids: list[int]) -> dict[int, bool]:
    """Return which comments somebody marked, and how. Cost: one query, none for a stranger."""
    if person_id is None or not ids:
        return {}
    rows = db.session.execute(select(CommentMark.comment_id, CommentMark.is_helpful).where(CommentMark.person_id == person_id, CommentMark.comment_id.in_(ids)))
    return {r.comment_id: r.is_helpful for r in rows}


def newest(thread_id: int) -> int:
    """Return the id of the newest comment."""
    return db.session.scalar(select(Comment.id).where(Comment.thread_id == thread_id).order_by(Comment.id.desc()).limit(1)) or 0


def sent_before(author_id: int, once: str) -> int | None:
    """Return the comment that this very form made, when it was sent before."""
    return db.session.scalar(select(Comment.id).where(Comment.author_id == author_id, Comment.once == once))


def _voices(query: Select[Any], voices: Voices) -> Select[Any]:
    if voices is Voices.ALL:
        return query.where(Comment.parent_id.is_(None))
    return query.where(Comment.standing == SPOKEN_AS[voices], Comment.removed_at.is_(None), Comment.hidden_at.is_(None))


def _branches(rows: list[Row[Any]], *, deep: bool) -> tuple[Branch, ...]:
    roots = [_view(r) for r in rows]
    below = _first_replies([c.id for c in roots if c.direct]) if deep else {}
    return tuple(Branch(c, tuple(Branch(r, tuple(Branch(s) for s in below.get(r.id, []))) for r in below.get(c.id, []))) for c in roots)


def _first_replies(ids: list[int]) -> dict[int, list[CommentView]]:
    if not ids:
        return {}
    found: dict[int, list[CommentView]] = {}
    for row in db.session.execute(_replies_of_many(), {"ids": ids}):
        found.setdefault(row.parent_id, []).append(_view(row))
    return {parent: sorted(those, key=lambda c: c.id) for parent, those in found.items()}


@cache
def _replies_of_many() -> Any:
    # The ordinal makes "the first three replies of each" a range on an index: no window over ten thousand of them.
    ids: Any = bindparam("ids", expanding=True)
    first = select(*_COLUMNS).where(Comment.parent_id.in_(ids), Comment.ordinal <= FIRST_REPLIES)
    above = aliased(Comment)
    second = select(*_COLUMNS).join(above, above.id == Comment.parent_id)
    return first.union_all(second.where(and_(above.parent_id.in_(ids), above.ordinal <= FIRST_REPLIES, Comment.ordinal <= SECOND_REPLIES)))


def _view(r: Row[Any]) -> CommentView:
    return CommentView(r.id, r.parent_id, r.author_id, Stance(r.stance) if r.stance else None, "" if r.removed_at is not None else r.html, r.at, r.edits, r.removed_at is not None,
                       r.hidden_at is not None, r.direct, r.below, r.helpful, r.unhelpful, r.version, r.quote_id, r.hidden_rule, Standing(r.standing), r.interest)  # fmt: skip
