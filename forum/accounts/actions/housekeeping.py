"""Sweeps out what has expired."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from forum.accounts.models import BarredIdentity, EmailCode, Session, SignInAttempt
from forum.kernel import outbox
from forum.kernel.db import db

KEPT = timedelta(days=30)


def forget_expired(now: datetime) -> None:
    """Delete attempts and codes a day after they expire, and sessions a month after, and mail after two weeks."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.expires_at < now))
    db.session.execute(delete(EmailCode).where(EmailCode.expires_at < now - timedelta(days=1)))
    db.session.execute(delete(BarredIdentity).where(BarredIdentity.until < now))
    outbox.forget_sent(now - timedelta(days=14))
    db.session.execute(delete(Session).where(Session.expires_at < now - KEPT))
