"""The database: one base class, honest times, and transactions that take the write lock at their start."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, DateTime, Dialect, Integer, MetaData, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

from forum.kernel.turns import Turns

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

_writing: ContextVar[bool] = ContextVar("writing", default=False)


class UTCDateTime(TypeDecorator[datetime]):
    """A moment, aware and in UTC, on every database. Refuses naive times."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a time without a zone cannot be stored"
            raise ValueError(msg)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Id = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """The base of every table."""

    registry = registry(metadata=MetaData(naming_convention=NAMING), type_annotation_map={datetime: UTCDateTime, int: Id})


db = SQLAlchemy(model_class=Base)


def init_app(app: Flask, url: str) -> None:
    """Connect the application to `url`; nothing is opened until the first statement."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    options: dict[str, Any] = {"hide_parameters": True}  # they are people's words, and a log outlives what its authors take back
    if url.startswith("postgresql"):
        options |= {"pool_size": 8, "max_overflow": 4, "pool_timeout": 5, "connect_args": {"connect_timeout": 5}}
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
        where = db.engine.url.database if db.engine.dialect.name == "sqlite" else None
        app.extensions["forum.turns"] = Turns(f"{where}-turns") if where and where != ":memory:" else None


def prepare(engine: Engine) -> None:
    """Give an SQLite engine sane pragmas and real transactions, and let PostgreSQL read without one."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "checkout", _choose_autocommit)


def _set_pragmas(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None  # the driver must not open or commit transactions by itself
    for pragma in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later fails with "database is locked" whatever the
    # busy timeout says; one that will write takes the lock at its start and waits its turn.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


def _choose_autocommit(connection: Any, record: object, proxy: object) -> None:
    # Each statement of a read sees what is committed anyhow (READ COMMITTED); a transaction around it would only cost two more
    # journeys to the server. Whoever writes said so before (`transaction`).
    connection.autocommit = not _writing.get()


@contextmanager
def write_intent() -> Iterator[None]:
    """Begin transactions opened inside as writers: SQLite takes the lock at once, PostgreSQL opens a transaction at all."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


@contextmanager
def transaction() -> Iterator[None]:
    """Commit once at the end, or nothing at all: the frame of a job, a command, or a view that writes."""
    if db.session().in_transaction():
        db.session.rollback()  # what was read before belongs to a transaction that did not mean to write
    with _turn(), write_intent():
        try:
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise


def _turn() -> AbstractContextManager[None]:
    # One writer at a time is SQLite's rule; its own waiting polls ever more seldom, and some wait a hundred times as long as others.
    turns: Turns | None = current_app.extensions["forum.turns"]
    return turns.mine() if turns is not None and not _writing.get() else nullcontext()


def is_current(revision: str) -> bool:
    """Tell whether the database stands at migration `revision`. Cost: one query."""
    found = db.session.execute(db.text("SELECT version_num FROM alembic_version")).scalar()
    return bool(found == revision)
