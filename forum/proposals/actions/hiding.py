"""Hides a proposal that breaks a rule, and corrects the topics it was filed under: what moderators do to proposals."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select

from forum.city import queries as city
from forum.discussions.actions.tending import hide_thread
from forum.kernel.db import db
from forum.kernel.errors import Invalid
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.words import N_
from forum.proposals.actions.moving import locked
from forum.proposals.events import ProposalHidden, ProposalShown, TopicsCorrected
from forum.proposals.models import ProposalTopic, WorkingText
from forum.proposals.types import SUBJECT, Stage

MOST_TOPICS = 3


def hide_proposal(proposal_id: int, rule: str, actor: Actor, now: datetime) -> None:
    """Stop showing a proposal and what is said about it. Nothing is deleted; endorsements stay, and the date for them waits."""
    row = locked(proposal_id, hidden_too=True)
    row.hidden_at, row.hidden_rule, row.touched_at = row.hidden_at or now, rule, now
    db.session.flush()
    hide_thread(SUBJECT, row.id, hidden=True, now=now)
    record(ProposalHidden(proposal_id=row.id, rule=rule), actor_id=actor.person, at=now)


def show_proposal(proposal_id: int, actor: Actor, now: datetime) -> None:
    """Show a hidden proposal again. The time it was hidden is added to its date for endorsements."""
    row = locked(proposal_id, hidden_too=True)
    if row.hidden_at is None:
        return
    if row.stage == Stage.OPEN and row.closes_at is not None:
        row.closes_at += now - row.hidden_at
    row.hidden_at, row.hidden_rule, row.touched_at = None, "", now
    db.session.flush()
    hide_thread(SUBJECT, row.id, hidden=False, now=now)
    record(ProposalShown(proposal_id=row.id), actor_id=actor.person, at=now)


def correct_topics(proposal_id: int, topics: Iterable[int], *, actor: Actor, now: datetime) -> None:
    """File a proposal under other topics; the text stays as it is. Raises Invalid for none, too many, or unknown ones."""
    row = locked(proposal_id, hidden_too=True)
    wanted = sorted(set(topics))
    if not 1 <= len(wanted) <= MOST_TOPICS or not set(wanted) <= {t.id for t in city.topics("en")}:
        raise Invalid(fields={"topics": N_("Choose one to three topics.")})
    if wanted == sorted(db.session.scalars(select(ProposalTopic.topic_id).where(ProposalTopic.proposal_id == row.id))):
        return
    db.session.execute(delete(ProposalTopic).where(ProposalTopic.proposal_id == row.id))
    db.session.add_all([ProposalTopic(proposal_id=row.id, topic_id=t) for t in wanted])
    working = db.session.get(WorkingText, row.id)
    if working is not None:
        working.content = {**working.content, "topics": wanted}
    row.touched_at = now
    db.session.flush()
    record(TopicsCorrected(proposal_id=row.id, topics=wanted), actor_id=actor.person, at=now)
