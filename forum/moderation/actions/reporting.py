"""Takes reports, and holds what must wait for a person."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.text import one_line
from forum.kernel.words import N_
from forum.moderation import things
from forum.moderation.events import ThingHeld, ThingReported
from forum.moderation.models import Case, Decision, Report
from forum.moderation.policy import Outcome, State
from forum.moderation.types import Broken, Thing

AGAIN = N_("You have reported this already. It is being looked at, and you will hear what came of it.")


def report_thing(kind: str, thing_id: int, *, rule: str, words: str, actor: Actor, now: datetime) -> int:
    """Report a thing for breaking a rule and return the number of its case. A stranger's report names nobody.

    Raises NotFound, Invalid naming the field, NotAllowed for one's own words, Conflict when reported before or gone.
    """
    if rule not in set(Broken):
        raise Invalid(fields={"rule": N_("Please say which rule is broken.")})
    thing = things.lock(kind, thing_id)
    if thing is None:
        raise NotFound
    if actor.person in thing.people:
        raise NotAllowed(N_("These are your own words. You can change or remove them yourself."))
    if thing.is_gone or thing.is_hidden:
        raise Conflict(N_("This is no longer shown, so there is nothing left to report."))
    case = _case(kind, thing_id, thing, now)
    if actor.person is not None and db.session.scalar(select(Report.id).where(Report.case_id == case.id, Report.reporter_id == actor.person)):
        raise Conflict(AGAIN)
    row = Report(case_id=case.id, reporter_id=actor.person, rule=rule, words=one_line(words)[:500], at=now)
    db.session.add(row)
    case.reports += 1
    db.session.flush()
    record(ThingReported(case_id=case.id, report_id=row.id), actor_id=actor.person, at=now)
    return case.id


def hold_thing(kind: str, thing_id: int, *, actor: Actor, now: datetime) -> None:
    """Keep a newcomer's words with links from being shown until somebody has read them. Its author sees them, and why."""
    thing = things.see(kind, thing_id)
    case = _case(kind, thing_id, thing, now)
    if case.is_held:
        return
    case.is_held = True
    things.of(kind).hide(thing_id, "", actor, now)
    row = Decision(case_id=case.id, person_id=thing.author_id, outcome=Outcome.HELD, by_id=None, at=now, in_force=True, public_at=now)
    db.session.add(row)
    db.session.flush()
    record(ThingHeld(case_id=case.id, decision_id=row.id), actor_id=None, at=now)


def _case(kind: str, thing_id: int, thing: Thing, now: datetime) -> Case:
    found = _undecided(kind, thing_id)
    if found is not None:
        return found
    try:
        with db.session.begin_nested():
            case = Case(kind=kind, thing_id=thing_id, author_id=thing.author_id, is_official=thing.is_official, state=State.OPEN, opened_at=now, reports=0, words=thing.html)
            db.session.add(case)
            db.session.flush()
        return case
    except IntegrityError:  # somebody reported it in the same moment
        found = _undecided(kind, thing_id)
        if found is None:
            raise NotFound from None
        return found


def _undecided(kind: str, thing_id: int) -> Case | None:
    query = select(Case).where(Case.kind == kind, Case.thing_id == thing_id, Case.state != State.DECIDED)
    return db.session.scalars(query.with_for_update(key_share=True).execution_options(populate_existing=True)).one_or_none()
