"""Counts people for the dossier: who supports a proposal, by district and by standing; who argued on which side. Numbers only; hiding small ones is `dossier`'s."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import case, distinct, func, or_, select

from forum.accounts.models import Person, Standing
from forum.city import queries as city
from forum.council import dossier
from forum.council.models import OfficialQuestion, ReceivedSupport
from forum.council.queries import decisions
from forum.discussions.models import Comment, Thread
from forum.discussions.types import Stance
from forum.kernel.db import db
from forum.proposals.models import Amendment, Endorsement, Participation, Proposal, Version
from forum.proposals.queries import reading
from forum.proposals.types import SUBJECT, Outcome, Part
from forum.residency import queries as residency


def support_at(proposal: Proposal, at: datetime) -> dict[str, Any]:
    """Return who supported a proposal at a moment, as it may be published. Verified professionals are known as they are now. Cost: four queries."""
    stood = Endorsement.proposal_id == proposal.id, Endorsement.at <= at, or_(Endorsement.withdrawn_at.is_(None), Endorsement.withdrawn_at > at)
    verified = select(Standing.person_id).join(Person, Person.id == Standing.person_id).where(Standing.checked_at <= at, Standing.valid_until > at, Standing.name == Person.name)
    kind = case((Endorsement.person_id.in_(verified), "professional"), else_="citizen")
    areas = db.session.execute(select(Endorsement.district_id, func.count()).where(*stood).group_by(Endorsement.district_id)).tuples()
    standings = db.session.execute(select(kind, func.count()).where(*stood).group_by(kind)).tuples()
    return dossier.support(dict(areas.all()), dict(standings.all()), residency.residents(at), known=[d.id for d in city.all_districts()], of=proposal.district_id)


def received(case_ids: Collection[int]) -> dict[int, Mapping[str, Any]]:
    """Return who supported the proposals of cases when the council received them: what was kept then. Cost: one query."""
    found = {r.case_id: r.content for r in db.session.scalars(select(ReceivedSupport).where(ReceivedSupport.case_id.in_(case_ids)))}
    return {number: found.get(number, dossier.NOT_COUNTED) for number in case_ids}


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


def compared(case_ids: Mapping[int, int]) -> dict[int, dict[str, Any]]:
    """Return what the comparison shows of each proposal, given its case. Cost: a few queries for each of at most four."""
    rows = {p.id: p for p in db.session.scalars(select(Proposal).where(Proposal.id.in_(case_ids)))}
    found, support = {}, received(case_ids.values())
    for number, row in rows.items():
        version = db.session.scalars(select(Version).where(Version.proposal_id == number, Version.number == row.version_number)).one_or_none()
        found[number] = {
            "row": row, "cost": reading.cost_words(version) if version else "", "cost_said": str(version.content.get("cost") or "") if version else "", "agreement": dossier.agreement(argued(number)), "vote": _vote(number), "support": support[case_ids[number]],
        }  # fmt: skip
    return found


def _vote(proposal_id: int) -> dict[str, Any] | None:
    found = decisions.final_result(proposal_id)
    if found is None:
        return None
    contest, content, _ = found
    codes = {o["code"] for o in content["options"] if o["proposal"] == proposal_id}
    return {"slug": contest.slug, "has_won": bool(codes & set(content["winners"])), "ballots": content["ballots"], "eligible": content["turnout"]["eligible"]}
