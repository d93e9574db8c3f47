"""What ends by itself: standings on their day, documents thirty days after the decision, everything when its person leaves."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from forum.accounts.actions.standing import take_down
from forum.kernel import storage
from forum.kernel.db import db
from forum.kernel.events import record
from forum.professionals.events import StandingEnded
from forum.professionals.models import (
    AttestationAsk,
    Claim,
    ClaimDecision,
    Connection,
    Credential,
    DocumentReading,
    Evidence,
    Profile,
    Vouch,
    WorkMail,
)
from forum.professionals.queries import claims
from forum.professionals.types import State

KEPT = timedelta(days=30)


def end_what_ran_out(now: datetime) -> None:
    """Mark claims whose standing has run out. Pages stopped showing it on the hour, whether this runs or not."""
    for row in claims.run_out(now):
        row.state = State.EXPIRED
        take_down(row.id)
        record(StandingEnded(claim_id=row.id, person_id=row.person_id, why="expired"), actor_id=None, at=now)
    db.session.flush()


def delete_documents(now: datetime) -> int:
    """Delete the documents of claims decided thirty days ago and more; return how many."""
    found = claims.documents_to_delete(now - KEPT)
    for row in found:
        if row.key is not None:
            storage.discard(row.key)
        row.key = None
    db.session.flush()
    return len(found)


def leave(person_id: int, now: datetime) -> None:
    """Delete everything the room knows of somebody who closes the account, files included."""
    ids = list(db.session.scalars(select(Claim.id).where(Claim.person_id == person_id)))
    for claim_id in ids:
        take_down(claim_id)
        for key in claims.file_keys(claim_id):
            storage.discard(key)
    readings = select(Evidence.id).where(Evidence.claim_id.in_(ids))
    db.session.execute(delete(DocumentReading).where(DocumentReading.evidence_id.in_(readings)))
    photo = db.session.scalar(select(Profile.photo_key).where(Profile.person_id == person_id))
    if photo is not None:
        storage.discard(photo)
    db.session.execute(delete(Connection).where((Connection.low_id == person_id) | (Connection.high_id == person_id)))
    for table in (Evidence, ClaimDecision, WorkMail, Vouch, AttestationAsk, Credential):
        db.session.execute(delete(table).where(table.claim_id.in_(ids)))
    db.session.flush()
