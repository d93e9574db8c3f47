"""What members share: notes for each other, and questions back to the people."""

from datetime import datetime

from forum.council.actions.receiving import locked
from forum.council.events import QuestionAsked
from forum.council.models import CouncilNote, OfficialQuestion
from forum.council.queries import cases
from forum.council.types import SENT_BEFORE, WAITING
from forum.discussions.actions import commenting
from forum.discussions.queries import threads
from forum.discussions.types import Stance
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.text import render, spoken
from forum.kernel.words import N_
from forum.proposals.types import SUBJECT


def add_note(case_id: int, *, words: str, once: str, actor: Actor, now: datetime) -> None:
    """Add a note that only members read; the same form sent twice adds one. Raises Invalid."""
    case, again = locked(case_id), cases.note_by_once(once)
    if again is not None:
        if (again.case_id, again.source) != (case.id, words):
            raise Conflict(SENT_BEFORE)
        return
    html = render(words).html
    if not spoken(html):
        raise Invalid(fields={"words": N_("Write something first.")})
    db.session.add(CouncilNote(case_id=case.id, author_id=actor.person, source=words, html=html, at=now, once=once))
    db.session.flush()


def ask_people(case_id: int, *, words: str, once: str, actor: Actor, now: datetime) -> int:
    """Send a question back to the discussion, as the council's; return the comment. Raises Invalid, and what the discussion refuses."""
    case = locked(case_id)
    if case.state not in WAITING:
        raise Conflict(N_("This case does not wait for an answer any more."))
    comment = commenting.post_comment(SUBJECT, case.proposal_id, words=words, stance=Stance.QUESTION, once=once, actor=actor, now=now)
    if (SUBJECT, case.proposal_id) != threads.subject_of(comment) or threads.comment(comment).stance != Stance.QUESTION:
        raise Conflict(SENT_BEFORE)  # the form's token belonged to something else that was written
    if db.session.get(OfficialQuestion, comment) is None:
        db.session.add(OfficialQuestion(comment_id=comment, case_id=case.id, asked_by=actor.person, at=now))
        db.session.flush()
        record(QuestionAsked(case_id=case.id, proposal_id=case.proposal_id, comment_id=comment), actor_id=actor.person, at=now)
    return comment
