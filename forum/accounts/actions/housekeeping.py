"""Sweeps out what has expired."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from forum.accounts.models import EmailCode, Session, SignInAttempt
from forum.kernel.db import db

KEPT = timedelta(days=30)


def forget_expired(now: datetime) -> None:
    """Delete attempts and codes a day after they expire, and sessions a month after."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.expires_at < now))
    db.session.execute(delete(EmailCode).where(EmailCode.expires_at < now - timedelta(days=1)))
    db.session.execute(delete(Session).where(Session.expires_at < now - KEPT))
