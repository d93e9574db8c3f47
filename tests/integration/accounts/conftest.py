"""An application that knows one provider, and the walk through it."""

import pytest

from forum.app import create_app
from forum.kernel.db import db
from tests.support.provider import CLIENT, FakeProvider, serving


@pytest.fixture
def provider():
    with serving(FakeProvider()) as found:
        yield found


@pytest.fixture
def oidc_app(settings, database_url, tmp_path, provider):
    app = create_app({**settings, "DATABASE_URL": database_url, "FORUM_INSTANCE": str(tmp_path / "instance"),
                      "FORUM_SIGN_IN_TOWN_CLIENT_ID": CLIENT, "FORUM_SIGN_IN_TOWN_CLIENT_SECRET": "s", "FORUM_SIGN_IN_TOWN_ISSUER": provider.issuer})
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def browser(oidc_app):
    return oidc_app.test_client()
