"""One application for all guards: they look at what is declared, not at what is stored."""

import pytest

from forum.app import create_app


@pytest.fixture(scope="session")
def whole_app(settings, sqlite_template, tmp_path_factory):
    app = create_app({**settings, "DATABASE_URL": f"sqlite:///{sqlite_template}", "FORUM_DEMO_PROVIDER": "http://127.0.0.1:9",
                      "FORUM_INSTANCE": str(tmp_path_factory.mktemp("house"))})
    app.config["WTF_CSRF_ENABLED"] = True
    return app
