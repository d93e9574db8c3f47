"""Background work of the room."""

import logging
from email.utils import parseaddr

from flask import current_app

from forum.kernel import clock
from forum.kernel.db import db, transaction
from forum.kernel.i18n import in_language, say
from forum.kernel.settings import Settings
from forum.kernel.words import N_, sentence
from forum.notifications import queries
from forum.notifications.actions import mail_due, note_pushed, take_pushes
from forum.notifications.keys import off_key, push_key
from forum.notifications.pushing import push
from forum.notifications.targets import Pushed
from forum.notifications.types import Pushes

log = logging.getLogger(__name__)
ONE_BY_ONE = 3


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


def tell_devices() -> None:
    """Send due notices to the devices of those who turned it on. No transaction is open while a push service is asked."""
    settings: Settings = current_app.extensions["forum.settings"]
    waiting = queries.push_waits_for(clock.now())
    db.session.rollback()
    for person_id in waiting:
        with transaction():
            taken = take_pushes(person_id, now=clock.now())
        messages = _messages(taken, settings)
        for device_id, target in taken.devices:
            sent = [push(target, message, seed=push_key(), contact=f"mailto:{parseaddr(settings.mail_from)[1]}") for message in messages]
            with transaction():
                note_pushed(device_id, is_gone=Pushed.GONE in sent, is_taken=Pushed.TAKEN in sent, now=clock.now())


def _messages(taken: Pushes, settings: Settings) -> list[dict[str, str]]:
    shown = taken.shown
    with in_language(taken.locale):
        language = taken.locale if taken.locale in settings.locales else settings.locales[0]
        prefix = "" if language == settings.locales[0] else f"/{language}"
        if len(shown) > ONE_BY_ONE:
            shown = ((sentence(N_("%(count)s notices from your city’s forum"), count=len(shown)), "/notices"),)
        return [{"words": say(words), "path": f"{prefix}{path}", "language": language} for words, path in shown]
