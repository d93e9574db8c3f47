"""One appeal against each decision, decided by somebody who had no part in it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from forum.accounts import queries as accounts
from forum.accounts.actions import roles
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.words import N_
from forum.moderation import things
from forum.moderation.actions.deciding import refuse_own
from forum.moderation.events import AppealDecided, AppealMade
from forum.moderation.models import Appeal, Case, Decision
from forum.moderation.policy import APPEAL_WITHIN, HIDES, TELLS, Outcome

TWICE = N_("You have appealed against this already; there is one appeal, and somebody else decides it.")


def appeal(decision_id: int, *, words: str, actor: Actor, now: datetime) -> int:
    """Appeal against a decision on one's own words. Raises NotFound for others', Conflict when it is the second or too late, Invalid."""
    row = db.session.get(Decision, decision_id)
    if row is None or row.public_at is None or row.outcome not in TELLS or actor.person not in told(row):
        raise NotFound
    if len(words.strip()) < 10:
        raise Invalid(fields={"words": N_("Say why the decision is wrong.")})
    if len(words) > 4000:
        raise Invalid(fields={"words": N_("This is too long.")})
    if db.session.scalar(select(Appeal.id).where(Appeal.decision_id == row.id)):
        raise Conflict(TWICE)
    if row.outcome == Outcome.HELD:
        raise Conflict(N_("Nobody has decided yet: it waits to be read."))
    if now - row.public_at > APPEAL_WITHIN:
        raise Conflict(N_("Appeals are taken for thirty days, and these are over."))
    made = Appeal(decision_id=row.id, person_id=actor.person, words=words.strip(), at=now)
    try:
        with db.session.begin_nested():
            db.session.add(made)
            db.session.flush()
    except IntegrityError:
        raise Conflict(TWICE) from None
    record(AppealMade(appeal_id=made.id, decision_id=row.id), actor_id=actor.person, at=now)
    return made.id


def decide_appeal(appeal_id: int, *, upheld: bool, reply: str, actor: Actor, now: datetime) -> None:
    """Uphold an appeal (what was hidden is shown again, a suspension ends) or reject it, with a reply either way.

    Raises NotAllowed for whoever had part in the decision, Conflict when it is decided, Invalid without a reply.
    """
    row = db.session.scalars(select(Appeal).where(Appeal.id == appeal_id).with_for_update(key_share=True).execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound
    decision = db.session.get_one(Decision, row.decision_id)
    if row.decided_at is not None:
        raise Conflict(N_("This appeal is decided already."))
    if actor.person in {decision.by_id, decision.seconded_by, decision.person_id}:
        raise NotAllowed(N_("You had part in this decision; somebody else decides the appeal."))
    case = db.session.get_one(Case, decision.case_id)
    refuse_own(case, things.find(case.kind, case.thing_id), actor)
    if len(reply.strip()) < 10:
        raise Invalid(fields={"reply": N_("Answer in a sentence or two; whoever appealed will read it.")})
    if len(reply) > 4000:
        raise Invalid(fields={"reply": N_("This is too long.")})
    row.decided_by, row.decided_at, row.is_upheld, row.reply = actor.person, now, upheld, reply.strip()
    if upheld:
        _undo(decision, actor, now)
    db.session.flush()
    record(AppealDecided(appeal_id=row.id, decision_id=decision.id, upheld=upheld), actor_id=actor.person, at=now)


def told(decision: Decision) -> frozenset[int]:
    """Return who reads the statement of reasons and may appeal: whoever wrote the words, and who wrote them together with them."""
    case = db.session.get_one(Case, decision.case_id)
    thing = things.find(case.kind, case.thing_id)
    return frozenset({decision.person_id}) | (thing.people if thing else frozenset())


def _undo(decision: Decision, actor: Actor, now: datetime) -> None:
    decision.in_force = False
    case = db.session.get_one(Case, decision.case_id)
    if Outcome(decision.outcome) in HIDES and not _hidden_since(decision, case):
        things.of(case.kind).show(case.thing_id, actor, now)
    if decision.suspension_id is not None:
        running = accounts.running_suspension(decision.person_id, now)
        if running is not None and running.id == decision.suspension_id:
            roles.lift_suspension(suspension_id=running.id, actor=actor, now=now)


def _hidden_since(decision: Decision, case: Case) -> bool:
    query = (
        select(Decision.id).join(Case, Case.id == Decision.case_id)
        .where(Case.kind == case.kind, Case.thing_id == case.thing_id, Decision.id > decision.id, Decision.in_force.is_(True), Decision.outcome.in_(HIDES))
    )  # fmt: skip
    return db.session.scalar(query.limit(1)) is not None
