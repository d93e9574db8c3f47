"""Reads about the city, in the reader's language."""

from collections.abc import Iterable

from sqlalchemy import select

from forum.city.models import CityProfile, CityText, District, HomeDistrict, Topic, TopicInterest, Words
from forum.city.types import DEFAULT_ACCENT, City, Place, TopicView
from forum.kernel.db import db

_CITY = select(CityProfile.name, CityProfile.tagline, CityProfile.accent, CityProfile.version)  # asked by every page


def city(locale: str) -> City:
    """Return the city as pages show it. Cost: one query."""
    row = db.session.execute(_CITY).first()
    if row is None:
        return City("City Forum", "", DEFAULT_ACCENT, 0)
    return City(in_words(row.name, locale), in_words(row.tagline, locale), row.accent, row.version)


def profile() -> CityProfile | None:
    """Return the city's own row, for its settings."""
    return db.session.scalars(select(CityProfile)).first()


def in_words(words: Words, locale: str) -> str:
    """Return the words in `locale`, or in the first language that has any."""
    return words.get(locale) or next((w for w in words.values() if w), "")


def districts(locale: str) -> list[Place]:
    """Return the districts in use, in the city's order. Cost: one query."""
    rows = db.session.execute(
        select(District.id, District.slug, District.name, District.latitude, District.longitude)
        .where(District.is_retired.is_(False)).order_by(District.position, District.id)
    )  # fmt: skip
    return [Place(r.id, r.slug, in_words(r.name, locale), r.latitude, r.longitude) for r in rows]


def district_names(ids: Iterable[int], locale: str) -> dict[int, str]:
    """Return names of districts, retired ones too. Cost: one query."""
    rows = db.session.execute(select(District.id, District.name).where(District.id.in_(set(ids))))
    return {r.id: in_words(r.name, locale) for r in rows}


def all_districts() -> list[District]:
    """Return every district with its words in every language, for the settings."""
    return list(db.session.scalars(select(District).order_by(District.is_retired, District.position, District.id)))


def district(slug: str) -> District | None:
    return db.session.scalars(select(District).where(District.slug == slug)).one_or_none()


def district_ids_by_slug() -> dict[str, int]:
    """Return the id of each district in use, by its slug."""
    return {r.slug: r.id for r in db.session.execute(select(District.slug, District.id).where(District.is_retired.is_(False)))}


def topics(locale: str) -> list[TopicView]:
    """Return the topics, in the city's order. Cost: one query."""
    rows = db.session.execute(select(Topic.id, Topic.slug, Topic.name, Topic.icon).order_by(Topic.position, Topic.id))
    return [TopicView(r.id, r.slug, in_words(r.name, locale), r.icon) for r in rows]


def text(slug: str, locale: str) -> CityText | None:
    """Return one of the city's pages in `locale`, or in whatever language it was written."""
    rows = db.session.scalars(select(CityText).where(CityText.slug == slug)).all()
    return next((r for r in rows if r.locale == locale), rows[0] if rows else None)


def texts() -> dict[tuple[str, str], CityText]:
    """Return every text the city has written, by name and language."""
    return {(t.slug, t.locale): t for t in db.session.scalars(select(CityText))}


def home_district(person_id: int | None) -> int | None:
    return db.session.scalar(select(HomeDistrict.district_id).where(HomeDistrict.person_id == person_id))


def interests(person_id: int | None) -> set[int]:
    """Return the topics a person follows."""
    return set(db.session.scalars(select(TopicInterest.topic_id).where(TopicInterest.person_id == person_id)))
