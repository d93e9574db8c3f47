"""Closes a vote: the log is completed and signed, the ballots are written anew so that nothing joins them to anybody, and counted."""

import secrets as random
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text, update

from forum.city import queries as city
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed
from forum.kernel.events import record
from forum.kernel.hashing import canonical_json, sha256_hex
from forum.kernel.rules import Actor
from forum.kernel.text import one_line
from forum.kernel.words import N_
from forum.residency import queries as residency
from forum.voting import merkle, notes, publishing
from forum.voting.actions import locking
from forum.voting.actions.preparing import locked
from forum.voting.events import BallotKeyDestroyed, ContestClosed, EarlyCloseAsked
from forum.voting.models import Ballot, Contest, ContestResult, LogCheckpoint, LogLeaf, RollEntry
from forum.voting.queries import contests, log
from forum.voting.secrecy import Secrets
from forum.voting.tally import electing
from forum.voting.types import FINAL, PROVISIONAL, Method, State

_REWRITE = {
    "postgresql": (
        """WITH gone AS (DELETE FROM ballots WHERE contest_id = :contest RETURNING contest_id, rank_key, nonce, by_server)
           INSERT INTO ballots (handle, sending, contest_id, rank_key, nonce, by_server)
           SELECT uuid_send(gen_random_uuid()), ''::bytea, contest_id, rank_key, nonce, by_server FROM gone ORDER BY gen_random_uuid()""",
    ),
    # What SQLite lays free is overwritten with zeros here; its rows lie in the order of their random handles in any case.
    "sqlite": (
        "PRAGMA secure_delete = ON", "DROP TABLE IF EXISTS temp.sealing",
        "CREATE TEMP TABLE sealing AS SELECT contest_id, rank_key, nonce, by_server FROM ballots WHERE contest_id = :contest", "DELETE FROM ballots WHERE contest_id = :contest",
        """INSERT INTO ballots (handle, sending, contest_id, rank_key, nonce, by_server)
           SELECT randomblob(16), x'', contest_id, rank_key, nonce, by_server FROM temp.sealing ORDER BY random()""",
        "DROP TABLE temp.sealing",
    ),
}  # fmt: skip
BATCH = 10  # fewer new leaves than this wait for company, so that the order of the log says nothing


def extend_log(contest_id: int, *, now: datetime, secrets: Secrets, is_last: bool = False) -> LogCheckpoint | None:
    """Give the leaves that wait their places, in random order, and sign how the log stands now. Fewer than ten wait on, but for the last time."""
    found = log.waiting(contest_id)
    if not is_last and len(found) < BATCH:
        return None
    random.SystemRandom().shuffle(found)
    row, start = contests.row(contest_id), log.size(contest_id)
    if found:
        db.session.execute(update(LogLeaf), [{"contest_id": contest_id, "leaf": leaf, "position": place} for place, leaf in enumerate(found, start=start)])
    size = start + len(found)
    before = log.checkpoint(contest_id, size)
    if before is not None:
        return before
    root = merkle.Tree(log.leaves(contest_id, size)).root
    body = notes.checkpoint_body(notes.Checkpoint(secrets.log_of(row.slug), size, root))
    made = LogCheckpoint(contest_id=contest_id, size=size, root=root, note=secrets.note(body), at=now)
    db.session.add(made)
    db.session.flush()
    return made


def ask_early_close(name: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """Ask to close a vote before its time; another officer must agree. Raises Invalid, Conflict."""
    row = locked(contests.prepared(name).id)
    words = one_line(reason)
    if contests.state(row, now) is not State.OPEN:
        raise Conflict(N_("Only an open vote can be closed early."))
    if len(words) < 10:
        raise Invalid(fields={"reason": N_("Say why, in a sentence everybody can read.")})
    row.early_by, row.early_at, row.early_reason = actor.person, now, words[:600]
    db.session.flush()
    record(EarlyCloseAsked(contest_id=row.id, reason=row.early_reason), actor_id=actor.person, at=now)


def close_early(name: str, *, actor: Actor, now: datetime, secrets: Secrets) -> None:
    """Close a vote before its time, as the second of two officers. Raises NotAllowed for the one who asked, Conflict."""
    found = contests.prepared(name)
    locking.take_alone(found.id)
    row = locked(found.id)
    if row.early_at is None or contests.state(row, now) is not State.OPEN:
        raise Conflict(N_("Nobody has asked to close this vote early."))
    if row.early_by == actor.person:
        raise NotAllowed(N_("Closing early takes two officers; you are the one who asked."))
    row.closes_at = contests.database_time()
    _close(row, now=now, secrets=secrets, actor_id=actor.person, is_early=True)


def close(contest_id: int, *, now: datetime, secrets: Secrets) -> bool:
    """Close a vote whose moment has come by the database's clock; return whether this call did it. A second time does nothing.

    Waits for every ballot under way and lets no other begin. Cost: one pass over the ballots and one over the log.
    """
    locking.take_alone(contest_id)
    row = locked(contest_id)
    if row.state not in {State.ANNOUNCED, State.OPEN} or row.closes_at > contests.database_time():
        return False
    _close(row, now=now, secrets=secrets, actor_id=None, is_early=False)
    return True


def destroy_key(name: str, *, now: datetime, secrets: Secrets) -> bool:
    """Destroy the key of a vote that has ended, after the commit that ended it. A second time does nothing."""
    row = locked(contests.prepared(name).id)
    if secrets.vault.key(name) is None or row.state in {State.DRAFT, State.ANNOUNCED, State.OPEN}:
        return False
    secrets.vault.destroy(name)
    record(BallotKeyDestroyed(contest_id=row.id), actor_id=None, at=now)
    return True


def _close(row: Contest, *, now: datetime, secrets: Secrets, actor_id: int | None, is_early: bool) -> None:
    seal_ballots(row, now=now, secrets=secrets)
    row.state, row.state_at, row.closed_at, row.touched_at = State.CLOSED, now, row.closes_at, now
    row.opened_at = row.opened_at or row.opens_at
    db.session.flush()
    counted = electing.elect(Method(row.method), contests.rankings(row.id), seats=row.seats, options=len(contests.options(row.id)))
    publish(row, counted, version=PROVISIONAL, now=now, certified_by=None, turnout=_turnout(row, now))
    record(ContestClosed(contest_id=row.id, ballots=counted.ballots, log_size=log.size(row.id), is_early=is_early), actor_id=actor_id, at=now)


def _turnout(row: Contest, now: datetime) -> list[dict[str, int | None]]:
    living, areas = residency.residents(now), [d.id for d in city.all_districts()] if row.district_id is None else [row.district_id]
    return publishing.turnout(contests.turnout(row.id), {d: living.get(d, 0) for d in areas})


def seal_ballots(row: Contest, *, now: datetime, secrets: Secrets) -> None:
    """Complete and sign the log, and write the ballots anew: random handles, random order, nothing left that tells a repeated sending.

    Raises RuntimeError when there are not as many ballots as people on the roll: then nothing is closed, and somebody must look.
    """
    extend_log(row.id, now=now, secrets=secrets, is_last=True)
    voted = db.session.scalar(select(func.count()).select_from(RollEntry).where(RollEntry.contest_id == row.id))
    cast = db.session.scalar(select(func.count()).select_from(Ballot).where(Ballot.contest_id == row.id))
    if voted != cast:
        msg = f"vote {row.slug}: {voted} on the roll and {cast} ballots"
        raise RuntimeError(msg)
    db.session.flush()
    db.session.expire_all()
    for statement in _REWRITE[db.engine.dialect.name]:
        db.session.execute(text(statement), {"contest": row.id} if ":contest" in statement else {})


def publish(row: Contest, counted: electing.Counted, *, version: int, now: datetime, certified_by: int | None, turnout: Sequence[Mapping[str, int | None]], lots: dict[str, Any] | None = None) -> ContestResult:
    """Freeze a count as a canonical text with its hash. `turnout`: by district, as it is published."""
    newest = log.newest(row.id)
    facts = publishing.Facts(row.slug, row.title, row.question, row.district_id, Method(row.method), row.seats, row.ranks, row.publish, row.opened_at, row.closed_at, row.announced_hash, row.eligible, row.origin)
    words = publishing.content(facts, counted, options=contests.options(row.id), turnout=turnout, checkpoint=newest.note if newest else "", lots=lots, is_final=version == FINAL)
    frozen = canonical_json(words)
    made = ContestResult(contest_id=row.id, version=version, content=frozen, hash=sha256_hex(frozen), at=now, certified_by=certified_by)
    db.session.add(made)
    db.session.flush()
    return made
