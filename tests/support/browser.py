"""A test client whose every request is as alone as a real one."""

import contextvars
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient

from forum.kernel.db import db


class LonelyClient(FlaskClient):
    """Runs each request in a context of its own, also while a test looks into the database from another.

    Flask would lend the test's application context, and with it `g`, to the request.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        if has_app_context():
            db.session.rollback()  # the test's own look at the database must not be an old one afterwards
        return contextvars.Context().run(super().open, *args, **kwargs)
