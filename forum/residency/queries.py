"""Reads about residency."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from forum.accounts import queries as accounts
from forum.city import queries as city
from forum.kernel.db import db
from forum.kernel.rules import Actor
from forum.residency.models import (
    InstitutionDomain,
    Invitation,
    MethodSwitch,
    Paper,
    PostalLetter,
    Residency,
    RestingProof,
    Roll,
    RollEntry,
    Try,
)
from forum.residency.types import Method, Standing, Waiting


def methods_on() -> frozenset[Method]:
    """Return the methods the city has switched on. Cost: one query."""
    return frozenset(Method(m) for m in db.session.scalars(select(MethodSwitch.method)))


def standing_of(actor: Actor) -> Standing:
    """Return what the actor has shown. Cost: one query, none for a stranger."""
    if actor.person is None:
        return Standing(None)
    row = db.session.scalars(select(Residency).where(Residency.person_id == actor.person, Residency.ended_at.is_(None))).one_or_none()
    if row is None:
        return Standing(actor.person, actor.email_confirmed, actor.suspended)
    return Standing(actor.person, actor.email_confirmed, actor.suspended, row.district_id, Method(row.method), row.confirmed_at,
                    row.valid_until)  # fmt: skip


def running(person_id: int | None) -> Residency | None:
    return db.session.scalars(select(Residency).where(Residency.person_id == person_id, Residency.ended_at.is_(None))).one_or_none()


def running_by_proof(proof_hash: str) -> Residency | None:
    return db.session.scalars(select(Residency).where(Residency.proof_hash == proof_hash, Residency.ended_at.is_(None))).one_or_none()


def tries(person_id: int, method: Method, since: datetime) -> list[datetime]:
    """Return when a person tried a method since a moment."""
    query = select(Try.at).where(Try.person_id == person_id, Try.method == method.value, Try.at > since)
    return list(db.session.scalars(query))


def invitation(code_hash: str) -> Invitation | None:
    return db.session.scalars(select(Invitation).where(Invitation.code_hash == code_hash).with_for_update(key_share=True)).one_or_none()


def rolls() -> Sequence[Roll]:
    return db.session.scalars(select(Roll).order_by(Roll.id.desc())).all()


def roll_entry(roll_id: int, entry_hash: str) -> RollEntry | None:
    return db.session.scalars(select(RollEntry).where(RollEntry.roll_id == roll_id, RollEntry.entry_hash == entry_hash)).one_or_none()


def domains() -> Sequence[InstitutionDomain]:
    return db.session.scalars(select(InstitutionDomain).order_by(InstitutionDomain.domain)).all()


def domain_of(address: str) -> InstitutionDomain | None:
    """Return the institution whose domain an address has, exactly."""
    return db.session.get(InstitutionDomain, address.rpartition("@")[2].lower())


def waiting_paper(person_id: int | None) -> Paper | None:
    return db.session.scalars(select(Paper).where(Paper.person_id == person_id, Paper.decided_at.is_(None))).one_or_none()


def last_refusal(person_id: int | None) -> str | None:
    """Return why the person's last paper was refused, when that is the last thing that happened to it."""
    row = db.session.scalars(select(Paper).where(Paper.person_id == person_id).order_by(Paper.id.desc()).limit(1)).first()
    return row.reason if row is not None and row.outcome == "refused" else None


def revocation(person_id: int | None) -> str | None:
    """Return why an officer ended the person's last confirmation, when that is how it ended."""
    row = db.session.scalars(select(Residency).where(Residency.person_id == person_id).order_by(Residency.id.desc()).limit(1)).first()
    return row.end_reason if row is not None and row.ended_by not in {None, person_id} else None


def open_letter(person_id: int | None) -> PostalLetter | None:
    return db.session.scalars(select(PostalLetter).where(PostalLetter.person_id == person_id, PostalLetter.closed_at.is_(None))).one_or_none()


def letters_to_print() -> Sequence[PostalLetter]:
    query = select(PostalLetter).where(PostalLetter.printed_at.is_(None), PostalLetter.closed_at.is_(None)).order_by(PostalLetter.id)
    return db.session.scalars(query.limit(200)).all()


def letters_unanswered(now: datetime) -> Sequence[PostalLetter]:
    """Return printed letters whose code has expired unused."""
    return db.session.scalars(select(PostalLetter).where(PostalLetter.closed_at.is_(None), PostalLetter.expires_at <= now)).all()


def resting_proof(proof_hash: str, now: datetime) -> bool:
    """Tell whether a proof confirmed an account that is gone, too short a time ago to serve another."""
    row = db.session.get(RestingProof, proof_hash)
    return row is not None and row.until > now


def count_letters_to_print() -> int:
    return db.session.scalar(
        select(func.count()).select_from(PostalLetter).where(PostalLetter.printed_at.is_(None), PostalLetter.closed_at.is_(None))
    ) or 0  # fmt: skip


def count_waiting() -> int:
    """Return how many papers wait to be looked at."""
    return db.session.scalar(select(func.count()).select_from(Paper).where(Paper.decided_at.is_(None))) or 0


def queue(locale: str) -> list[Waiting]:
    """Return the papers that wait, oldest first. Cost: three queries."""
    rows = db.session.scalars(select(Paper).where(Paper.decided_at.is_(None)).order_by(Paper.id).limit(100)).all()
    names = accounts.names_for([i for r in rows for i in (r.person_id, r.opened_by)])
    places = city.district_names([r.district_id for r in rows], locale)
    return [
        Waiting(r.id, r.person_id, names[r.person_id], places[r.district_id], r.submitted_at, names[r.opened_by] if r.opened_by else None)
        for r in rows
    ]


def paper(paper_id: int) -> Paper | None:
    return db.session.get(Paper, paper_id)


def batches() -> list[tuple[str, int, int, datetime]]:
    """Return the batches of invitations: name, made, used, until when."""
    rows = db.session.execute(
        select(Invitation.batch, func.count(), func.count(Invitation.used_at), func.max(Invitation.expires_at))
        .group_by(Invitation.batch).order_by(func.max(Invitation.id).desc()).limit(20)
    )  # fmt: skip
    return [(r[0], r[1], r[2], r[3]) for r in rows]


def run_out(now: datetime, limit: int = 200) -> Sequence[Residency]:
    """Return running residencies whose day has passed."""
    return db.session.scalars(select(Residency).where(Residency.ended_at.is_(None), Residency.valid_until <= now).limit(limit)).all()


def forgotten_papers(now: datetime) -> Sequence[Paper]:
    """Return papers nobody looked at for sixty days."""
    return db.session.scalars(select(Paper).where(Paper.decided_at.is_(None), Paper.submitted_at < now - timedelta(days=60))).all()


def residents(at: datetime) -> dict[int, int]:
    """Return how many people are confirmed in each district at a moment; those who have closed their account since are not known any more. Cost: one query."""
    stood = Residency.confirmed_at <= at, or_(Residency.ended_at.is_(None), Residency.ended_at > at), Residency.valid_until > at
    query = select(Residency.district_id, func.count()).where(*stood).group_by(Residency.district_id)
    return {r[0]: r[1] for r in db.session.execute(query)}
