"""Writes what happens at a moment as a calendar that programs follow (RFC 5545)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar, Event


@dataclass(frozen=True)
class Entry:
    """Something that happens, as calendars want it. `sequence`: how often it was changed; `uid`: the same for ever."""

    uid: str
    sequence: int
    touched_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    address: str
    is_cancelled: bool


def calendar(entries: Sequence[Entry], *, name: str) -> bytes:
    """Return a calendar with these entries in it."""
    made = Calendar()
    made.add("prodid", "-//City Forum//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for entry in entries:
        made.add_component(_event(entry))
    return bytes(made.to_ical())


def _event(entry: Entry) -> Event:
    found = Event()
    for field, value in (
        ("uid", entry.uid), ("sequence", entry.sequence), ("dtstamp", entry.touched_at), ("dtstart", entry.starts_at), ("dtend", entry.ends_at), ("summary", entry.title), ("url", entry.address),
        ("location", entry.place), ("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED"),
    ):  # fmt: skip
        if value != "":
            found.add(field, value)
    return found
