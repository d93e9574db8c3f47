"""Names of places in the reader's language, and the city's clock."""

from datetime import UTC, datetime

from flask import current_app

from forum.kernel.settings import Settings


def districts() -> dict[int, str]:
    """Return the districts' names by number. Cost: none beyond what every page asks once."""
    return {d.id: d.name for d in current_app.extensions["forum.places_now"]()["districts"]}


def from_city_time(value: datetime) -> datetime:
    """Return a time typed by the city's clock as a moment."""
    settings: Settings = current_app.extensions["forum.settings"]
    return value.replace(tzinfo=settings.timezone).astimezone(UTC)


def city_time(value: datetime) -> datetime:
    """Return a moment as the city's clock shows it, to be typed."""
    settings: Settings = current_app.extensions["forum.settings"]
    return value.astimezone(settings.timezone).replace(tzinfo=None)


def full_address(path: str) -> str:
    """Return an address to pass on."""
    settings: Settings = current_app.extensions["forum.settings"]
    return settings.base_url + path
