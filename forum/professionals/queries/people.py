"""Reads professionals' pages, and finds people by field and words."""

from datetime import datetime

from sqlalchemy import or_, select

from forum.accounts.models import Person, Standing
from forum.kernel.db import db
from forum.professionals.models import Profile
from forum.professionals.types import Finding

PAGE = 24


def profile(person_id: int) -> Profile | None:
    """Return a professional's page, if there is one."""
    return db.session.get(Profile, person_id)


def verified(finding: Finding, *, after: int, now: datetime) -> list[int]:
    """Return people with a standing that holds now, by number; one more than a page tells of more. Cost: one query."""
    query = select(Person.id).join(Standing, Standing.person_id == Person.id).where(Standing.name == Person.name, Standing.valid_until > now, Person.closed_at.is_(None), Person.id > after)
    if finding.field_id is not None:
        query = query.where(Standing.field_id == finding.field_id)
    if finding.kind:
        query = query.where(Standing.kind == finding.kind)
    if finding.district_id is not None:
        query = query.join(Profile, Profile.person_id == Person.id).where(Profile.district_id == finding.district_id)
    if finding.words:
        like = "%" + finding.words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        query = query.where(or_(Person.name.ilike(like, escape="\\"), Standing.title.ilike(like, escape="\\"), Standing.body.ilike(like, escape="\\")))
    return list(db.session.scalars(query.distinct().order_by(Person.id).limit(PAGE + 1)))


def profiles(ids: list[int]) -> dict[int, Profile]:
    """Return professional pages by person, of those whose page is public. Cost: one query."""
    query = select(Profile).join(Person, Person.id == Profile.person_id).where(Profile.person_id.in_(ids), Person.is_public.is_(True))
    return {p.person_id: p for p in db.session.scalars(query)}


def willing(field_id: int, now: datetime) -> list[int]:
    """Return people verified in a field who take questions, by number."""
    query = select(Person.id).join(Standing, Standing.person_id == Person.id).join(Profile, Profile.person_id == Person.id)
    query = query.where(Standing.name == Person.name, Standing.valid_until > now, Person.closed_at.is_(None), Standing.field_id == field_id, Profile.takes_questions.is_(True))
    return list(db.session.scalars(query.distinct().order_by(Person.id)))
