"""Counts people for the dossier: who supports a proposal, by district and by standing; who argued on which side. Numbers only; hiding small ones is `dossier`'s."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import case, distinct, func, select

from forum.accounts.models import Person, Standing
from forum.city import queries as city
from forum.council import dossier
from forum.council.models import OfficialQuestion
from forum.council.queries import decisions
from forum.discussions.models import Comment, Thread
from forum.discussions.types import Stance
from forum.kernel.db import db
from forum.kernel.suppression import shown
from forum.proposals.models import Amendment, Endorsement, Participation, Proposal, Version
from forum.proposals.queries import reading
from forum.proposals.types import SUBJECT, Outcome, Part
from forum.residency import queries as residency


def endorsed_by_district(proposal_id: int) -> dict[int | None, int]:
    """Return how many people of each district endorse a proposal. Cost: one query."""
    query = select(Endorsement.district_id, func.count()).where(Endorsement.proposal_id == proposal_id, Endorsement.withdrawn_at.is_(None)).group_by(Endorsement.district_id)
    return {r[0]: r[1] for r in db.session.execute(query)}


def endorsed_by_standing(proposal_id: int, now: datetime) -> dict[str, int]:
    """Return how many of those who endorse are verified professionals at this moment, and how many not. Cost: one query."""
    verified = select(Standing.person_id).join(Person, Person.id == Standing.person_id).where(Standing.valid_until > now, Standing.name == Person.name)
    kind = case((Endorsement.person_id.in_(verified), "professional"), else_="citizen")
    query = select(kind, func.count()).where(Endorsement.proposal_id == proposal_id, Endorsement.withdrawn_at.is_(None)).group_by(kind)
    return {r[0]: r[1] for r in db.session.execute(query)}


def argued(proposal_id: int) -> dict[tuple[str, str], int]:
    """Return how many people argued for and against, by the standing they spoke with. Who did both counts in both. Cost: one query."""
    query = (
        select(Comment.standing, Comment.stance, func.count(distinct(Comment.author_id))).join(Thread, Thread.id == Comment.thread_id)
        .where(Thread.subject == SUBJECT, Thread.subject_id == proposal_id, Comment.stance.in_((Stance.FOR, Stance.AGAINST)), Comment.removed_at.is_(None), Comment.hidden_at.is_(None))
        .group_by(Comment.standing, Comment.stance)
    )  # fmt: skip
    return {(r[0], r[1]): r[2] for r in db.session.execute(query)}


def open_questions(proposal_id: int, limit: int = 20) -> list[int]:
    """Return the questions of the people that nobody of the city has answered yet, the most helpful first. Cost: one query."""
    answered = select(Comment.parent_id).where(Comment.parent_id.is_not(None), Comment.standing == "official", Comment.removed_at.is_(None), Comment.hidden_at.is_(None))
    query = (
        select(Comment.id).join(Thread, Thread.id == Comment.thread_id)
        .where(Thread.subject == SUBJECT, Thread.subject_id == proposal_id, Comment.stance == Stance.QUESTION, Comment.removed_at.is_(None), Comment.hidden_at.is_(None), Comment.id.not_in(answered), Comment.id.not_in(select(OfficialQuestion.comment_id)))
        .order_by(Comment.score.desc(), Comment.id).limit(limit)
    )  # fmt: skip
    return list(db.session.scalars(query))


def recommendations(proposal_id: int, limit: int = 10) -> list[int]:
    """Return what professionals said for it, against it or neither, the most helpful first: comments of their own, not answers to others. Cost: one query."""
    query = (
        select(Comment.id).join(Thread, Thread.id == Comment.thread_id)
        .where(Thread.subject == SUBJECT, Thread.subject_id == proposal_id, Comment.standing == "professional", Comment.stance.in_((Stance.FOR, Stance.AGAINST, Stance.NEUTRAL)), Comment.parent_id.is_(None), Comment.removed_at.is_(None), Comment.hidden_at.is_(None))
        .order_by(Comment.score.desc(), Comment.id).limit(limit)
    )  # fmt: skip
    return list(db.session.scalars(query))


def answers(question_ids: Collection[int], limit: int = 2) -> dict[int, list[int]]:
    """Return the most helpful answers to each question. Cost: one query."""
    place = func.row_number().over(partition_by=Comment.parent_id, order_by=(Comment.score.desc(), Comment.id)).label("place")
    inner = select(Comment.id, Comment.parent_id, place).where(Comment.parent_id.in_(question_ids), Comment.removed_at.is_(None), Comment.hidden_at.is_(None)).subquery()
    found: dict[int, list[int]] = {}
    for number, question in db.session.execute(select(inner.c.id, inner.c.parent_id).where(inner.c.place <= limit).order_by(inner.c.parent_id, inner.c.place)).tuples() if question_ids else ():
        found.setdefault(question, []).append(number)
    return found


def amendments(proposal_id: int) -> dict[str, int]:
    """Return how many changes were suggested, by what became of them. Cost: one query."""
    query = select(Amendment.outcome, func.count()).where(Amendment.proposal_id == proposal_id).group_by(Amendment.outcome)
    found = {r[0]: r[1] for r in db.session.execute(query)}
    return {o.value: found.get(o, 0) for o in Outcome}


def cosigners(proposal_id: int) -> list[tuple[int, str]]:
    """Return who else signed a recommendation, with what they have to do with it."""
    query = select(Participation.person_id, Participation.interest).where(
        Participation.proposal_id == proposal_id, Participation.part == Part.COSIGNER, Participation.accepted_at.is_not(None), Participation.ended_at.is_(None)
    )
    return [(r[0], r[1]) for r in db.session.execute(query.order_by(Participation.id))]


def compared(proposal_ids: Collection[int], now: datetime) -> dict[int, dict[str, Any]]:
    """Return what the comparison shows of each proposal. Cost: a few queries for each of at most four."""
    rows = {p.id: p for p in db.session.scalars(select(Proposal).where(Proposal.id.in_(proposal_ids)))}
    found, living, known = {}, residency.residents(now), sorted(d.id for d in city.all_districts())
    for number, row in rows.items():
        standing = endorsed_by_standing(number, now)
        version = db.session.scalars(select(Version).where(Version.proposal_id == number, Version.number == row.version_number)).one_or_none()
        found[number] = {
            "row": row, "cost": reading.cost_words(version) if version else "", "agreement": dossier.agreement(argued(number)), "vote": _vote(number),
            "districts": dossier.districts(endorsed_by_district(number), living, known=known, of=row.district_id),
            "standing": shown({s: standing.get(s, 0) for s in ("citizen", "professional")}), "residents": sum(living.values()) if row.district_id is None else shown({d: living.get(d, 0) for d in known})[row.district_id],
        }  # fmt: skip
    return found


def _vote(proposal_id: int) -> dict[str, Any] | None:
    found = decisions.final_result(proposal_id)
    if found is None:
        return None
    contest, content, _ = found
    codes = {o["code"] for o in content["options"] if o["proposal"] == proposal_id}
    return {"slug": contest.slug, "has_won": bool(codes & set(content["winners"])), "ballots": content["ballots"], "eligible": content["turnout"]["eligible"]}
