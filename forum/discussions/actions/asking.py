"""Asks people who know: a question about a subject goes to those verified in a field who take questions; they answer in the thread, or decline."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select, update

from forum.discussions import subjects
from forum.discussions.actions.commenting import post_comment
from forum.discussions.events import ExpertAnswered, ExpertsAsked, QuestionExpired
from forum.discussions.models import ExpertAsked, ExpertQuestion
from forum.discussions.queries import asking
from forum.discussions.types import ANSWER_WITHIN, Asked
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotFound, TooMany
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.text import one_line
from forum.kernel.words import N_, sentence
from forum.professionals.queries import people

LONGEST, MOST_ASKED, A_DAY, MOST_OPEN = 600, 10, 3, 3
NOBODY = N_("Nobody verified in this field takes questions yet. Write your question in the discussion; professionals read it there.")


def ask_experts(subject: str, subject_id: int, *, field_id: int, words: str, actor: Actor, now: datetime) -> int:
    """Ask up to ten people verified in a field, those first who were asked longest ago, and return the number of the question.

    Authors of the subject and the asker are not asked. Raises NotFound, Invalid naming the field, Conflict when the same field is asked
    enough already or nobody takes questions, TooMany after three in a day.
    """
    kind = subjects.of(subject)
    about = kind.see(subject_id) if kind else None
    if about is None:
        raise NotFound
    text = " ".join(words.split())
    if len(text) < 15:
        raise Invalid(fields={"words": N_("Ask a whole question, so that it can be answered.")})
    if len(text) > LONGEST:
        raise Invalid(fields={"words": sentence(N_("This has %(length)s characters; the most is %(limit)s. Nothing was cut."), length=len(text), limit=LONGEST)})
    _refuse_too_many(subject, subject_id, field_id, actor, now)
    willing = [p for p in people.willing(field_id, now) if p not in {actor.person, *about.authors}]
    if not willing:
        raise Conflict(NOBODY)
    row = ExpertQuestion(subject=subject, subject_id=subject_id, field_id=field_id, asker_id=actor.person, words=text, state=Asked.WAITING, asked_at=now, due_at=now + ANSWER_WITHIN)
    db.session.add(row)
    db.session.flush()
    chosen = _in_turn(willing)[:MOST_ASKED]
    db.session.add_all([ExpertAsked(question_id=row.id, person_id=p, state=Asked.WAITING) for p in chosen])
    db.session.flush()
    record(ExpertsAsked(question_id=row.id, about=subject, about_id=subject_id), actor_id=actor.person, at=now)
    return row.id


def answer_question(question_id: int, *, words: str, interest: str, once: str, actor: Actor, now: datetime) -> int:
    """Answer a question one was asked, as a comment that quotes it, and return the comment. Later ones may add theirs until the date.

    Raises NotFound for who was not asked, Conflict when it is over, and what commenting raises.
    """
    question, mine = _mine(question_id, actor)
    if not words.strip():
        raise Invalid(fields={"words": N_("Write something first.")})
    made = post_comment(question.subject, question.subject_id, words=f"> {question.words}\n\n{words}", interest=interest, once=once, actor=actor, now=now)
    mine.state, mine.comment_id, mine.at = Asked.ANSWERED, made, now
    question.state = Asked.ANSWERED
    db.session.flush()
    record(ExpertAnswered(question_id=question.id, comment_id=made, about=question.subject, about_id=question.subject_id), actor_id=actor.person, at=now)
    return made


def decline_question(question_id: int, *, reason: str, actor: Actor, now: datetime) -> None:
    """Decline a question, with a word why or without. When all have, its asker is told. Raises NotFound, Conflict."""
    question, mine = _mine(question_id, actor)
    mine.state, mine.reason, mine.at = Asked.DECLINED, one_line(reason)[:300], now
    db.session.flush()
    waits = select(func.count()).where(ExpertAsked.question_id == question.id, ExpertAsked.state == Asked.WAITING)
    if question.state == Asked.WAITING and not db.session.scalar(waits):
        question.state = Asked.DECLINED
        db.session.flush()
        record(QuestionExpired(question_id=question.id, why="declined"), actor_id=None, at=now)


def expire_questions(now: datetime) -> int:
    """End questions whose date has passed; return how many nobody had answered. Run ten times it tells once."""
    over = list(db.session.scalars(select(ExpertQuestion).where(ExpertQuestion.state == Asked.WAITING, ExpertQuestion.due_at <= now).limit(200).with_for_update(key_share=True, skip_locked=True)))
    for question in over:
        question.state = Asked.EXPIRED
        record(QuestionExpired(question_id=question.id, why="expired"), actor_id=None, at=now)
    late = select(ExpertQuestion.id).where(ExpertQuestion.due_at <= now)
    db.session.execute(update(ExpertAsked).where(ExpertAsked.question_id.in_(late), ExpertAsked.state == Asked.WAITING).values(state=Asked.EXPIRED).execution_options(synchronize_session=False))
    db.session.flush()
    return len(over)


def _mine(question_id: int, actor: Actor) -> tuple[ExpertQuestion, ExpertAsked]:
    question = db.session.scalars(select(ExpertQuestion).where(ExpertQuestion.id == question_id).with_for_update(key_share=True).execution_options(populate_existing=True)).one_or_none()
    mine = db.session.get(ExpertAsked, (question_id, actor.person), populate_existing=True)
    if question is None or mine is None:
        raise NotFound
    if mine.state != Asked.WAITING:
        raise Conflict(N_("You have answered or declined this already, or its date has passed."))
    return question, mine


def _refuse_too_many(subject: str, subject_id: int, field_id: int, actor: Actor, now: datetime) -> None:
    if asking.asked_since(actor.person, now) >= A_DAY:
        raise TooMany(N_("Three questions in a day are the most. Ask the next one tomorrow."))
    waiting = asking.waiting_for(subject, subject_id, field_id)
    if actor.person in waiting:
        raise Conflict(N_("You have asked this field already, and the answer is awaited."))
    if len(waiting) >= MOST_OPEN:
        raise Conflict(N_("This field is asked three questions about it already. Wait for their answers."))


def _in_turn(willing: Collection[int]) -> list[int]:
    last = asking.last_asked(willing)
    return sorted(willing, key=lambda p: (last.get(p, 0), p))
