"""Reads professionals' pages, and finds people by field and words."""

from datetime import datetime

from sqlalchemy import or_, select

from forum.accounts.models import Person, Standing
from forum.kernel.db import db
from forum.professionals.models import Profile

PAGE = 24


def profile(person_id: int) -> Profile | None:
    """Return a professional's page, if there is one."""
    return db.session.get(Profile, person_id)


def verified(*, field_id: int | None, words: str, after: int, now: datetime) -> list[int]:
    """Return people with a standing that holds now, by number; one more than a page tells of more. Cost: one query."""
    query = select(Person.id).join(Standing, Standing.person_id == Person.id).where(Standing.name == Person.name, Standing.valid_until > now, Person.closed_at.is_(None), Person.id > after)
    if field_id is not None:
        query = query.where(Standing.field_id == field_id)
    if words:
        like = "%" + words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        query = query.where(or_(Person.name.ilike(like, escape="\\"), Standing.title.ilike(like, escape="\\"), Standing.body.ilike(like, escape="\\")))
    return list(db.session.scalars(query.distinct().order_by(Person.id).limit(PAGE + 1)))


def headlines(ids: list[int]) -> dict[int, str]:
    """Return headlines by person."""
    rows = db.session.execute(select(Profile.person_id, Profile.headline).where(Profile.person_id.in_(ids))).tuples()
    return dict(rows.all())
