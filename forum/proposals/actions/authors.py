"""Invites people to write or sign along, and lets them in, away, or out."""

from datetime import datetime

from sqlalchemy import func, select

from forum.accounts import queries as accounts
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.text import one_line
from forum.kernel.words import N_, sentence
from forum.notifications.actions import follow
from forum.notifications.types import FollowLevel
from forum.proposals.actions.moving import AUTHORS_ONLY, locked
from forum.proposals.events import AuthorInvited, AuthorLeft, InvitationAnswered
from forum.proposals.models import Participation, Proposal
from forum.proposals.queries import standing
from forum.proposals.types import SUBJECT, Kind, Part, Stage

MOST = 20


def invite(proposal_id: int, *, handle: str, part: Part, actor: Actor, now: datetime) -> None:
    """Invite somebody by handle to write along, or to sign a recommendation. Raises Invalid, NotAllowed, Conflict."""
    row = _by_author(proposal_id, actor)
    if part is Part.LEAD or (part is Part.COSIGNER and row.kind != Kind.RECOMMENDATION):
        raise Invalid(fields={"part": N_("Co-signers are for policy recommendations.")})
    person = accounts.public_profile(handle.strip().lstrip("@").lower())
    if person is None:
        raise Invalid(fields={"handle": N_("We know nobody by that handle. It stands on their page after the @.")})
    if standing.participation(proposal_id, person.id) is not None:
        raise Invalid(fields={"handle": N_("This person takes part, or is invited, already.")})
    if _count(proposal_id) >= MOST:
        raise Conflict(sentence(N_("At most %(limit)s people can take part."), limit=MOST))
    db.session.add(Participation(proposal_id=proposal_id, person_id=person.id, part=part, invited_by=actor.person, invited_at=now))
    db.session.flush()
    record(AuthorInvited(proposal_id=proposal_id, person_id=person.id, part=part), actor_id=actor.person, at=now)


def answer_invitation(proposal_id: int, *, accepted: bool, interest: str = "", actor: Actor, now: datetime) -> None:
    """Accept or decline one's invitation. A co-signer says what they stand to gain. Raises NotFound, Invalid."""
    row = locked(proposal_id)
    found = standing.participation(proposal_id, actor.person)
    if found is None or found.accepted_at is not None:
        raise NotFound
    words = one_line(interest)[:600]
    if accepted and found.part == Part.COSIGNER and len(words) < 4:
        raise Invalid(fields={"interest": N_("Say what you stand to gain, or “none”. It stands beside your name.")})
    if accepted:
        found.accepted_at, found.interest = now, words
        follow(SUBJECT, proposal_id, level=FollowLevel.ALL, actor=actor, now=now, only_if_new=True)
    else:
        found.ended_at = now
    db.session.flush()
    _recount(row, now)
    fact = InvitationAnswered(proposal_id=proposal_id, person_id=actor.person or 0, invited_by=found.invited_by or 0, accepted=accepted)
    record(fact, actor_id=actor.person, at=now)


def leave(proposal_id: int, *, person_id: int, actor: Actor, now: datetime) -> None:
    """Leave, or as an author take somebody out. Published versions keep the names they had. The lead stays. Raises NotAllowed, NotFound."""
    row = locked(proposal_id, hidden_too=True)
    found = standing.participation(proposal_id, person_id)
    if found is None:
        raise NotFound
    if person_id != actor.person and not standing.is_author(proposal_id, actor.person):
        raise NotAllowed(AUTHORS_ONLY)
    if found.part == Part.LEAD:
        raise Conflict(N_("The person who began a proposal stays its author. It can be withdrawn instead."))
    found.ended_at = now
    db.session.flush()
    _recount(row, now)
    record(AuthorLeft(proposal_id=proposal_id, person_id=person_id), actor_id=actor.person, at=now)


def _by_author(proposal_id: int, actor: Actor) -> Proposal:
    row = locked(proposal_id)
    if not standing.is_author(proposal_id, actor.person):
        raise NotFound if row.stage == Stage.DRAFT else NotAllowed(AUTHORS_ONLY)
    return row


def _count(proposal_id: int) -> int:
    return db.session.scalar(select(func.count()).where(Participation.proposal_id == proposal_id, Participation.ended_at.is_(None))) or 0


def _recount(row: Proposal, now: datetime) -> None:
    row.authors, row.touched_at = len(standing.author_ids(row.id)), now
    db.session.flush()
