"""Writes notices, mails them when somebody wants them, and remembers what and whom a person wants to hear of."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from forum.accounts import queries as accounts
from forum.kernel import letters
from forum.kernel.db import db
from forum.kernel.errors import Invalid, NotFound
from forum.kernel.hashing import sha256_hex
from forum.kernel.rules import Actor
from forum.kernel.words import N_, Sentence, sentence
from forum.notifications import queries
from forum.notifications.models import Block, Device, Follow, Notice, NoticeWishes
from forum.notifications.rhythm import Rhythm, due_at
from forum.notifications.targets import Target, is_allowed, is_key
from forum.notifications.types import FollowLevel, Pushes, Why
from forum.notifications.wording import kept

MOST_IN_A_LETTER = 7
MOST_DEVICES, MOST_FAILURES = 10, 10


def notify(*, person_id: int, event_id: int, sentence: Sentence | str, path: str, now: datetime) -> None:
    """Put a notice of what is a person's own into their inbox. A second one for the same event is dropped."""
    notify_all([person_id], event_id=event_id, sentence=sentence, path=path, now=now)


def notify_all(
    person_ids: Iterable[int], *, event_id: int, sentence: Sentence | str, path: str, now: datetime, why: Why = Why.OWN, about: tuple[str, int] | None = None, by: int | None = None
) -> set[int]:
    """Put the same notice into many inboxes, and return whose.

    Who has one for this event gets no second. `about` is the thing it concerns: each person's level for it says whether `why` comes
    through. `by` is who did it: whoever blocked them is not told, unless it is their own affair. Cost: six statements at most.
    """
    wanted = set(person_ids) - set(db.session.scalars(select(Notice.person_id).where(Notice.event_id == event_id)))
    if why is not Why.OWN and wanted:
        wanted -= queries.deaf(wanted, why, about, by)
    if not wanted:
        return set()
    words = sentence if isinstance(sentence, Sentence) else Sentence(sentence)
    values = kept(words.values)
    wishes = queries.wishes_of(wanted)
    zone = letters.zone()
    reached = queries.with_devices(wanted)
    rows = [
        {"person_id": p, "push_due_at": due_at(Rhythm.AT_ONCE, wishes[p].quiet, now, zone) if p in reached else None, "event_id": event_id, "words": words.text, "values": values, "path": path, "at": now, "mail_due_at": due_at(Rhythm(wishes[p].rhythm), wishes[p].quiet, now, zone)}
        for p in sorted(wanted)
    ]  # fmt: skip
    db.session.execute(insert(Notice), rows)
    return wanted


def mail_due(person_id: int, *, key: bytes, now: datetime) -> bool:
    """Mail a person what waits for them: one notice as a mail of its own, more as one letter. Return whether there was any.

    What was read meanwhile is not mailed. Run ten times it mails once: what was mailed no longer waits, in the same transaction.
    """
    quiet = queries.wishes_of({person_id})[person_id].quiet
    awake = due_at(Rhythm.AT_ONCE, quiet, now, letters.zone())
    if awake is not None and awake > now:  # what was due before the quiet hours and is late waits until they end
        db.session.execute(update(Notice).where(Notice.person_id == person_id, Notice.mail_due_at <= now).values(mail_due_at=awake))
        return False
    query = select(Notice).where(Notice.person_id == person_id, Notice.mail_due_at <= now).order_by(Notice.id).with_for_update(key_share=True, skip_locked=True)
    rows = list(db.session.scalars(query.execution_options(populate_existing=True)))
    unread = [n for n in rows if n.read_at is None]
    person = accounts.person(person_id)
    for row in rows:
        row.mail_due_at = None
    if unread and person.email and person.email_confirmed_at and person.closed_at is None:
        shown = [(queries.sentence_of(n), n.path) for n in unread[-MOST_IN_A_LETTER:]]
        letters.send(_letter(shown, len(unread), letters.off_path(person.public_id, key)), to=person.email, locale=person.locale, once=f"notice {unread[-1].id}", now=now, person_id=person_id)
    db.session.flush()
    return bool(rows)


def _letter(shown: list[tuple[Sentence, str]], count: int, off: str) -> letters.Draft:
    if count == 1:
        words, path = shown[0]
        return letters.Draft(subject=words, lines=(words,), link=(N_("Read it"), path), off=off)
    more = (sentence(N_("And %(count)s more, in your inbox."), count=count - len(shown)),) if count > len(shown) else ()
    subject = sentence(N_("%(count)s notices from your city’s forum"), count=count)
    return letters.Draft(subject=subject, lines=(N_("What concerns you:"), *more), items=tuple(reversed(shown)), link=(N_("All notices"), "/notices"), off=off)


