"""Whether the process lives, and whether it can serve: database reachable and at the current migration."""

from pathlib import Path

from flask import Flask, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from forum.kernel.access import requires
from forum.kernel.db import db, is_current

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"


def head() -> str:
    """Return the migration the code expects, as written in migrations/CURRENT_HEAD."""
    return (MIGRATIONS / "CURRENT_HEAD").read_text().strip()


def init_app(app: Flask) -> None:
    """Add /healthz and /readyz."""

    @app.get("/healthz", endpoint="kernel.healthz")
    @requires("kernel.machine")
    def healthz() -> Response:
        return Response("alive\n", content_type="text/plain")

    @app.get("/readyz", endpoint="kernel.readyz")
    @requires("kernel.machine")
    def readyz() -> tuple[Response, int]:
        checks = {"database": False, "migrations": False}
        try:
            checks["migrations"] = is_current(head())
            checks["database"] = True
        except SQLAlchemyError:
            db.session.rollback()
        return jsonify(checks), 200 if all(checks.values()) else 503
