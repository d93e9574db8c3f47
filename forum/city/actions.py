"""Writes about the city."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select

from forum.city import colours, positions, queries
from forum.city.events import CityChanged, DistrictChanged, TextChanged
from forum.city.models import CityProfile, CityText, District, HomeDistrict, Topic, TopicInterest, Words
from forum.city.types import DEFAULT_ACCENT, TEXTS
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotFound
from forum.kernel.events import record
from forum.kernel.ids import new_public_id, slug
from forum.kernel.rules import Actor
from forum.kernel.text import one_line, render
from forum.kernel.words import N_, sentence


def change_city(*, name: Words, tagline: Words, accent: str, actor: Actor, now: datetime) -> None:
    """Change the city's name, tagline and colour. Raises Invalid, naming the field."""
    if not any(one_line(w) for w in name.values()):
        raise Invalid(fields={f"name_{next(iter(name), 'en')}": N_("The city needs a name in one language at least.")})
    if not colours.is_readable(accent):
        ratio = colours.contrast(accent, "#ffffff") if colours.HEX.fullmatch(accent) else 0.0
        raise Invalid(fields={"accent": sentence(
            N_("White words on this colour reach a contrast of %(ratio).1f to 1; 4.5 is the least that people can read."), ratio=ratio)})
    city = queries.profile() or CityProfile(name={}, tagline={}, accent=DEFAULT_ACCENT, version=0)
    wanted = {"name": {k: one_line(v) for k, v in name.items()}, "tagline": {k: one_line(v) for k, v in tagline.items()}, "accent": accent}
    changed = sorted(field for field, value in wanted.items() if getattr(city, field) != value)
    for field in changed:
        setattr(city, field, wanted[field])
    city.version = _next(city)
    db.session.add(city)
    db.session.flush()
    if changed:
        record(CityChanged(city_id=city.id, fields=changed), actor_id=actor.person, at=now)


def add_district(*, name: Words, actor: Actor, now: datetime, where: tuple[float, float] | None = None) -> int:
    """Add a district at the end of the list; `where` is the latitude and longitude of its middle. Raises Invalid, Conflict."""
    words = _names(name)
    made = slug(words.get("en", ""), fallback=f"district-{new_public_id(4)}")
    if queries.district(made) is not None:
        raise Conflict(N_("There is a district of this name already."))
    last = db.session.scalar(select(func.max(District.position))) or 0
    row = District(slug=made, name=words, position=last + 1)
    row.latitude, row.longitude = where or (None, None)
    db.session.add(row)
    db.session.flush()
    _touch()
    record(DistrictChanged(district_id=row.id, change="added"), actor_id=actor.person, at=now)
    return row.id


def change_district(slug_: str, *, name: Words, where: str = "", actor: Actor, now: datetime) -> None:
    """Rename a district and say where it lies (`33.69, 73.03`, or nothing); its address stays. Raises NotFound, Invalid."""
    row = _district(slug_)
    row.name = _names(name)
    try:
        row.latitude, row.longitude = positions.read(where) or (None, None)
    except ValueError:
        raise Invalid(fields={"where": N_("Write latitude and longitude, such as 33.69, 73.03.")}) from None
    _touch()
    record(DistrictChanged(district_id=row.id, change="renamed"), actor_id=actor.person, at=now)


def retire_district(slug_: str, *, retired: bool, actor: Actor, now: datetime) -> None:
    """Take a district out of use, or back into it; nothing of its past is lost. Raises NotFound."""
    row = _district(slug_)
    row.is_retired = retired
    _touch()
    record(DistrictChanged(district_id=row.id, change="retired" if retired else "restored"), actor_id=actor.person, at=now)


def add_topic(*, name: Words, icon: str) -> int:
    """Add a topic at the end of the list."""
    last = db.session.scalar(select(func.max(Topic.position))) or 0
    row = Topic(slug=slug(name.get("en", ""), fallback=f"topic-{new_public_id(4)}"), name=_names(name), icon=icon, position=last + 1)
    db.session.add(row)
    db.session.flush()
    _touch()
    return row.id


def write_text(slug_: str, *, locale: str, source: str, actor: Actor, now: datetime) -> None:
    """Write one of the city's pages in one language. Raises NotFound."""
    if slug_ not in TEXTS:
        raise NotFound
    row = db.session.scalars(select(CityText).where(CityText.slug == slug_, CityText.locale == locale)).one_or_none()
    row = row or CityText(slug=slug_, locale=locale)
    row.source, row.html, row.changed_at = source, render(source, top=2).html, now
    db.session.add(row)
    db.session.flush()
    _touch()
    record(TextChanged(text_id=row.id, slug=slug_, locale=locale), actor_id=actor.person, at=now)


def choose_district(district_id: int | None, *, actor: Actor, now: datetime) -> None:
    """Remember the district a person cares about most, or forget it. Raises Invalid."""
    person = _person(actor)
    db.session.execute(delete(HomeDistrict).where(HomeDistrict.person_id == person))
    if district_id:
        if db.session.get(District, district_id) is None:
            raise Invalid(fields={"district": N_("Please choose one of the districts.")})
        db.session.add(HomeDistrict(person_id=person, district_id=district_id, chosen_at=now))
        db.session.flush()


def choose_topics(topic_ids: Iterable[int], *, actor: Actor, now: datetime) -> None:
    """Remember the topics a person follows; unknown ones are left out."""
    person, known = _person(actor), set(db.session.scalars(select(Topic.id)))
    db.session.execute(delete(TopicInterest).where(TopicInterest.person_id == person))
    db.session.add_all(TopicInterest(person_id=person, topic_id=t, chosen_at=now) for t in sorted(set(topic_ids) & known))
    db.session.flush()


def _person(actor: Actor) -> int:
    if actor.person is None:
        raise NotFound
    return actor.person


def _names(name: Words) -> Words:
    words = {k: one_line(v)[:60] for k, v in name.items() if one_line(v)}
    if not words:
        raise Invalid(fields={"name_en": N_("Write a name in one language at least.")})
    return words


def _district(slug_: str) -> District:
    found = queries.district(slug_)
    if found is None:
        raise NotFound
    return found


def _touch() -> None:
    city = queries.profile()
    if city is not None:
        city.version = _next(city)
        db.session.flush()


def _next(city: CityProfile) -> Any:
    # Counted by the database: of two changes at once, each counting for itself, one would leave the number that others already know.
    return CityProfile.version + 1 if city.id else 1
