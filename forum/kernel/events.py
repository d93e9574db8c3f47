"""The one log of what happened: audit trail, outbox and change feed.

`record(fact)` writes a row in the caller's transaction, and one delivery for each listener of that kind.
After the commit a worker delivers; each delivery is one transaction, so its effect happens once. The log is
sealed in batches into a hash chain, so that writers never queue for the chain.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import jobs
from forum.kernel.db import Base, db
from forum.kernel.facts import Fact
from forum.kernel.hashing import canonical_json, sha256_hex

ATTEMPTS = 8
BATCH = 500


class Event(Base):
    """One fact, as recorded. Rows are added and sealed; a trigger refuses everything else."""

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_subject", "subject", "subject_id", "id"),
        Index("ix_events_unsealed", "id", sqlite_where=db.text("seal_id IS NULL"), postgresql_where=db.text("seal_id IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(80), index=True)
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    actor_id: Mapped[int | None] = mapped_column(index=True)  # no foreign key: the log outlives the account
    at: Mapped[datetime]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    public: Mapped[bool]
    seal_id: Mapped[int | None] = mapped_column(ForeignKey("event_seals.id"))


class Seal(Base):
    """A batch of events closed under a hash that includes the seal before it."""

    __tablename__ = "event_seals"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    count: Mapped[int]
    events_hash: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64), unique=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class Delivery(Base):
    """One event on its way to one listener. The row goes when the listener has done its work."""

    __tablename__ = "event_deliveries"
    __table_args__ = (Index("ix_event_deliveries_due", "due_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    listener: Mapped[str] = mapped_column(String(120))
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]  # None: given up, kept for a person to look at
    error: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class Recorded:
    """An event as a listener receives it."""

    id: int
    kind: str
    subject_id: int
    actor_id: int | None
    at: datetime
    data: dict[str, Any]


Listener = Callable[[Recorded], None]
_listeners: dict[str, dict[str, Listener]] = {}


def listen(fact: type[Fact], listener: Listener) -> None:
    """Have `listener` called once for each recorded `fact`, after its commit. Its module and name identify it."""
    _listeners.setdefault(fact.kind(), {})[f"{listener.__module__}.{listener.__qualname__}"] = listener


def record(fact: Fact, *, actor_id: int | None, at: datetime) -> int:
    """Write down `fact` in the running transaction and return its number in the log."""
    data = fact.data()
    row = Event(kind=fact.kind(), subject=fact.subject.removesuffix("_id"), subject_id=data[fact.subject],
                actor_id=actor_id, at=at, data=data, public=fact.public)  # fmt: skip
    db.session.add(row)
    db.session.flush()
    waiting = [Delivery(event_id=row.id, listener=name, due_at=at) for name in _listeners.get(row.kind, {})]
    if waiting:
        db.session.add_all(waiting)
        jobs.work_waits()
    return row.id


def due_deliveries(now: datetime, limit: int = 100) -> list[int]:
    """Return the deliveries that are due, oldest first."""
    query = select(Delivery.id).where(Delivery.due_at <= now).order_by(Delivery.due_at, Delivery.id).limit(limit)
    return list(db.session.scalars(query))


def deliver(delivery_id: int) -> None:
    """Deliver one event to one listener, inside the caller's transaction. A taken or done one is left alone."""
    found = db.session.execute(
        select(Delivery, Event).join(Event, Event.id == Delivery.event_id)
        .where(Delivery.id == delivery_id, Delivery.due_at.is_not(None)).with_for_update(of=Delivery, skip_locked=True)
    ).one_or_none()  # fmt: skip
    if found is None:
        return
    delivery, event = found
    listener = _listeners.get(event.kind, {}).get(delivery.listener)
    if listener is not None:
        listener(Recorded(event.id, event.kind, event.subject_id, event.actor_id, event.at, event.data))
    db.session.delete(delivery)


def postpone(delivery_id: int, *, error: str, now: datetime) -> None:
    """Try a failed delivery again later, twice as late each time; after eight attempts keep it for a person."""
    delivery = db.session.get(Delivery, delivery_id)
    if delivery is None:
        return
    delivery.attempts += 1
    delivery.error = error[:500]
    wait = timedelta(seconds=15 * 2**delivery.attempts)
    delivery.due_at = now + wait if delivery.attempts < ATTEMPTS else None


def seal(now: datetime) -> int:
    """Close up to 500 unsealed events under the next link of the chain; return how many."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(db.text("SELECT pg_advisory_xact_lock(7340022)"))  # two sealers would fork the chain
    rows = list(db.session.scalars(
        select(Event).where(Event.seal_id.is_(None)).order_by(Event.id).limit(BATCH).with_for_update(key_share=True, skip_locked=True)
    ))  # fmt: skip
    if not rows:
        return 0
    last = db.session.scalars(select(Seal).order_by(Seal.id.desc()).limit(1).with_for_update(key_share=True)).first()
    link = _link(rows, previous=last.hash if last else "0" * 64, at=now)
    db.session.add(link)
    db.session.flush()
    db.session.execute(update(Event).where(Event.id.in_([r.id for r in rows])).values(seal_id=link.id))
    return len(rows)


def _link(rows: list[Event], *, previous: str, at: datetime) -> Seal:
    events_hash = sha256_hex("\n".join(_line(r) for r in rows))
    return Seal(at=at, count=len(rows), events_hash=events_hash, previous_hash=previous,
                hash=sha256_hex(f"{previous}\n{events_hash}\n{len(rows)}"))  # fmt: skip


def _line(row: Event) -> str:
    return canonical_json([row.id, row.kind, row.subject, row.subject_id, row.actor_id, row.at.isoformat(), row.data, row.public])


@dataclass(frozen=True)
class Verification:
    """What checking the chain found. `faults` is empty when every sealed event is as it was recorded."""

    seals: int
    events: int
    unsealed: int
    head: str
    faults: tuple[str, ...]


def verify() -> Verification:
    """Recompute the whole chain from the rows. Cost: reads every event once, a batch at a time."""
    previous, faults, count, seals = "0" * 64, [], 0, 0
    for link in db.session.scalars(select(Seal).order_by(Seal.id)).all():
        rows = list(db.session.scalars(select(Event).where(Event.seal_id == link.id).order_by(Event.id)))
        again = _link(rows, previous=previous, at=link.at)
        if link.previous_hash != previous:
            faults.append(f"Seal {link.id} does not follow the seal before it: a seal is missing or was changed.")
        elif (again.count, again.events_hash) != (link.count, link.events_hash):
            first, last = (rows[0].id, rows[-1].id) if rows else (0, 0)
            faults.append(f"Seal {link.id} does not match its events ({first} to {last}): one was changed, removed or added.")
        elif again.hash != link.hash:
            faults.append(f"Seal {link.id} does not match its own contents: it was changed.")
        previous, count, seals = link.hash, count + len(rows), seals + 1
        db.session.expunge_all()
    unsealed = db.session.scalar(select(func.count()).where(Event.seal_id.is_(None))) or 0
    return Verification(seals, count, unsealed, previous, tuple(faults))
