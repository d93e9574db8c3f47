"""Takes ballots. What is acknowledged is committed; a person's later ballot replaces the earlier one until the vote closes."""

import secrets as random
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, text

from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NextStep, NotAllowed, NotSignedIn
from forum.kernel.rules import Actor, Refusal
from forum.kernel.words import N_
from forum.residency import queries as residency
from forum.residency import requirements
from forum.residency.types import Act, Standing
from forum.voting import ballots, notes, schedule
from forum.voting.actions import locking
from forum.voting.models import Ballot, Contest
from forum.voting.packing import pack, unpack
from forum.voting.queries import contests
from forum.voting.secrecy import Secrets
from forum.voting.types import Receipt

# As words: SQLAlchemy compiles its ON CONFLICT anew each time, which costs more than to execute it.
_ENTER = text("INSERT INTO contest_roll (contest_id, person_id, district_id) VALUES (:contest, :person, :district) ON CONFLICT DO NOTHING RETURNING person_id")
_APPEND = text("INSERT INTO contest_leaves (contest_id, leaf) VALUES (:contest, :leaf) ON CONFLICT DO NOTHING")
KEY_LOST = N_("Your ballot is in and counts, but it cannot be changed any more: the key that finds it was lost.")


def refusal_to_vote(row: Contest, *, actor: Actor, now: datetime) -> Refusal | None:
    """Return why this person cannot vote here now, and the next step; or None. Cost: two queries for a person, none for a stranger."""
    closed = schedule.refusal_to_vote(contests.state(row, now))
    if closed is not None:
        return Refusal(closed, NextStep(N_("All votes"), "voting.listing"))
    return _not_eligible(row, _standing(actor), actor, now)


def _standing(actor: Actor) -> Standing:
    return residency.standing_of(actor)


def _not_eligible(row: Contest, who: Standing, actor: Actor, now: datetime) -> Refusal | None:
    methods = bool(residency.methods_on()) if actor.is_signed_in else False
    return requirements.refusal_for(Act.VOTE, who, area_id=row.district_id, any_method=methods, now=now)


def cast(contest_id: int, ranking: Sequence[int], *, nonce: bytes | None, once: str, actor: Actor, now: datetime, secrets: Secrets) -> Receipt:
    """Take a ballot and return its receipt, to be shown only once the transaction is committed. The same form sent again gets the same receipt.

    `ranking`: codes in order of preference. `nonce`: 32 bytes made by the voter's browser, or None. Times are the database's: a web server
    whose clock was set back opens nothing again. Raises Conflict when the vote is not open, NotAllowed with the next step, Invalid.
    Cost: seven statements.
    """
    locking.share(contest_id)
    row = db.session.scalars(select(Contest).where(Contest.id == contest_id).execution_options(populate_existing=True)).one()
    moment = contests.database_time()
    closed = schedule.refusal_to_vote(contests.state(row, moment))
    if closed is not None:
        raise Conflict(closed, next_step=NextStep(N_("All votes"), "voting.listing"))
    who = _standing(actor)
    refusal = _not_eligible(row, who, actor, now)
    if refusal is not None or actor.person is None:
        kind = NotSignedIn if refusal is None or refusal.sign_in else NotAllowed
        raise kind(refusal.reason if refusal else "", next_step=refusal.next_step if refusal else None)
    _check(row, ranking)
    key = secrets.vault.key(row.slug)
    is_new = _enter_roll(row.id, actor.person, who.district_id)
    if key is None and not is_new:
        raise Conflict(KEY_LOST)
    handle = ballots.handle(key, actor.person) if key is not None else random.token_bytes(16)
    sending = ballots.sending(key or handle, once, ranking)
    before = db.session.scalars(select(Ballot).where(Ballot.handle == handle).with_for_update(key_share=True).execution_options(populate_existing=True)).one_or_none()
    if before is not None and before.sending == sending:
        return _receipt(row, before, secrets, is_change=False)
    made = before or Ballot(handle=handle, contest_id=row.id)
    made.rank_key, made.sending, made.by_server = pack(ranking), sending, nonce is None
    made.nonce = nonce if nonce is not None and len(nonce) == ballots.NONCE_BYTES else random.token_bytes(ballots.NONCE_BYTES)
    db.session.add(made)
    leaf = ballots.leaf(made.nonce, row.slug, ranking)
    db.session.execute(_APPEND, {"contest": row.id, "leaf": leaf})
    db.session.flush()
    return _receipt(row, made, secrets, is_change=before is not None)


def own_receipt(row: Contest, *, actor: Actor, secrets: Secrets) -> Receipt | None:
    """Return the receipt of one's own ballot while the vote is open; afterwards nobody can find it, not even this server."""
    key = secrets.vault.key(row.slug)
    if key is None or actor.person is None:
        return None
    found = contests.ballot(ballots.handle(key, actor.person))
    return _receipt(row, found, secrets, is_change=False) if found is not None else None


def _check(row: Contest, ranking: Sequence[int]) -> None:
    codes = {o.code for o in contests.options(row.id)}
    if not ranking:
        raise Invalid(N_("Give at least one option a place."))
    if len(ranking) > row.ranks or len(set(ranking)) != len(ranking) or not set(ranking) <= codes:
        raise Invalid(N_("This form names an option that is not on the ballot. Please load the page again."))


def _enter_roll(contest_id: int, person_id: int, district_id: int | None) -> bool:
    """Enter somebody into the roll; return whether they were not in it. Two at once: one waits for the other."""
    values = {"contest": contest_id, "person": person_id, "district": district_id}
    return db.session.execute(_ENTER, values).scalar() is not None


def _receipt(row: Contest, ballot: Ballot, secrets: Secrets, *, is_change: bool) -> Receipt:
    ranking = unpack(ballot.rank_key)
    leaf = ballots.leaf(ballot.nonce, row.slug, ranking)
    note = secrets.note(notes.receipt_body(secrets.log_of(row.slug), leaf, row.closes_at.isoformat(timespec="seconds")))
    return Receipt(leaf.hex(), note, ballot.nonce.hex(), ranking, ballot.by_server, is_change)
