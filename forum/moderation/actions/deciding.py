"""Claims cases and decides them. Words of the city's own people are hidden by two."""

from datetime import datetime

from sqlalchemy import select

from forum.accounts import queries as accounts
from forum.accounts.actions import roles
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.words import N_
from forum.moderation import things
from forum.moderation.events import CaseClaimed, CaseDecided, SecondAsked
from forum.moderation.models import Case, Decision, Report
from forum.moderation.policy import CHOICES, HIDES, LONGEST_SUSPENSION, Outcome, State
from forum.moderation.types import Broken

ASK_REASONS = N_("Say in a sentence or two what breaks the rule. Its author will read it.")


def claim_case(case_id: int, *, claimed: bool, actor: Actor, now: datetime) -> None:
    """Say that one is reading a case, or leave it to others. Raises Conflict when another has it, NotAllowed for one's own words."""
    case = _locked(case_id)
    refuse_own(case, actor)
    if case.claimed_by not in {None, actor.person}:
        raise Conflict(N_("A colleague is reading this case."))
    if case.state == State.DECIDED:
        raise Conflict(N_("This case is decided already."))
    case.claimed_by, case.claimed_at = (actor.person, now) if claimed else (None, None)
    db.session.flush()
    record(CaseClaimed(case_id=case.id, claimed=claimed), actor_id=actor.person, at=now)


def decide(case_id: int, *, outcome: str, rule: str, reasons: str, days: int | None, actor: Actor, now: datetime) -> int:
    """Decide a case and return the number of the decision.

    Hiding words of the city's own people waits for a second moderator. Raises Invalid naming the field, Conflict when it is decided
    or with a colleague, NotAllowed for one's own words or one's own report.
    """
    case = _locked(case_id)
    refuse_own(case, actor)
    if case.state != State.OPEN:
        raise Conflict(N_("This case is decided already.") if case.state == State.DECIDED else N_("This case waits for a second pair of eyes."))
    if case.claimed_by not in {None, actor.person}:
        raise Conflict(N_("A colleague is reading this case."))
    what = _outcome(outcome)
    _check(what, rule, reasons, days)
    if what is Outcome.SUSPENDED and any(g.ended_at is None for g in accounts.grants_of(case.author_id)):
        raise Invalid(fields={"outcome": N_("People with a role are not suspended; an administrator ends the role first.")})
    needs_second = case.is_official and what in HIDES
    row = Decision(case_id=case.id, person_id=case.author_id, outcome=what, rule=rule if what is not Outcome.KEPT else "", reasons=reasons.strip(), by_id=actor.person,
                   days=days if what is Outcome.SUSPENDED else None, at=now, in_force=not needs_second)  # fmt: skip
    db.session.add(row)
    db.session.flush()
    if needs_second:
        case.state, case.claimed_by, case.claimed_at = State.SECOND, None, None
        record(SecondAsked(case_id=case.id, decision_id=row.id), actor_id=actor.person, at=now)
    else:
        _carry_out(case, row, actor, now)
    return row.id


def second(decision_id: int, *, agrees: bool, actor: Actor, now: datetime) -> None:
    """Agree to hiding words of the city's own people, or send the case back to be decided anew. Raises NotAllowed for whoever decided."""
    row = db.session.get(Decision, decision_id)
    if row is None:
        raise NotFound
    case = _locked(row.case_id)
    db.session.refresh(row)
    if case.state != State.SECOND or row.seconded_at is not None or row.in_force:
        raise Conflict(N_("Somebody else has looked at it already."))
    if row.by_id == actor.person:
        raise NotAllowed(N_("You decided this; the second pair of eyes is somebody else’s."))
    refuse_own(case, actor)
    row.seconded_by, row.seconded_at = actor.person, now
    if agrees:
        row.in_force = True
        _carry_out(case, row, actor, now)
    else:
        case.state = State.OPEN
        db.session.flush()


def _carry_out(case: Case, row: Decision, actor: Actor, now: datetime) -> None:
    kind, what = things.of(case.kind), Outcome(row.outcome)
    if kind.see(case.thing_id) is None:
        pass  # undone by its author in the seconds after it was written: there is nothing left to hide
    elif what in HIDES:
        kind.hide(case.thing_id, row.rule, actor, now)
    elif case.is_held:
        kind.show(case.thing_id, actor, now)
    if what is Outcome.SUSPENDED:
        roles.suspend(person_id=row.person_id, days=row.days or 0, reason=row.reasons[:300], actor=actor, now=now)
        running = accounts.running_suspension(row.person_id, now)
        row.suspension_id = running.id if running else None
    case.state, case.decided_at, case.is_held, row.public_at = State.DECIDED, now, False, now
    db.session.flush()
    record(CaseDecided(case_id=case.id, decision_id=row.id, outcome=what, rule=row.rule), actor_id=actor.person, at=now)


def _outcome(text: str) -> Outcome:
    if text not in set(CHOICES):
        raise Invalid(fields={"outcome": N_("Please choose how the case ends.")})
    return Outcome(text)


def _check(what: Outcome, rule: str, reasons: str, days: int | None) -> None:
    faults = {}
    if what is not Outcome.KEPT and rule not in set(Broken):
        faults["rule"] = N_("Please say which rule is broken.")
    if what is not Outcome.KEPT and len(reasons.strip()) < 10:
        faults["reasons"] = ASK_REASONS
    if len(reasons) > 2000:
        faults["reasons"] = N_("This is too long.")
    if what is Outcome.SUSPENDED and not 1 <= (days or 0) <= LONGEST_SUSPENSION:
        faults["days"] = N_("Choose from 1 to 180 days.")
    if faults:
        raise Invalid(fields=faults)


def refuse_own(case: Case, actor: Actor) -> None:
    """Raise NotAllowed when somebody would judge their own words, or what they reported themselves."""
    if case.author_id == actor.person:
        raise NotAllowed(N_("These are your own words; a colleague decides."))
    if db.session.scalar(select(Report.id).where(Report.case_id == case.id, Report.reporter_id == actor.person)):
        raise NotAllowed(N_("You reported this yourself; a colleague decides."))


def _locked(case_id: int) -> Case:
    query = select(Case).where(Case.id == case_id).with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound
    return found
