"""Runs the demo city in one process: migrates, seeds once, serves pages and background work. `python -m forum`"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.exc import SQLAlchemyError
from waitress import create_server

from forum.app import create_app
from forum.demo import provider, seeding
from forum.demo.people import PERSONAS, everyone
from forum.kernel import clock, jobs, worker
from forum.kernel.db import db, is_current, transaction
from forum.kernel.health import head
from forum.kernel.settings import SettingsError


def main() -> int:
    """Serve until Ctrl-C; return the exit code."""
    port = os.environ.pop("PORT", "5000")
    if not port.isdecimal() or not 1 <= int(port) <= 65535:
        return _say(f"PORT should be a number from 1 to 65535, not {port!r}.")
    issuer, stop_provider = provider.start(everyone())
    os.environ |= {"FORUM_PROFILE": "demo", "FORUM_DEMO_PROVIDER": issuer, "FORUM_BASE_URL": f"http://127.0.0.1:{port}"}
    try:
        app = create_app()
        prepare(app)
        server = create_server(app, host="127.0.0.1", port=int(port), threads=8, ident=None)
    except SettingsError as error:
        return _say(str(error))
    except SQLAlchemyError as error:
        return _say(f"The database cannot be used: {getattr(error, 'orig', error)}")
    except OSError as error:
        return _say(f"Port {port} cannot be used ({error.strerror}); try PORT=5001.")
    stop_jobs = jobs.start_embedded(app)
    _announce(int(port), app.instance_path)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        _stop(server, stop_jobs, stop_provider)
    return 0


def prepare(app: Flask) -> None:
    """Migrate, build the demo city when it is not there, and send what is due."""
    with app.app_context():
        if not _is_migrated():
            upgrade()
        if not seeding.is_seeded():
            with transaction():
                seeding.seed(clock.now(), app.extensions["forum.box"])
        worker.drain()


def _is_migrated() -> bool:
    # Asking is a hundred times cheaper than having Alembic look through every migration.
    try:
        return is_current(head())
    except SQLAlchemyError:
        db.session.rollback()
        return False


def _stop(server: Any, *others: Callable[[], None]) -> None:
    print("\nStopping …", flush=True)  # noqa: T201
    threading.Thread(target=server.close, daemon=True).start()
    for stop in others:
        stop()


def _announce(port: int, instance: str) -> None:
    lines = [
        "", f"  The demo city is open:  http://127.0.0.1:{port}/      Urdu: http://127.0.0.1:{port}/ur/", "",
        "  Sign in as (one click on the sign-in page):",
        *(f"    {p.name:<18} {p.line}" for p in PERSONAS),
        "", f"  Mail is written to {instance}/outbox. Stop with Ctrl-C.", "",
    ]  # fmt: skip
    print("\n".join(lines), flush=True)  # noqa: T201


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(words: str) -> int:
    print(words, file=sys.stderr)  # noqa: T201
    return 2


if __name__ == "__main__":
    sys.exit(main())
