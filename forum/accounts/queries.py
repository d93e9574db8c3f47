"""Reads about people, identities, sessions and roles. Lists are read in batches."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from forum.accounts.models import EmailCode, Identity, Person, RoleGrant, Session, Standing, Suspension
from forum.accounts.types import Author, ClaimKind, PersonRow, ShownStanding
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.hashing import sha256_hex
from forum.kernel.rules import STRANGER, Actor, Grant, Role

PAGE = 30


# Asked by every page of somebody signed in, so it is put together once.
_SUSPENDED = (
    select(Suspension.id).where(Suspension.person_id == Person.id, Suspension.until > bindparam("now"), Suspension.lifted_at.is_(None)).exists()
)
_ACTOR = (
    select(Person.id, Session.id, Person.public_id, Person.handle, Person.name, Person.locale, Person.email_confirmed_at,
           Session.authenticated_at, _SUSPENDED, RoleGrant.role, RoleGrant.area_id)
    .join(Session, Session.person_id == Person.id)
    .outerjoin(RoleGrant, (RoleGrant.person_id == Person.id) & RoleGrant.ended_at.is_(None))
    .where(Session.token_hash == bindparam("token_hash"), Session.ended_at.is_(None), Session.expires_at > bindparam("now"),
           Person.closed_at.is_(None))
)  # fmt: skip


def actor_for_token(token: str, now: datetime) -> Actor:
    """Return who holds a session's secret, or a stranger. Cost: one query."""
    rows = db.session.execute(_ACTOR, {"token_hash": sha256_hex(token), "now": now}).all()
    if not rows:
        return STRANGER
    person, session, public_id, handle, name, locale, confirmed, authenticated, is_suspended, *_ = rows[0]
    grants = frozenset(Grant(Role(row[9]), row[10] or None) for row in rows if row[9])
    return Actor(person=person, session=session, public_id=public_id, handle=handle, name=name, locale=locale,
                 email_confirmed=confirmed is not None, suspended=bool(is_suspended), authenticated_at=authenticated,
                 grants=grants)  # fmt: skip


def authors_for(ids: Iterable[int], now: datetime | None = None) -> dict[int, Author]:
    """Return author lines for many people at once, with roles and what was checked of them and still holds. Cost: one query."""
    wanted = set(ids)
    if not wanted:
        return {}
    holds = (Standing.person_id == Person.id) & (Standing.name == Person.name) & (Standing.valid_until > (now or clock.now()))
    rows = db.session.execute(
        select(Person.id, Person.name, Person.handle, Person.closed_at, RoleGrant.role, Standing.claim_id, Standing.kind, Standing.title, Standing.body, Standing.field_id, Standing.checked_at,
               Standing.valid_until)
        .outerjoin(RoleGrant, (RoleGrant.person_id == Person.id) & RoleGrant.ended_at.is_(None)).outerjoin(Standing, holds)
        .where(Person.id.in_(wanted))
    ).all()  # fmt: skip
    roles: dict[int, set[Role]] = {}
    standings: dict[int, dict[int, ShownStanding]] = {}
    for r in rows:
        if r.role:
            roles.setdefault(r.id, set()).add(Role(r.role))
        if r.claim_id is not None and r.closed_at is None:
            shown = ShownStanding(r.claim_id, ClaimKind(r.kind), r.title, r.body, r.field_id, r.checked_at, r.valid_until)
            standings.setdefault(r.id, {})[r.claim_id] = shown
    return {
        r.id: Author(r.id, "" if r.closed_at else r.name, None if r.closed_at else r.handle, tuple(sorted(roles.get(r.id, ()))), tuple(s for _, s in sorted(standings.get(r.id, {}).items())))
        for r in rows
    }


def has_standing(person_id: int | None, now: datetime) -> bool:
    """Tell whether something was checked of a person that holds now. Cost: one query."""
    query = select(Standing.claim_id).join(Person, Person.id == Standing.person_id)
    return db.session.scalar(query.where(Standing.person_id == person_id, Standing.name == Person.name, Standing.valid_until > now).limit(1)) is not None


