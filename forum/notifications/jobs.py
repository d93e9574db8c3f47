"""Background work of the room."""

import logging

from forum.kernel import clock
from forum.kernel.db import db, transaction
from forum.notifications import queries
from forum.notifications.actions import mail_due
from forum.notifications.keys import off_key

log = logging.getLogger(__name__)


def mail() -> None:
    """Put due notices into the outbox, each person in a transaction of their own: one that fails keeps nobody else waiting."""
    waiting = queries.mail_waits_for(clock.now())
    db.session.rollback()
    for person_id in waiting:
        try:
            with transaction():
                mail_due(person_id, key=off_key(), now=clock.now())
        except Exception:
            log.exception("the notices of person %s could not be put into the mail", person_id)
