"""Entrusts roles and takes them back, and suspends accounts: always by somebody, at a time, for a reason."""

from datetime import datetime, timedelta

from sqlalchemy import select

from forum.accounts import lookalikes, names, queries
from forum.accounts.actions.sessions import end_all
from forum.accounts.events import PersonSuspended, RoleEnded, RoleGranted, SuspensionLifted
from forum.accounts.models import Person, RoleGrant, Suspension
from forum.accounts.types import ROLE_NAMES
from forum.kernel import letters
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.kernel.events import record
from forum.kernel.rules import STAFF, Actor, Role
from forum.kernel.text import one_line
from forum.kernel.words import N_, Sentence, sentence

LONGEST_SUSPENSION = timedelta(days=180)
CITY_WIDE = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
ASK_REASON = N_("Say why, in a sentence the person may read.")


def grant_role(*, person_id: int, role: str, area_id: int | None, reason: str, actor: Actor, now: datetime) -> int:
    """Entrust a role. Nobody entrusts themselves. Raises Invalid, Conflict, NotAllowed."""
    if actor.person == person_id:
        raise NotAllowed(N_("Nobody can entrust a role to themselves. Ask another administrator."))
    return _grant(person_id, role, area_id, reason, by=actor.person, now=now)


def appoint_first_administrator(*, person_id: int, reason: str, now: datetime) -> int:
    """Entrust the first administrator from the command line. Raises Conflict once there is one."""
    if queries.administrators():
        raise Conflict(N_("There is an administrator already; roles are entrusted in the staff area now."))
    return _grant(person_id, Role.ADMINISTRATOR, None, reason, by=None, now=now)


def _grant(person_id: int, role: str, area_id: int | None, reason: str, *, by: int | None, now: datetime) -> int:
    chosen, why, person = _staff_role(role), _reason(reason), queries.person(person_id)
    if area_id and chosen in CITY_WIDE:
        raise Invalid(fields={"area_id": N_("This role is for the whole city.")})
    if person.closed_at is not None:
        raise NotFound
    if any(g.ended_at is None and g.role == chosen and g.area_id == (area_id or 0) for g in queries.grants_of(person_id)):
        raise Conflict(N_("This person holds the role already."))
    _check_name(person)
    row = RoleGrant(person_id=person_id, role=chosen.value, area_id=area_id or 0, given_by=by, given_at=now, reason=why)
    db.session.add(row)
    db.session.flush()
    fact = RoleGranted(person_id=person_id, grant_id=row.id, role=chosen.value, area_id=area_id)
    number = record(fact, actor_id=by, at=now)
    end_all(person_id, by=by, now=now)  # a session of thirty days is too long for a role; the next one is shorter
    _tell(person, sentence(N_("You have been entrusted with a role: %(role)s."), role=Sentence(ROLE_NAMES[chosen])), why, number, now)
    return row.id


def end_role(*, grant_id: int, reason: str, actor: Actor, now: datetime) -> None:
    """Take a role back. The last administrator stays. Raises NotFound, Conflict."""
    administrators = queries.administrators()  # first, so that two who end each other's role take turns
    row = db.session.scalars(
        select(RoleGrant).where(RoleGrant.id == grant_id).with_for_update(key_share=True).execution_options(populate_existing=True)
    ).one_or_none()
    if row is None or row.ended_at is not None:
        raise NotFound
    if row.role == Role.ADMINISTRATOR and administrators == 1:
        raise Conflict(N_("This is the last administrator. Entrust somebody else first."))
    row.ended_at, row.ended_by, row.end_reason = now, actor.person, _reason(reason)
    fact = RoleEnded(person_id=row.person_id, grant_id=row.id, role=row.role, area_id=row.area_id or None)
    number = record(fact, actor_id=actor.person, at=now)
    words = sentence(N_("A role of yours has ended: %(role)s."), role=Sentence(ROLE_NAMES[Role(row.role)]))
    _tell(queries.person(row.person_id), words, row.end_reason, number, now)


def suspend(*, person_id: int, days: int, reason: str, actor: Actor, now: datetime) -> None:
    """Let a person read and appeal but not act, for some days. Raises NotAllowed for staff and oneself, Invalid."""
    if not 1 <= days <= LONGEST_SUSPENSION.days:
        raise Invalid(fields={"days": N_("Choose from 1 to 180 days.")})
    if actor.person == person_id or any(g.ended_at is None for g in queries.grants_of(person_id)):
        raise NotAllowed(N_("People with a role are not suspended; an administrator ends the role first."))
    if queries.running_suspension(person_id, now):
        raise Conflict(N_("This account is suspended already."))
    row = Suspension(person_id=person_id, given_by=actor.person, given_at=now, until=now + timedelta(days=days), reason=_reason(reason))
    db.session.add(row)
    db.session.flush()
    number = record(PersonSuspended(person_id=person_id, suspension_id=row.id), actor_id=actor.person, at=now)
    _tell(queries.person(person_id), N_("Your account is suspended: you can read, and you can appeal."), row.reason, number, now)


def lift_suspension(*, suspension_id: int, actor: Actor, now: datetime) -> None:
    """End a suspension before its day. Raises NotFound."""
    row = db.session.get(Suspension, suspension_id)
    if row is None or row.lifted_at is not None or row.until <= now:
        raise NotFound
    row.lifted_at, row.lifted_by = now, actor.person
    number = record(SuspensionLifted(person_id=row.person_id, suspension_id=row.id), actor_id=actor.person, at=now)
    _tell(queries.person(row.person_id), N_("Your account is no longer suspended."), "", number, now)


def _staff_role(role: str) -> Role:
    if role not in {r.value for r in STAFF}:
        raise Invalid(fields={"role": N_("Please choose a role.")})
    return Role(role)


def _reason(reason: str) -> str:
    why = one_line(reason)
    if not 5 <= len(why) <= 300:
        raise Invalid(fields={"reason": ASK_REASON})
    return why


def _check_name(person: Person) -> None:
    names.choose(person.name, skeleton=lookalikes.skeleton, of_staff=queries.staff_skeletons(person.id))


def _tell(person: Person, words: Sentence | str, reason: str, number: int, now: datetime) -> None:
    if person.email:
        lines: tuple[Sentence | str, ...] = (words, sentence(N_("The reason given: %(reason)s"), reason=reason)) if reason else (words,)
        letters.send(letters.Draft(subject=words, lines=lines, link=(N_("Look at my account"), "/account")), to=person.email,
                     locale=person.locale, once=f"event {number}", now=now, person_id=person.id)  # fmt: skip
