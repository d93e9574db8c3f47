"""Keeps the next decision of a case while it is written. Nothing that was typed is overwritten by somebody who had not seen it."""

from datetime import datetime

from sqlalchemy import delete

from forum.council.actions import deciding
from forum.council.actions.receiving import locked
from forum.council.drafts import Content, draft_of
from forum.council.models import DecisionDraft
from forum.council.queries import decisions
from forum.kernel.db import db
from forum.kernel.errors import Conflict
from forum.kernel.rules import Actor
from forum.kernel.words import N_

NEWER = N_("Another text was saved since you opened this one. What you wrote is in the form, and not saved yet.")
GONE = N_("This draft was published or thrown away meanwhile. What you wrote is in the form, and not saved yet.")


def save_draft(case_id: int, content: Content, *, revision: int, actor: Actor, now: datetime) -> int:
    """Save a draft on top of `revision` (0: there was none) and return its new one; what is there already stays as it is. Raises Conflict."""
    case, before = locked(case_id), decisions.of_case(case_id)
    deciding.must_be_open(case, before, deciding.number_to_correct(before))
    row = decisions.draft(case_id)
    if row is None:
        if revision:
            raise Conflict(GONE)
        row = DecisionDraft(case_id=case_id, content=content, saved_by=actor.person, saved_at=now)
        db.session.add(row)
    elif row.content != content:
        if row.revision != revision:
            raise Conflict(NEWER)
        row.content, row.revision, row.saved_by, row.saved_at = content, row.revision + 1, actor.person, now
    db.session.flush()
    return row.revision


def discard_draft(case_id: int) -> None:
    """Throw a draft away; one that is gone stays gone."""
    locked(case_id)
    db.session.execute(delete(DecisionDraft).where(DecisionDraft.case_id == case_id))


def publish_draft(case_id: int, *, seen: int, once: str, actor: Actor, now: datetime) -> int:
    """Publish the draft whose revision was looked at, and return the decision's number. Raises Conflict when another was saved since, and as `deciding.prepare` does."""
    locked(case_id)
    again, row = decisions.by_once(once), decisions.draft(case_id)
    if again is not None and again.case_id == case_id:
        return again.id
    if row is None or row.revision != seen:
        raise Conflict(N_("This is not the draft you looked at: it was saved again, published or thrown away meanwhile. Look at it once more."))
    return deciding.publish(case_id, draft_of(row.content), corrects=deciding.number_to_correct(decisions.of_case(case_id)), once=once, actor=actor, now=now)