def take_pushes(person_id: int, *, now: datetime) -> Pushes:
    """Take what waits to be sent to a person's devices: sentences and paths, the oldest first.

    What is taken waits no more, whatever becomes of the sending: a push only points to the inbox, and two of the same are worse than none.
    """
    query = select(Notice).where(Notice.person_id == person_id, Notice.push_due_at <= now).order_by(Notice.id).with_for_update(key_share=True, skip_locked=True)
    rows = list(db.session.scalars(query.execution_options(populate_existing=True)))
    for row in rows:
        row.push_due_at = None
    db.session.flush()
    shown = [(queries.sentence_of(n), n.path) for n in rows if n.read_at is None]
    devices = tuple((d.id, Target(d.endpoint, d.p256dh, d.auth)) for d in queries.devices_of(person_id)) if shown else ()
    return Pushes(devices, tuple(shown), accounts.person(person_id).locale)


def note_pushed(device_id: int, *, is_gone: bool, is_taken: bool, now: datetime) -> None:
    """Remember what became of sending to a device: one that is gone, or failed ten times in a row, is forgotten."""
    row = db.session.get(Device, device_id)
    if row is None:
        return
    row.failures = 0 if is_taken else row.failures + 1
    row.told_at = now if is_taken else row.told_at
    if is_gone or row.failures >= MOST_FAILURES:
        db.session.delete(row)
    db.session.flush()


def add_device(*, endpoint: str, p256dh: str, auth: str, name: str, hosts: tuple[str, ...], actor: Actor, now: datetime) -> None:
    """Be told in a browser from now on. Raises Invalid for an address that is no known push service's, or keys that are none."""
    if len(endpoint) > 1000 or not is_allowed(endpoint, hosts) or not is_key(p256dh, 65) or not is_key(auth, 16):
        raise Invalid(N_("This browser’s push service is not one we know, so nothing was turned on."))
    mark = sha256_hex(endpoint)
    db.session.execute(delete(Device).where(Device.mark == mark))
    old = queries.devices_of(actor.person or 0)[MOST_DEVICES - 1 :]
    for device in old:
        db.session.delete(device)
    db.session.flush()
    db.session.add(Device(person_id=actor.person, mark=mark, name=name[:60], endpoint=endpoint, p256dh=p256dh, auth=auth, at=now))
    db.session.flush()


def drop_device(device_id: int, *, actor: Actor) -> None:
    """Be told in a browser no more; another's is left alone."""
    db.session.execute(delete(Device).where(Device.id == device_id, Device.person_id == actor.person))


def choose_wishes(*, rhythm: str, quiet: tuple[int, int] | None, actor: Actor, now: datetime) -> None:
    """Remember how somebody wants to be told; what waits for the mail goes by the new choice. Raises Invalid."""
    if rhythm not in set(Rhythm):
        raise Invalid(fields={"rhythm": N_("Please choose how often.")})
    if quiet is not None and not all(0 <= hour < 24 for hour in quiet):
        raise Invalid(fields={"quiet_from": N_("Choose hours from 0 to 23.")})
    _set_wishes(actor.person or 0, Rhythm(rhythm), quiet, now)


def stop_mail(person_id: int, now: datetime) -> None:
    """Stop all mail of notices for a person; the inbox and mail on the account's safety go on."""
    _set_wishes(person_id, Rhythm.NEVER, queries.wishes_of({person_id})[person_id].quiet, now)


def _set_wishes(person_id: int, rhythm: Rhythm, quiet: tuple[int, int] | None, now: datetime) -> None:
    first, last = quiet or (None, None)
    db.session.merge(NoticeWishes(person_id=person_id, rhythm=rhythm, quiet_from=first, quiet_to=last, changed_at=now))
    due = due_at(rhythm, quiet, now, letters.zone())
    db.session.execute(update(Notice).where(Notice.person_id == person_id, Notice.mail_due_at.is_not(None)).values(mail_due_at=due))
    awake = due_at(Rhythm.AT_ONCE, quiet, now, letters.zone())
    db.session.execute(update(Notice).where(Notice.person_id == person_id, Notice.push_due_at.is_not(None)).values(push_due_at=awake))
    db.session.flush()


def block(handle: str, *, blocked: bool, actor: Actor, now: datetime) -> None:
    """Want no notices of what somebody does, or want them again. Raises NotFound, Invalid for oneself."""
    found = accounts.ids_by_handles([handle])
    if not found:
        raise NotFound
    other = found.pop()
    if other == actor.person:
        raise Invalid(N_("This is you."))
    db.session.execute(delete(Block).where(Block.person_id == actor.person, Block.blocked_id == other))
    if blocked:
        db.session.add(Block(person_id=actor.person, blocked_id=other, at=now))
    db.session.flush()


def follow(subject: str, subject_id: int, *, level: FollowLevel, actor: Actor, now: datetime, only_if_new: bool = False) -> None:
    """Remember how much the person wants to hear of a thing; `only_if_new` leaves an earlier choice as it is."""
    row = db.session.get(Follow, (actor.person, subject, subject_id))
    if row is None:
        db.session.add(Follow(person_id=actor.person, subject=subject, subject_id=subject_id, level=level, at=now))
    elif not only_if_new:
        row.level, row.at = level, now
    db.session.flush()


def mark_all_read(*, actor: Actor, now: datetime) -> None:
    """Note that the person has seen everything in the inbox."""
    db.session.execute(update(Notice).where(Notice.person_id == actor.person, Notice.read_at.is_(None)).values(read_at=now))
