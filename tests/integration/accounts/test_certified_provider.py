"""The same sign-in against the certified OpenID provider of the npm registry, which insists on PKCE and sends `iss`."""

import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from forum.accounts.models import Identity, Person
from forum.app import create_app
from forum.kernel.db import db
from tests.support.servers import free_port

pytestmark = pytest.mark.node
ROOT = Path(__file__).parent.parent.parent.parent
REDIRECT = "http://127.0.0.1:5000/sign-in/with/certified/answer"


@pytest.fixture(scope="module")
def issuer():
    port = free_port()
    process = subprocess.Popen(["node", str(ROOT / "tests" / "support" / "oidc_provider.mjs"), str(port), REDIRECT], cwd=ROOT,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    while (line := process.stdout.readline()) != "ready\n":
        assert line, "the provider did not start"
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=5)
    process.stdout.close()


@pytest.fixture
def app(settings, database_url, tmp_path, issuer):
    made = create_app({**settings, "DATABASE_URL": database_url, "FORUM_INSTANCE": str(tmp_path / "i"), "FORUM_SIGN_IN_CERTIFIED_CLIENT_ID": "the-forum",
                       "FORUM_SIGN_IN_CERTIFIED_CLIENT_SECRET": "not-a-secret-at-all-0123456789", "FORUM_SIGN_IN_CERTIFIED_ISSUER": issuer})
    made.config["WTF_CSRF_ENABLED"] = False
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def walk(browser, purpose="sign_in", hint="alice", change=lambda path: path):
    """Follow the browser through the provider's redirects and back to us."""
    started = browser.post("/sign-in/with/certified", data={"purpose": purpose, "hint": hint})
    outside, where = requests.Session(), started.headers["Location"]
    for _ in range(8):
        answer = outside.get(where, allow_redirects=False)
        where = answer.headers["location"] if answer.headers["location"].startswith("http") else f"{urlsplit(where).scheme}://{urlsplit(where).netloc}{answer.headers['location']}"
        if where.startswith(REDIRECT):
            parts = urlsplit(change(where))
            outside.close()
            return browser.get(f"{parts.path}?{parts.query}")
    raise AssertionError(where)


def test_the_whole_flow_makes_one_account_with_a_confirmed_address(app):
    browser = app.test_client()
    assert walk(browser).headers["Location"].startswith("/welcome")
    assert walk(app.test_client()).headers["Location"] == "/"
    with app.app_context():
        assert db.session.query(Identity).one().subject == "alice"
        assert db.session.query(Person).one().email == "alice@example.org"


def test_it_announces_and_sends_its_issuer_and_another_one_is_refused(app):
    browser = app.test_client()
    seen = []
    answer = walk(browser, change=lambda url: seen.append(url) or url.replace("iss=http%3A%2F%2F127.0.0.1", "iss=http%3A%2F%2Fevil.example"))
    assert "iss=" in seen[0]
    assert answer.headers["Location"].startswith("/sign-in/failed")


def test_confirming_asks_for_a_new_login_and_the_time_of_it_is_checked(app):
    browser = app.test_client()
    walk(browser)
    assert walk(browser, purpose="confirm").headers["Location"] == "/account"


def test_somebody_who_denies_is_told_so_kindly(app):
    browser = app.test_client()
    assert walk(browser, hint="denies").headers["Location"] == "/sign-in/failed?why=denied"
    assert browser.get("/account").status_code == 303
