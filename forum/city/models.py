"""Tables of the city: itself (one row), districts, topics, texts, and what people chose among them."""

from datetime import datetime

from sqlalchemy import JSON, Boolean, Float, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel.db import Base

Words = dict[str, str]


class CityProfile(Base):
    """The city, in one row. Names and taglines by language."""

    __tablename__ = "city"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[Words] = mapped_column(JSON)
    tagline: Mapped[Words] = mapped_column(JSON)
    accent: Mapped[str] = mapped_column(String(7))
    version: Mapped[int]


class District(Base):
    """A part of the city. Retired ones keep their past."""

    __tablename__ = "districts"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[Words] = mapped_column(JSON)
    position: Mapped[int]
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    is_retired: Mapped[bool] = mapped_column(Boolean, default=False)


class Topic(Base):
    """What something is about."""

    __tablename__ = "topics"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[Words] = mapped_column(JSON)
    icon: Mapped[str] = mapped_column(String(30))
    position: Mapped[int]


class CityText(Base):
    """A page the city writes, in one language: Markdown and the clean HTML made of it."""

    __tablename__ = "city_texts"
    __table_args__ = (UniqueConstraint("slug", "locale"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(30))
    locale: Mapped[str] = mapped_column(String(8))
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]


class HomeDistrict(Base):
    """The district a person says they care about most. It proves nothing; residency does."""

    __tablename__ = "home_districts"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("districts.id"), index=True)
    chosen_at: Mapped[datetime]


class TopicInterest(Base):
    """A topic a person follows."""

    __tablename__ = "topic_interests"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), primary_key=True, index=True)
    chosen_at: Mapped[datetime]