def names_for(ids: Iterable[int | None]) -> dict[int, str]:
    """Return shown names for many people at once; a closed account has an empty one. Cost: one query."""
    wanted = {i for i in ids if i is not None}
    if not wanted:
        return {}
    rows = db.session.execute(select(Person.id, Person.name, Person.closed_at).where(Person.id.in_(wanted)))
    return {r.id: "" if r.closed_at else r.name for r in rows}


def person(person_id: int) -> Person:
    """Return a person's own row. Raises NoResultFound."""
    return db.session.get_one(Person, person_id)


def lock(person_id: int) -> None:
    """Make whoever else works on this person's row wait until the transaction ends."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))


def public_profile(handle: str) -> Person | None:
    """Return the person behind a handle, closed accounts excepted."""
    return db.session.scalars(select(Person).where(Person.handle == handle, Person.closed_at.is_(None))).one_or_none()


def ids_by_handles(handles: Iterable[str]) -> set[int]:
    """Return the people behind handles; unknown ones and closed accounts are left out. Cost: one query, none for none."""
    wanted = set(handles)
    if not wanted:
        return set()
    return set(db.session.scalars(select(Person.id).where(Person.handle.in_(wanted), Person.closed_at.is_(None))))


def public_people(words: str, limit: int = 20) -> list[tuple[str, str]]:
    """Return name and handle of people with a public page whose name or handle holds the words. Cost: one query."""
    pattern = _containing(words)
    query = select(Person.name, Person.handle).where(
        Person.is_public.is_(True), Person.closed_at.is_(None), or_(func.lower(Person.name).like(pattern, escape="\\"), Person.handle.like(pattern, escape="\\"))
    )
    return [(r.name, r.handle) for r in db.session.execute(query.order_by(Person.name).limit(limit))]


def _containing(words: str) -> str:
    return "%" + words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def person_by_public_id(public_id: str) -> Person | None:
    return db.session.scalars(select(Person).where(Person.public_id == public_id, Person.closed_at.is_(None))).one_or_none()


def person_by_address(address: str) -> Person | None:
    """Return the person whose confirmed e-mail address, or way in by e-mail, this is."""
    query = (
        select(Person).outerjoin(Identity, Identity.person_id == Person.id)
        .where(Person.closed_at.is_(None), or_(
            (func.lower(Person.email) == address) & Person.email_confirmed_at.is_not(None),
            (Identity.provider == "email") & (Identity.subject == address),
        )).order_by(Person.id).limit(1)
    )  # fmt: skip
    return db.session.scalars(query).first()


def identities_of(person_id: int) -> Sequence[Identity]:
    return db.session.scalars(select(Identity).where(Identity.person_id == person_id).order_by(Identity.id)).all()


def sessions_of(person_id: int, now: datetime) -> Sequence[Session]:
    """Return the browsers a person is signed in with, newest first."""
    return db.session.scalars(
        select(Session).where(Session.person_id == person_id, Session.ended_at.is_(None), Session.expires_at > now)
        .order_by(Session.started_at.desc(), Session.id.desc())
    ).all()  # fmt: skip


def grants_of(person_id: int) -> Sequence[RoleGrant]:
    """Return every role a person has held, the running ones first."""
    return db.session.scalars(
        select(RoleGrant).where(RoleGrant.person_id == person_id)
        .order_by(RoleGrant.ended_at.is_not(None), RoleGrant.given_at.desc())
    ).all()  # fmt: skip


def suspensions_of(person_id: int) -> Sequence[Suspension]:
    return db.session.scalars(select(Suspension).where(Suspension.person_id == person_id).order_by(Suspension.id.desc())).all()


def running_suspension(person_id: int, now: datetime) -> Suspension | None:
    return next((s for s in suspensions_of(person_id) if s.lifted_at is None and s.until > now), None)


def open_code(public_id: str | None) -> EmailCode | None:
    """Return a code that was sent and not used, by the name its browser holds."""
    if not public_id:
        return None
    return db.session.scalars(select(EmailCode).where(EmailCode.public_id == public_id, EmailCode.used_at.is_(None))).one_or_none()


def people(*, words: str, role: str, after: int, now: datetime) -> list[PersonRow]:
    """Return a page of people for staff, newest first, below id `after`. Cost: two queries."""
    query = select(Person).where(Person.closed_at.is_(None)).order_by(Person.id.desc()).limit(PAGE + 1)
    if after:
        query = query.where(Person.id < after)
    if words:
        like = _containing(words)
        columns = (func.lower(Person.name), Person.handle, func.lower(Person.email))
        query = query.where(or_(*[c.like(like, escape="\\") for c in columns]))
    if role:
        query = query.where(Person.id.in_(select(RoleGrant.person_id).where(RoleGrant.role == role, RoleGrant.ended_at.is_(None))))
    found = db.session.scalars(query).all()
    extras = _standing(tuple(p.id for p in found), now)
    return [
        PersonRow(p.public_id, p.name, p.handle, p.email, p.email_confirmed_at is not None, p.joined_at, *extras[p.id]) for p in found
    ]


def _standing(ids: tuple[int, ...], now: datetime) -> dict[int, tuple[tuple[Role, ...], bool]]:
    rows = db.session.execute(
        select(Person.id, RoleGrant.role, Suspension.id)
        .outerjoin(RoleGrant, (RoleGrant.person_id == Person.id) & RoleGrant.ended_at.is_(None))
        .outerjoin(Suspension, (Suspension.person_id == Person.id) & (Suspension.until > now) & Suspension.lifted_at.is_(None))
        .where(Person.id.in_(ids))
    ).all()  # fmt: skip
    return {i: (tuple(sorted({Role(r[1]) for r in rows if r[0] == i and r[1]})), any(r[2] for r in rows if r[0] == i)) for i in ids}


def id_before(public_id: str) -> int:
    """Return the place in the list that `?after=` names; 0 when it names nobody."""
    return db.session.scalar(select(Person.id).where(Person.public_id == public_id)) or 0


def staff_skeletons(except_person: int | None) -> frozenset[str]:
    """Return the name skeletons of everybody who speaks for the city."""
    rows = db.session.scalars(
        select(Person.name_skeleton).join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.ended_at.is_(None), Person.closed_at.is_(None), Person.id != (except_person or 0))
    )  # fmt: skip
    return frozenset(rows)


def administrators() -> int:
    """Return how many people hold the administrator's role now, and keep it so until the transaction ends."""
    held = db.session.scalars(
        select(RoleGrant.person_id).join(Person, Person.id == RoleGrant.person_id)
        .where(RoleGrant.role == Role.ADMINISTRATOR, RoleGrant.ended_at.is_(None), Person.closed_at.is_(None))
        .order_by(RoleGrant.id).with_for_update(key_share=True, of=RoleGrant)
    )  # fmt: skip
    return len(set(held))


def members() -> int:
    """Return how many accounts are open."""
    return db.session.scalar(select(func.count()).select_from(Person).where(Person.closed_at.is_(None))) or 0


def rows_about(table: str, column: str, person_id: int) -> list[dict[str, Any]]:
    """Return every row of a table that names a person, as plain mappings, for the person's own download."""
    target = db.metadata.tables[table]
    rows = db.session.execute(select(target).where(target.c[column] == person_id).order_by(*target.primary_key.columns))
    return [dict(r._mapping) for r in rows]  # noqa: SLF001  SQLAlchemy's public name for it


def verified_elsewhere(person_id: int, since: datetime) -> list[tuple[str, tuple[str, ...], datetime]]:
    """Return what other sites say they have verified of a person since a moment: site, what, when."""
    query = select(Identity.provider, Identity.verified, Identity.verified_at).where(Identity.person_id == person_id, Identity.verified != "", Identity.verified_at > since)
    return [(provider, tuple(verified.split(",")), at) for provider, verified, at in db.session.execute(query).tuples() if at is not None]
