"""Keeps what was checked of a person beside their name. Which room checked it, and how, is not known here."""

from datetime import datetime

from sqlalchemy import delete

from forum.accounts import queries
from forum.accounts.models import Standing
from forum.accounts.types import ClaimKind
from forum.kernel.db import db


def show_standing(claim_id: int, *, person_id: int, kind: ClaimKind, title: str, body: str, field_id: int, checked_at: datetime, valid_until: datetime) -> None:
    """Show a standing beside the person's present name until a day; an earlier one of the same claim is replaced."""
    take_down(claim_id)
    name = queries.person(person_id).name
    db.session.add(Standing(claim_id=claim_id, person_id=person_id, name=name, kind=kind, title=title, body=body, field_id=field_id, checked_at=checked_at, valid_until=valid_until))
    db.session.flush()


def take_down(claim_id: int) -> None:
    """Show a standing no more, from this transaction on."""
    db.session.execute(delete(Standing).where(Standing.claim_id == claim_id))
