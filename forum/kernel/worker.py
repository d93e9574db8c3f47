"""Drains what commits leave behind: deliveries to listeners, mail in the outbox, events to seal."""

import logging
import smtplib

from flask import Flask, current_app

from forum.kernel import clock, events, jobs, outbox
from forum.kernel.db import db, transaction
from forum.kernel.mail import Refused, Sender

log = logging.getLogger(__name__)


def init_app(app: Flask, sender: Sender) -> None:
    """Make the kernel's own jobs known."""
    app.extensions["forum.mail"] = sender
    found = jobs.of(app)
    found.add("kernel.drain", drain)
    found.add("kernel.drain_again", drain, every=1)
    found.add("kernel.seal_events", seal_all, every=5)


def drain() -> None:
    """Deliver every due event and send every due mail, each in a transaction of its own."""
    while deliver_batch() or send_batch():
        pass


def deliver_batch() -> int:
    """Deliver up to 100 due events; return how many were tried."""
    found = events.due_deliveries(clock.now())
    db.session.rollback()
    for delivery in found:
        try:
            with transaction():
                events.deliver(delivery)
        except Exception as error:
            log.exception("a delivery failed")
            with transaction():
                events.postpone(delivery, error=f"{type(error).__name__}: {error}", now=clock.now())
    return len(found)


def send_batch() -> int:
    """Send up to 50 due mails; return how many were tried."""
    sender: Sender = current_app.extensions["forum.mail"]
    found = outbox.due(clock.now())
    db.session.rollback()
    for mail in found:
        with transaction():
            claimed = outbox.claim(mail, clock.now())
        if claimed is None:
            continue
        try:
            sender.send(outbox.message_of(claimed))
        except (Refused, ValueError) as error:
            _failed(mail, f"refused for good: {error}")
        except (OSError, smtplib.SMTPException) as error:
            _failed(mail, type(error).__name__)
        else:
            with transaction():
                outbox.mark_sent(mail, clock.now())
    return len(found)


def _failed(mail: int, error: str) -> None:
    log.warning("mail %s could not be sent: %s", mail, error)
    with transaction():
        outbox.mark_failed(mail, error, clock.now())


def seal_all() -> None:
    """Seal every unsealed event, a batch in each transaction."""
    more = True
    while more:
        with transaction():
            more = events.seal(clock.now()) == events.BATCH
