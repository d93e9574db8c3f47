"""Names the city's offices and their people, and its calendar. Due days already set do not move."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete

from forum.accounts import queries as accounts
from forum.council.actions.receiving import locked_office
from forum.council.events import CalendarChanged, HolidaysChanged, OfficeSet
from forum.council.models import CalendarRule, Holiday, Office, OfficePerson
from forum.council.queries import answering, cases
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.text import one_line
from forum.kernel.words import N_, sentence

MOST_PEOPLE, MOST_HOLIDAYS = 50, 400
OFFICES, CALENDAR = 7340023, 7340024
"""The turns that are taken on PostgreSQL, by number."""


def set_office(office_id: int | None, *, name: dict[str, str], handles: Sequence[str], actor: Actor, now: datetime) -> int:
    """Name an office, new or known, and who works for it. Raises Invalid naming handles that nobody has."""
    words = {locale: one_line(text)[:80] for locale, text in name.items() if one_line(text)}
    if not words:
        raise Invalid(fields={"name": N_("Give the office a name in one language at least.")})
    wanted = list(dict.fromkeys(h.strip().lstrip("@").lower() for h in handles if h.strip()))
    if len(wanted) > MOST_PEOPLE:
        raise Invalid(fields={"people": sentence(N_("At most %(most)s people."), most=MOST_PEOPLE)})
    _take_turn(OFFICES)
    if any(o.id != office_id and not o.is_retired and set(o.name.items()) & set(words.items()) for o in answering.offices()):
        raise Invalid(fields={"name": N_("There is an office of this name already.")})
    people = accounts.ids_by_handles(wanted)
    if len(people) < len(wanted):
        unknown = [h for h in wanted if not accounts.ids_by_handles([h])]
        raise Invalid(fields={"people": sentence(N_("Nobody here is called %(names)s."), names=", ".join(unknown))})
    row = answering.office(office_id) if office_id is not None else Office(name=words)
    row.name = words
    db.session.add(row)
    db.session.flush()
    db.session.execute(delete(OfficePerson).where(OfficePerson.office_id == row.id))
    db.session.add_all(OfficePerson(office_id=row.id, person_id=p) for p in sorted(people))
    db.session.flush()
    record(OfficeSet(office_id=row.id), actor_id=actor.person, at=now)
    return row.id


def retire_office(office_id: int, *, retired: bool, actor: Actor, now: datetime) -> None:
    """Take an office out of use, or back. Raises Conflict while it still owes answers."""
    row = locked_office(office_id)
    if retired and answering.owes(row.id):
        raise Conflict(N_("This office still owes answers. Give its cases to another one first."))
    row.is_retired = retired
    db.session.flush()
    record(OfficeSet(office_id=row.id), actor_id=actor.person, at=now)


def set_calendar(*, days: int, extension: int, weekend: Sequence[int], actor: Actor, now: datetime) -> None:
    """Set how many days the city gives itself from now on. Raises Invalid."""
    faults = {}
    if not 5 <= days <= 365:
        faults["days"] = N_("From 5 to 365 days.")
    if not 0 <= extension <= 180:
        faults["extension"] = N_("From 0 to 180 days.")
    if not set(weekend) <= set(range(7)) or len(set(weekend)) > 5:
        faults["weekend"] = N_("At least two days of the week are working days.")
    if faults:
        raise Invalid(fields=faults)
    _take_turn(CALENDAR)
    row = db.session.get(CalendarRule, 1) or CalendarRule(id=1)
    row.days, row.extension, row.weekend = days, extension, ",".join(str(d) for d in sorted(set(weekend)))
    db.session.add(row)
    db.session.flush()
    record(CalendarChanged(calendar_id=1, days=days, extension=extension), actor_id=actor.person, at=now)


def set_holidays(lines: str, *, actor: Actor, now: datetime) -> int:
    """Replace the holidays by lines of a date and a name, such as “2027-03-23 Pakistan Day”; return how many. Raises Invalid naming the line."""
    found: dict[date, str] = {}
    for number, line in enumerate((one_line(text) for text in lines.splitlines()), start=1):
        if not line:
            continue
        word, _, name = line.partition(" ")
        try:
            found[date.fromisoformat(word)] = name.strip()[:80]
        except ValueError:
            raise Invalid(fields={"holidays": sentence(N_("Line %(number)s does not begin with a date such as 2027-03-23."), number=number)}) from None
    if len(found) > MOST_HOLIDAYS:
        raise Invalid(fields={"holidays": sentence(N_("At most %(most)s days."), most=MOST_HOLIDAYS)})
    _take_turn(CALENDAR)
    if found == {h.day: h.name for h in cases.holidays()}:
        return len(found)
    db.session.execute(delete(Holiday))
    db.session.add_all(Holiday(day=day, name=name) for day, name in sorted(found.items()))
    db.session.flush()
    record(HolidaysChanged(calendar_id=1, days=len(found)), actor_id=actor.person, at=now)
    return len(found)


def _take_turn(number: int) -> None:
    # What is looked for before it is written may have no row yet that could be locked. SQLite lets one write at a time anyhow.
    if db.engine.dialect.name == "postgresql":
        db.session.execute(db.text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
