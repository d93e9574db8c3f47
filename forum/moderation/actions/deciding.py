"""Claims cases and decides them. Words of the city's own people are hidden by two."""

from datetime import datetime

from sqlalchemy import select, update

from forum.accounts import queries as accounts
from forum.accounts.actions import roles
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.words import N_
from forum.moderation import things
from forum.moderation.events import CaseClaimed, CaseDecided, SecondAsked, SecondRefused
from forum.moderation.models import Case, Decision, Report
from forum.moderation.policy import CHOICES, HIDES, LONGEST_SUSPENSION, Outcome, State, is_claimed
from forum.moderation.types import Broken, Thing

ASK_REASONS = N_("Say in a sentence or two what breaks the rule. Its author will read it.")


def claim_case(case_id: int, *, claimed: bool, actor: Actor, now: datetime) -> None:
    """Say that one is reading a case, or leave it to others. Raises Conflict when another has it, NotAllowed for one's own words."""
    case, thing = _locked(case_id)
    refuse_own(case, thing, actor)
    _refuse_claimed(case, actor, now)
    if case.state == State.DECIDED:
        raise Conflict(N_("This case is decided already."))
    case.claimed_by, case.claimed_at = (actor.person, now) if claimed else (None, None)
    db.session.flush()
    record(CaseClaimed(case_id=case.id, claimed=claimed), actor_id=actor.person, at=now)


def decide(case_id: int, *, outcome: str, rule: str, reasons: str, days: int | None, seen: str = "", actor: Actor, now: datetime) -> int:
    """Decide a case and return the number of the decision.

    Hiding words of the city's own people waits for a second moderator. `seen`: the mark of the words as the moderator read them.
    Raises Invalid naming the field, Conflict when it is decided, with a colleague, or when the words changed meanwhile, NotAllowed
    for one's own words or one's own report.
    """
    case, thing = _locked(case_id)
    refuse_own(case, thing, actor)
    if case.state != State.OPEN:
        raise Conflict(N_("This case is decided already.") if case.state == State.DECIDED else N_("This case waits for a second pair of eyes."))
    _refuse_claimed(case, actor, now)
    if seen and thing is not None and seen != thing.mark:
        raise Conflict(N_("These words were changed while you read them. Look once more, then decide."))
    what = _outcome(outcome)
    _check(what, rule, reasons, days)
    if what is Outcome.SUSPENDED:
        _refuse_suspension(case.author_id, now)
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
    case, thing = _locked(row.case_id)
    db.session.refresh(row)
    if case.state != State.SECOND or row.seconded_at is not None or row.in_force:
        raise Conflict(N_("Somebody else has looked at it already."))
    if row.by_id == actor.person:
        raise NotAllowed(N_("You decided this; the second pair of eyes is somebody else’s."))
    refuse_own(case, thing, actor)
    row.seconded_by, row.seconded_at = actor.person, now
    if agrees:
        if row.outcome == Outcome.SUSPENDED:
            _refuse_suspension(case.author_id, now)
        row.in_force = True
        _carry_out(case, row, actor, now)
    else:
        case.state = State.OPEN
        db.session.flush()
        record(SecondRefused(case_id=case.id, decision_id=row.id), actor_id=actor.person, at=now)


def _carry_out(case: Case, row: Decision, actor: Actor, now: datetime) -> None:
    kind, what = things.of(case.kind), Outcome(row.outcome)
    if things.find(case.kind, case.thing_id) is None:
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
    waited = update(Decision).where(Decision.case_id == case.id, Decision.outcome == Outcome.HELD)
    db.session.execute(waited.values(in_force=False))  # it waited for this decision
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


def refuse_own(case: Case, thing: Thing | None, actor: Actor) -> None:
    """Raise NotAllowed when somebody would judge their own words, or what they reported themselves."""
    if actor.person == case.author_id or (thing is not None and actor.person in thing.people):
        raise NotAllowed(N_("These are your own words; a colleague decides."))
    if db.session.scalar(select(Report.id).where(Report.case_id == case.id, Report.reporter_id == actor.person)):
        raise NotAllowed(N_("You reported this yourself; a colleague decides."))


def _refuse_claimed(case: Case, actor: Actor, now: datetime) -> None:
    if is_claimed(case.claimed_by, case.claimed_at, now) and case.claimed_by != actor.person:
        raise Conflict(N_("A colleague is reading this case."))


def _refuse_suspension(person_id: int, now: datetime) -> None:
    if any(g.ended_at is None for g in accounts.grants_of(person_id)):
        raise Invalid(fields={"outcome": N_("People with a role are not suspended; an administrator ends the role first.")})
    if accounts.running_suspension(person_id, now) is not None:
        raise Invalid(fields={"outcome": N_("Its author is suspended already. Hide these words; the suspension runs on.")})


def _locked(case_id: int) -> tuple[Case, Thing | None]:
    found = db.session.get(Case, case_id)
    if found is None:
        raise NotFound
    thing = things.lock(found.kind, found.thing_id)  # first the words, then the case: as whoever edits them does
    query = select(Case).where(Case.id == case_id).with_for_update(key_share=True).execution_options(populate_existing=True)
    return db.session.scalars(query).one(), thing
