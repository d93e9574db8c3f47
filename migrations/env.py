"""Runs migrations on the application's own connection, each in a transaction that also holds its DDL."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from forum.kernel.db import Base, db, write_intent

context.config.set_main_option("sqlalchemy.url", "")


def _connect() -> Connection:
    try:
        return db.engine.connect()
    except OperationalError as error:
        print(f"The database cannot be used: {str(error.orig).splitlines()[0]}", file=sys.stderr)  # noqa: T201
        sys.exit(2)


@contextmanager
def _tables_may_be_rebuilt(connection: Connection) -> Iterator[None]:
    """On SQLite, let batch mode drop a table that others point to and put it back; what points nowhere afterwards is refused."""
    if connection.dialect.name != "sqlite":
        yield
        return
    # The pragma is deaf inside a transaction, and our connections begin one with their first statement: it goes to the driver itself.
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Migrate. On failure the schema is as it was before: SQLite and PostgreSQL both roll DDL back."""
    if not current_app:
        msg = "run migrations with: flask --app forum db upgrade"
        raise RuntimeError(msg)
    with write_intent(), _connect() as connection, _tables_may_be_rebuilt(connection):
        context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=True,
                          compare_type=True)  # fmt: skip
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(7340021)"))  # two deploys at once take turns
            context.run_migrations()
            if connection.dialect.name == "sqlite" and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                msg = f"after the migration a row of {lost[0]} points to one of {lost[2]} that is not there"
                raise RuntimeError(msg)


run()
