"""Fixtures: an application with a migrated database of its own, on SQLite and on PostgreSQL."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import create_engine, text

from forum.app import create_app
from forum.kernel.db import db
from tests.support import city, servers
from tests.support.browser import LonelyClient

ROOT = Path(__file__).parent.parent
Flask.test_client_class = LonelyClient
LANES = {
    "postgresql": servers.find_postgresql() is not None,
    "redis": shutil.which("redis-server") is not None,
    "browser": bool(os.environ.get("FORUM_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")),
    "node": shutil.which("node") is not None and (ROOT / "node_modules" / "oidc-provider").exists(),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "postgresql" in getattr(getattr(item, "callspec", None), "params", {}).values():
            item.add_marker(pytest.mark.postgresql)
        for lane, there in LANES.items():
            if item.get_closest_marker(lane) and not there:
                item.add_marker(pytest.mark.skip(reason=f"no {lane} on this machine"))


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return {"FORUM_PROFILE": "test", "FORUM_INSTANCE": str(tmp_path_factory.mktemp("instance")), "SECRET_KEY": "k" * 40,
            "FORUM_METRICS_TOKEN": "m" * 32}


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    with servers.postgresql() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "forum.db"
    app = create_app({**settings, "DATABASE_URL": f"sqlite:///{file}"})
    with app.app_context():
        upgrade()
        city.a_city()
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.remove()
        db.engine.dispose()
    return file


@pytest.fixture(scope="session")
def postgresql_template(settings: dict[str, str], postgresql_server: str) -> str:
    _create(postgresql_server, "forum_template")
    app = create_app({**settings, "DATABASE_URL": postgresql_server.rsplit("/", 1)[0] + "/forum_template"})
    with app.app_context():
        upgrade()
        city.a_city()
        db.session.remove()
        db.engine.dispose()
    return "forum_template"


def _create(server: str, name: str, template: str = "template0") -> str:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    engine.dispose()
    return server.rsplit("/", 1)[0] + "/" + name


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database with a small city in it, for one test."""
    if request.param == "sqlite":
        file = tmp_path / "forum.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        return f"sqlite:///{file}"
    if not LANES["postgresql"]:
        pytest.skip("no postgresql on this machine")
    template = request.getfixturevalue("postgresql_template")
    return _create(request.getfixturevalue("postgresql_server"), f"forum_test_{os.getpid()}", template)


@pytest.fixture
def app(settings: dict[str, str], database_url: str, tmp_path: Path) -> Iterator[Flask]:
    made = create_app({**settings, "DATABASE_URL": database_url, "FORUM_INSTANCE": str(tmp_path / "instance")})
    made.config["WTF_CSRF_ENABLED"] = False
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def run_flask(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Run a command of the forum in a process of its own, in an instance folder that nobody else uses."""
    folder = str(tmp_path_factory.mktemp("commands"))

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("FORUM_") and k not in {"DATABASE_URL", "SECRET_KEY"}}
        return subprocess.run([sys.executable, "-m", "flask", "--app", "forum", *arguments], capture_output=True, text=True, cwd=ROOT,
                              env={**clean, "FORUM_INSTANCE": folder, **environment}, check=False, timeout=120)

    return run


@pytest.fixture
def count_queries(app: Flask) -> object:
    """Count the statements sent to the database inside a `with`."""
    from contextlib import contextmanager

    from sqlalchemy import event

    @contextmanager
    def counting() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
            if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
                seen.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting
