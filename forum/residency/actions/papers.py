"""Papers: sent sealed, opened by one officer, decided, deleted."""

from datetime import datetime

from forum.city import queries as city
from forum.kernel import images, storage
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.kernel.events import record
from forum.kernel.hashing import keyed_hash
from forum.kernel.rules import Actor
from forum.kernel.sealing import Box
from forum.kernel.text import one_line
from forum.kernel.words import N_
from forum.residency import duties, queries
from forum.residency.actions.confirming import OFF, confirm
from forum.residency.events import PaperDecided, PaperOpened, PaperSubmitted
from forum.residency.models import Paper
from forum.residency.rolls import normal
from forum.residency.types import Method


def submit_paper(data: bytes, *, district_id: int, actor: Actor, box: Box, max_bytes: int, now: datetime) -> int:
    """Take in a photo of a paper and keep it sealed. Raises Invalid, TooLarge, Conflict."""
    if Method.DOCUMENT not in queries.methods_on():
        raise Conflict(OFF)
    if actor.person is None:
        raise NotFound
    if district_id not in city.district_ids_by_slug().values():
        raise Invalid(fields={"district": N_("Please choose one of the districts.")})
    if queries.waiting_paper(actor.person) is not None:
        raise Conflict(N_("A paper of yours is waiting already. We will write to you when it was read."))
    photo = images.take_in(data, max_bytes=max_bytes)
    row = Paper(person_id=actor.person, district_id=district_id, submitted_at=now)
    db.session.add(row)
    db.session.flush()  # first: of two papers sent at once, one stops here and leaves no file behind
    row.key = storage.store(box.seal(photo.data), purpose="papers", owner_id=actor.person, now=now)
    record(PaperSubmitted(paper_id=row.id, person_id=actor.person), actor_id=actor.person, at=now)
    return row.id


def withdraw_paper(*, actor: Actor, now: datetime) -> None:
    """Take one's own waiting paper back; the file goes."""
    row = queries.waiting_paper(actor.person)
    if row is None:
        raise NotFound
    _close(row, outcome="withdrawn", reason=None, by=actor.person, now=now)


def open_paper(paper_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a paper for reading; from then on this officer, and nobody else, can see it. Raises NotAllowed, Conflict."""
    row = _waiting(paper_id)
    duties.require(actor, row.district_id)
    if row.person_id == actor.person:
        raise NotAllowed(N_("Nobody reads their own paper. A colleague will."))
    if row.opened_by not in {None, actor.person} and row.opened_at is not None and (now - row.opened_at).total_seconds() < 3600:
        raise Conflict(N_("A colleague is reading this paper right now."))
    row.opened_by, row.opened_at = actor.person, now
    record(PaperOpened(paper_id=row.id), actor_id=actor.person, at=now)


def read_paper(paper_id: int, *, actor: Actor, box: Box) -> bytes:
    """Return the picture to the officer who opened it. Raises NotFound for everybody else."""
    row = _waiting(paper_id)
    if row.opened_by != actor.person or row.key is None:
        raise NotFound
    return box.open(storage.fetch(row.key))


def decide_paper(paper_id: int, *, confirmed: bool, proof_text: str, reason: str, actor: Actor, key: bytes, now: datetime) -> None:
    """Decide, and delete the file.

    `proof_text`: the number on the paper, kept only as a keyed hash, so that one paper confirms one account.
    Raises Invalid without it, or without a reason for a refusal; NotAllowed unless this officer opened the paper.
    """
    row = _waiting(paper_id)
    duties.require(actor, row.district_id)
    if row.opened_by != actor.person:
        raise NotAllowed(N_("Open the paper first; who decides must have read it."))
    if not confirmed:
        if len(one_line(reason)) < 5:
            raise Invalid(fields={"reason": N_("Say why, so that the person knows what to send instead.")})
        _close(row, outcome="refused", reason=one_line(reason)[:300], by=actor.person, now=now)
        return
    if len(normal(proof_text)) < 4:
        raise Invalid(fields={"proof": N_("Type the number printed on the paper. Only a keyed hash of it is kept.")})
    proof = keyed_hash(key, "paper", normal(proof_text))
    tried = confirm(row.person_id, district_id=row.district_id, method=Method.DOCUMENT, proof=proof, by=actor.person, now=now)
    if not tried.confirmed:
        raise Invalid(fields={"proof": N_("This paper has confirmed another account already. Refuse it, or look into both.")})
    _close(row, outcome="confirmed", reason=None, by=actor.person, now=now)


def _waiting(paper_id: int) -> Paper:
    row = queries.paper(paper_id)
    if row is None or row.decided_at is not None:
        raise NotFound
    return row


def _close(row: Paper, *, outcome: str, reason: str | None, by: int | None, now: datetime) -> None:
    if row.key is not None:
        storage.discard(row.key)
    row.key, row.outcome, row.reason, row.decided_by, row.decided_at = None, outcome, reason, by, now
    db.session.flush()
    record(PaperDecided(paper_id=row.id, person_id=row.person_id, outcome=outcome), actor_id=by, at=now)


def forget_unread(now: datetime) -> None:
    """Close papers nobody read for sixty days, and delete their files."""
    for row in queries.forgotten_papers(now):
        _close(row, outcome="refused", reason=N_("Nobody could look at it in time; please send it again."), by=None, now=now)
