"""Announces, opens, and declares void. From the announcement on nothing about a vote can be changed; it can only be declared void, with a reason."""

import secrets as random
from datetime import datetime
from typing import Any

from forum.city import queries as city
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed
from forum.kernel.events import record
from forum.kernel.hashing import canonical_json, sha256_hex
from forum.kernel.rules import Actor
from forum.kernel.suppression import shown
from forum.kernel.text import one_line
from forum.kernel.words import N_, sentence
from forum.proposals.actions import moving
from forum.proposals.queries import reading
from forum.proposals.types import Mover, Stage
from forum.residency import queries as residency
from forum.voting import lots, schedule
from forum.voting.actions import locking
from forum.voting.actions.closing import seal_ballots
from forum.voting.actions.preparing import locked, must_be_draft
from forum.voting.declaring import declaration
from forum.voting.events import ContestAnnounced, ContestOpened, ContestVoided
from forum.voting.models import Contest
from forum.voting.queries import contests
from forum.voting.secrecy import Secrets
from forum.voting.types import FEW_VOTERS, RANKS_OF_FEW, State

NOT_READY = N_("“%(title)s” stands at “under review” no more, so it cannot be on a ballot. Take it off, or wait.")
OWN_RESULT = N_("You certified this result. Another officer can set it aside.")


def announce(name: str, *, actor: Actor, now: datetime, secrets: Secrets) -> Contest:
    """Lock a vote, take its hash, make its key, and put its proposals on the ballot. Raises Invalid, Conflict."""
    row = locked(contests.prepared(name).id)
    must_be_draft(row)
    faults = schedule.faults(row.opens_at, row.closes_at, now=now)
    number, row.eligible = eligible(row, now)
    if number < FEW_VOTERS and row.ranks > RANKS_OF_FEW:
        faults["ranks"] = sentence(N_("With fewer than %(few)s people who may vote, at most %(ranks)s ranks: longer rankings would give people away."), few=FEW_VOTERS, ranks=RANKS_OF_FEW)
    if faults:
        raise Invalid(fields=faults)
    for proposal_id in _on_the_ballot(row):
        _move(proposal_id, Stage.ON_BALLOT, now, reason=row.title)
    row.lot_salt = random.token_hex(16)
    row.lot_commit = lots.commit(secrets.seed(row.slug, row.lot_salt))
    row.announced_at, row.state, row.state_at, row.touched_at = now, State.ANNOUNCED, now, now
    row.announced = canonical_json(_declaration(row, secrets))
    row.announced_hash = sha256_hex(row.announced)
    secrets.vault.make(row.slug)
    db.session.flush()
    record(ContestAnnounced(contest_id=row.id, hash=row.announced_hash), actor_id=actor.person, at=now)
    return row


def _declaration(row: Contest, secrets: Secrets) -> dict[str, Any]:
    facts = {
        "vote": row.slug, "title": row.title, "question": row.question, "district": row.district_id, "method": row.method, "seats": row.seats, "ranks": row.ranks, "publish": row.publish,
        "lot_commit": row.lot_commit, "log": secrets.log_of(row.slug), "key": secrets.verifier,
    }  # fmt: skip
    return declaration(facts, contests.options(row.id), opens_at=row.opens_at, closes_at=row.closes_at)


def eligible(row: Contest, now: datetime) -> tuple[int, int | None]:
    """Return how many people may vote at this moment; and the same to be published: None where a district's number would give a small one away."""
    found = residency.residents(now)
    if row.district_id is None:
        return sum(found.values()), sum(found.values())
    return found.get(row.district_id, 0), shown({d: found.get(d, 0) for d in sorted(d.id for d in city.all_districts())}).get(row.district_id)


def open_contest(contest_id: int, *, now: datetime) -> bool:
    """Note that a vote is open, once its moment has come by the database's clock. A second time does nothing."""
    row = locked(contest_id)
    moment = contests.database_time()
    if row.state != State.ANNOUNCED or contests.state(row, moment) is not State.OPEN:
        return False
    row.state, row.state_at, row.opened_at, (_, row.eligible) = State.OPEN, now, row.opens_at, eligible(row, now)
    db.session.flush()
    record(ContestOpened(contest_id=row.id, eligible=row.eligible), actor_id=None, at=now)
    return True


def void(name: str, *, reason: str, actor: Actor, now: datetime, secrets: Secrets) -> None:
    """Declare a vote void, with a reason all can read; proposals still on its ballot go back to review.

    A final result is set aside by another officer than the one who certified it; its record stays as it was published, for everybody to read.
    Raises Invalid, Conflict, NotAllowed for the one who certified.
    """
    found = contests.prepared(name)
    locking.take_alone(found.id)
    row = locked(found.id)
    words = one_line(reason)
    if row.state in {State.DRAFT, State.VOID} or row.origin:
        raise Conflict(N_("Only a vote that was announced here, and is not void already, can be declared void."))
    if row.state == State.CERTIFIED and contests.certifier(row.id) == actor.person:
        raise NotAllowed(OWN_RESULT)
    if len(words) < 10:
        raise Invalid(fields={"reason": N_("Say why, in a sentence everybody can read.")})
    if row.state in {State.ANNOUNCED, State.OPEN}:
        seal_ballots(row, now=now, secrets=secrets)
    row.state, row.state_at, row.touched_at, row.reason = State.VOID, now, now, words[:600]
    for proposal_id in _on_the_ballot(row):
        if reading.row(proposal_id).stage == Stage.ON_BALLOT:
            _move(proposal_id, Stage.UNDER_REVIEW, now, reason=words)
    db.session.flush()
    record(ContestVoided(contest_id=row.id, reason=row.reason), actor_id=actor.person, at=now)


def _on_the_ballot(row: Contest) -> list[int]:
    return sorted(o.proposal_id for o in contests.options(row.id) if o.proposal_id is not None)  # whoever locks several takes them in this order, or two would wait for each other


def _move(proposal_id: int, to: Stage, now: datetime, *, reason: str) -> None:
    row = moving.locked(proposal_id, hidden_too=to is Stage.UNDER_REVIEW)
    if to is Stage.ON_BALLOT and row.stage != Stage.UNDER_REVIEW:
        raise Invalid(fields={"titles": sentence(NOT_READY, title=row.title)})
    moving.move_stage(row, to, by=Mover.VOTE, person_id=None, reason=reason, now=now)
