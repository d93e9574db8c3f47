"""Reads what somebody contributed, by topic."""

from collections import Counter

from sqlalchemy import func, select

from forum.discussions.models import Comment, Thread
from forum.kernel.db import db
from forum.proposals.models import Amendment, Participation, Proposal, ProposalTopic
from forum.proposals.queries.standing import WRITING
from forum.proposals.types import SUBJECT, Outcome, Stage


def by_topic(person_id: int) -> dict[int, tuple[int, int, int]]:
    """Return proposals published, amendments taken in and comments of a person, by topic. What is hidden or removed counts nowhere. Cost: three queries."""
    shown = (Proposal.stage != Stage.DRAFT, Proposal.hidden_at.is_(None))
    written = select(ProposalTopic.topic_id, func.count()).join(Participation, Participation.proposal_id == ProposalTopic.proposal_id).join(Proposal, Proposal.id == ProposalTopic.proposal_id)
    written = written.where(Participation.person_id == person_id, Participation.part.in_(WRITING), Participation.accepted_at.is_not(None), *shown)
    mended = select(ProposalTopic.topic_id, func.count()).join(Amendment, Amendment.proposal_id == ProposalTopic.proposal_id).join(Proposal, Proposal.id == ProposalTopic.proposal_id)
    mended = mended.where(Amendment.author_id == person_id, Amendment.outcome == Outcome.ACCEPTED, *shown)
    said = select(ProposalTopic.topic_id, func.count()).select_from(Comment).join(Thread, Thread.id == Comment.thread_id).join(ProposalTopic, ProposalTopic.proposal_id == Thread.subject_id)
    said = said.where(Comment.author_id == person_id, Thread.subject == SUBJECT, Thread.hidden_at.is_(None), Comment.removed_at.is_(None), Comment.hidden_at.is_(None))
    proposals, amendments, comments = (Counter(dict(db.session.execute(query.group_by(ProposalTopic.topic_id)).tuples().all())) for query in (written, mended, said))
    return {topic: (proposals[topic], amendments[topic], comments[topic]) for topic in {*proposals, *amendments, *comments}}
