"""Background work: named jobs on a huey queue, each its own application context; periodic or asked for.

Nothing that must not be lost travels in the queue: it is a row (a delivery, a mail), and a job drains the rows.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, current_app
from huey.api import Huey, MemoryHuey, PostgresHuey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer
from huey.serializer import SignedSerializer
from sqlalchemy import String, Text, event
from sqlalchemy.orm import Mapped, Session, mapped_column

from forum.kernel import clock
from forum.kernel.db import Base, db, transaction

log = logging.getLogger(__name__)
Work = Callable[..., None]


class JobRun(Base):
    """The last run of a periodic job: when, how long, how it ended."""

    __tablename__ = "job_runs"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    started_at: Mapped[datetime]
    milliseconds: Mapped[int]
    error: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class Job:
    """A named piece of work. `every` is in minutes (None: only when asked for)."""

    name: str
    work: Work
    every: int | None = None


class Jobs:
    """The jobs of one application, and its queue."""

    def __init__(self, app: Flask, huey: Huey) -> None:
        self.app = app
        self.huey = huey
        self.known: dict[str, Job] = {}
        self._tasks: dict[str, Any] = {}

    def add(self, name: str, work: Work, *, every: int | None = None) -> None:
        """Make `work` known by `name`; run it every so many minutes when `every` is given."""
        self.known[name] = Job(name, work, every)

        def task(*args: int | str) -> None:
            self.run(name, *args)

        task.__name__ = name.replace(".", "_")
        minute = "*" if every == 1 else f"*/{min(every or 60, 60)}" if (every or 60) < 60 else "0"
        hour = "*" if (every or 0) <= 60 else f"*/{(every or 60) // 60}" if (every or 0) < 1440 else "3"
        self._tasks[name] = (
            self.huey.task()(task) if every is None else self.huey.periodic_task(crontab(minute=minute, hour=hour))(task)
        )

    def ask(self, name: str, *args: int | str) -> None:
        """Queue a run of the job; a queue that cannot be reached is logged, for the rows are still there."""
        try:
            self._tasks[name](*args)
        except Exception:
            log.warning("job %s could not be queued; its periodic run will find the work", name)

    def ask_at(self, name: str, moment: datetime) -> None:
        """Queue a run of the job for a moment, to the second; should it be lost, a periodic job must find the work."""
        try:
            self._tasks[name].schedule(delay=max(0.0, (moment - clock.now()).total_seconds()))
        except Exception:
            log.warning("job %s could not be queued for its moment; a periodic run will find the work", name)

    def run(self, name: str, *args: int | str) -> None:
        """Run the job now, in a context of its own, and note how it went when it is a periodic one."""
        job = self.known[name]
        with self.app.app_context():
            started, begin, error = clock.now(), time.perf_counter(), None
            try:
                job.work(*args)
            except Exception as fault:
                error = f"{type(fault).__name__}: {fault}"[:500]
                log.exception("job %s failed", name)
            if job.every is not None:
                with transaction():
                    milliseconds = int((time.perf_counter() - begin) * 1000)
                    db.session.merge(JobRun(name=name, started_at=started, milliseconds=milliseconds, error=error))


def init_app(app: Flask, *, url: str, secret: str, sqlite_file: str) -> Jobs:
    """Give the application its queue, chosen by the scheme of `url`, messages signed with `secret`."""
    app.extensions["forum.jobs"] = jobs = Jobs(app, _queue(url, secret, sqlite_file))
    return jobs


def of(app: Flask | None = None) -> Jobs:
    """Return the jobs of `app`, or of the running application."""
    found: Jobs = (app or current_app).extensions["forum.jobs"]
    return found


def _queue(url: str, secret: str, sqlite_file: str) -> Huey:
    options: dict[str, Any] = {"name": "forum", "results": False, "serializer": SignedSerializer(secret=secret)}
    scheme = url.split(":", 1)[0]
    if scheme == "memory":
        return MemoryHuey(**options)
    if scheme in {"redis", "rediss"}:
        return RedisHuey(url=url, **options)
    if scheme == "postgresql":
        return PostgresHuey(dsn=url, **options)
    return SqliteHuey(filename=sqlite_file, **options)


@event.listens_for(db.session, "after_commit")
def _wake(session: Session) -> None:
    if session.info.pop("work", False):
        of().ask("kernel.drain")


@event.listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop("work", None)


def work_waits() -> None:
    """Say that this transaction leaves work behind (a delivery, a mail); a worker is woken after its commit."""
    db.session().info["work"] = True


class EmbeddedConsumer(Consumer):  # type: ignore[misc]  # huey is untyped
    """A worker and a scheduler as threads of the web process, for an installation of one process."""

    def _set_signal_handlers(self) -> None:
        """Leave Ctrl-C to the web server; huey would take it for itself."""


def start_embedded(app: Flask) -> Callable[[], None]:
    """Start background work inside this process; return what stops it."""
    consumer = EmbeddedConsumer(of(app).huey, workers=1, periodic=True, initial_delay=0.05, max_delay=0.5)
    consumer.start()
    of(app).ask("kernel.drain")

    def stop() -> None:
        consumer.stop(graceful=False)
        for thread in threading.enumerate():
            if thread.name.startswith(("Worker", "Scheduler")):
                thread.join(timeout=3)

    return stop
