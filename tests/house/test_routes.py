"""What the routes promise: addresses do not vanish, a GET writes nothing, an unsafe request proves itself, every answer has its headers."""

from pathlib import Path

import pytest
from sqlalchemy import text

from forum.kernel.db import Base, db
from forum.kernel.rules import Role
from tests.house.test_access import routes
from tests.support.city import sign_in_as, somebody

LIST = Path(__file__).parent / "routes.txt"
# A protocol that answers by GET: the provider sends the browser back with a code.
WRITES_BY_GET = {"accounts.answer"}
# Sent by POST because it is long, not because it changes anything.
READS_BY_POST = {"voting.review", "proposals.preview"}
KNOWS_NO_SESSION = {"notifications.stop", "voting.cosign"}  # sent by programs: the address in a mail (RFC 8058), the signature of a witness are the proof


def test_no_public_address_vanishes_unnoticed(whole_app):
    there = sorted(f"{','.join(sorted(r.methods - {'HEAD', 'OPTIONS'}))} {r.rule} {r.endpoint}" for r in whole_app.url_map.iter_rules())
    assert there == LIST.read_text(encoding="utf-8").splitlines(), "routes changed: if on purpose, write tests/house/routes.txt anew"


def test_every_unsafe_route_has_one_transaction_and_no_get_has(whole_app):
    for rule in whole_app.url_map.iter_rules():
        writes = getattr(whole_app.view_functions[rule.endpoint], "writes", False)
        unsafe = bool(rule.methods & {"POST", "PUT", "PATCH", "DELETE"})
        assert writes == ((unsafe and rule.endpoint not in READS_BY_POST) or rule.endpoint in WRITES_BY_GET), rule.endpoint
        assert not (unsafe and "GET" in rule.methods), f"{rule.endpoint}: a form is shown by one view and taken by another"


def test_a_get_changes_no_row(app):
    """Every GET, as an administrator and as a stranger: the tables are as before."""
    with app.app_context():
        admin = somebody("Reader", Role.ADMINISTRATOR, Role.OFFICER)
    for browser in (app.test_client(), sign_in_as(app, admin)):
        with app.app_context():
            before = _counts()
        for endpoint, method, path in list(routes(app)):
            if method == "GET" and endpoint not in WRITES_BY_GET:
                assert browser.get(path).status_code < 500, path
        with app.app_context():
            assert _counts() == before


def _counts():
    return {t: db.session.scalar(text(f"SELECT count(*) FROM {t}")) for t in Base.metadata.tables} | {
        "sessions": db.session.execute(text("SELECT id, authenticated_at, expires_at, ended_at FROM sessions ORDER BY id")).all(),
        "people": db.session.execute(text("SELECT * FROM people ORDER BY id")).all(),
    }


def test_every_unsafe_route_refuses_without_a_token_whoever_asks(app):
    """By somebody who may do it all, so that nothing but the missing token can be the reason."""
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context():
        who = somebody("May Do Everything", Role.ADMINISTRATOR, Role.OFFICER, Role.MODERATOR, Role.COUNCIL_MEMBER)
    browser, tried = sign_in_as(app, who), 0
    for endpoint, method, path in list(routes(app)):
        if method != "GET" and endpoint not in KNOWS_NO_SESSION:
            assert browser.open(path, method=method).status_code == 400, endpoint
            tried += 1
    assert tried > 30


HEADERS = {
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip


def test_every_answer_has_its_headers_errors_included(whole_app):
    paths = [(m, p) for _, m, p in list(routes(whole_app))] + [("GET", "/nowhere"), ("PUT", "/"), ("GET", "/ur/nowhere")]
    for method, path in paths:
        headers = whole_app.test_client().open(path, method=method).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        for name, value in HEADERS.items():
            assert headers[name] == value, (path, name)
        assert headers["X-Request-ID"]
        assert headers["Cache-Control"]


@pytest.mark.parametrize("signed_in", [True, False])
def test_what_a_signed_in_person_sees_is_kept_nowhere(app, signed_in):
    with app.app_context():
        who = somebody("Private Person")
    browser = sign_in_as(app, who) if signed_in else app.test_client()
    assert ("no-store" in browser.get("/residency").headers["Cache-Control"]) == signed_in
    assert ("public" in browser.get("/").headers["Cache-Control"]) == (not signed_in)
