"""Reads what authors are writing."""

from sqlalchemy import select

from forum.kernel.db import db
from forum.kernel.errors import NotFound
from forum.proposals.models import Aside, WorkingText


def working_text(proposal_id: int) -> WorkingText:
    """Return the authors' draft. Raises NotFound."""
    found = db.session.get(WorkingText, proposal_id)
    if found is None:
        raise NotFound
    return found


def open_aside(proposal_id: int, person_id: int | None, tab: str | None = None) -> Aside | None:
    """Return a person's oldest text that waits to be joined with a newer one; the one of `tab` when it is named."""
    query = select(Aside).where(Aside.proposal_id == proposal_id, Aside.person_id == person_id, Aside.resolved_at.is_(None))
    query = query.where(Aside.tab == tab) if tab is not None else query
    return db.session.scalars(query.order_by(Aside.id).limit(1)).one_or_none()
