"""What happened to the city's settings."""

from dataclasses import dataclass
from typing import ClassVar

from forum.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class CityChanged(Fact):
    subject: ClassVar[str] = "city_id"
    public: ClassVar[bool] = True
    city_id: int
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class DistrictChanged(Fact):
    subject: ClassVar[str] = "district_id"
    public: ClassVar[bool] = True
    district_id: int
    change: str


@dataclass(frozen=True, kw_only=True)
class TextChanged(Fact):
    subject: ClassVar[str] = "text_id"
    public: ClassVar[bool] = True
    text_id: int
    slug: str
    locale: str
