"""Reads where something lies, as people write it. Pure."""

import re

NUMBERS = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,8})?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d{1,8})?)\s*")


def read(text: str) -> tuple[float, float] | None:
    """Return latitude and longitude out of `33.69, 73.03`. Raises ValueError for anything else; None when empty."""
    if not text.strip():
        return None
    found = NUMBERS.fullmatch(text)
    if found is None:
        raise ValueError(text)
    latitude, longitude = float(found[1]), float(found[2])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(text)
    return latitude, longitude


def write(latitude: float | None, longitude: float | None) -> str:
    """Return a position as `read` takes it."""
    return "" if latitude is None or longitude is None else f"{latitude}, {longitude}"
