"""Who may do what: every route stands in the table, and the table is what happens, for every role and every route."""

import re
from pathlib import Path

import pytest

from forum.kernel import access
from forum.kernel.rules import Role
from tests.support.city import sign_in_as, somebody

DOCS = Path(__file__).parent.parent.parent / "docs"
PERSONAS = {"stranger": None, "citizen": (), **{r.value: (r,) for r in Role if r is not Role.CITIZEN}}
SAMPLE = {"slug": "about", "locale": "en", "public_id": "0000000000", "handle": "nobody-here", "name": "demo", "method": "letter",
          "state": "on", "outcome": "refusal", "domain": "example.org", "int": 1, "what": "shows", "act": "sending"}


def routes(app):
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            values = {a: SAMPLE.get(a, 1) for a in rule.arguments}
            with app.test_request_context():
                from flask import url_for
                yield rule.endpoint, method, url_for(rule.endpoint, **values)


def test_every_route_has_a_row_and_every_row_a_route(whole_app):
    table = access.permission_table(whole_app)
    used = {access.permission_of(whole_app, e) for e in whole_app.view_functions}
    assert None not in used
    unused = set(table) - used - {"accounts.link_identity", "accounts.confirm_email"}  # asked for by purpose, inside the sign-in
    assert not unused


def test_a_route_without_a_row_stops_the_application(settings, tmp_path, monkeypatch):
    from forum import app as house
    from forum.search import feature

    def forgetful(app):
        register(app)
        app.add_url_rule("/forgotten", "search.forgotten", lambda: "open door")

    register = feature.register
    monkeypatch.setattr(feature, "register", forgetful)
    with pytest.raises(RuntimeError, match=r"search\.forgotten has no row"):
        house.create_app({**settings, "DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}"})


def test_the_whole_table_is_written_down(whole_app):
    written = (DOCS / "permissions.md").read_text(encoding="utf-8")
    rows = [f"| `{name}` | {rule.name} |" for name, rule in sorted(access.permission_table(whole_app).items())]
    missing = [row for row in rows if row not in written]
    assert not missing, "docs/permissions.md lacks:\n" + "\n".join(missing)
    assert len(re.findall(r"^\| `", written, flags=re.MULTILINE)) == len(rows), "docs/permissions.md lists something that is gone"


class TestMatrix:
    """Each role asks for each route. What the table refuses is refused, and what it allows is not refused for want of right."""

    @pytest.mark.parametrize("persona", PERSONAS)
    @pytest.mark.parametrize("fresh", [True, False])
    def test_every_route_answers_as_the_table_says(self, app, persona, fresh):
        held = PERSONAS[persona]
        with app.app_context():
            who = None if held is None else somebody(f"Somebody {persona}", *held)
        cells = 0
        for endpoint, method, path in list(routes(app)):
            if endpoint in {"accounts.sign_out", "accounts.close"}:
                continue  # they would end the session under test; they have tests of their own
            browser = app.test_client() if who is None else sign_in_as(app, who, fresh=fresh)
            refused = self._refusal(app, browser, endpoint)
            answer = browser.open(path, method=method, headers={"Accept": "application/json"})
            cells += 1
            if refused:
                assert answer.status_code in {401, 403}, (persona, endpoint, method, answer.status_code)
                assert b"<main" not in answer.data
            else:
                assert answer.status_code not in {401, 403} or endpoint in OWN_RULES, (persona, endpoint, method, answer.status_code)
        assert cells > 60

    def _refusal(self, app, browser, endpoint):
        with app.test_request_context():
            token = None
            with browser.session_transaction() as cookie:
                token = cookie.get("_user_id")
            from forum.accounts import queries
            from forum.kernel import clock
            from forum.kernel.rules import STRANGER
            actor = queries.actor_for_token(token, clock.now()) if token else STRANGER
            return access.refusal_for(access.permission_of(app, endpoint), actor)


# Routes that refuse further by what the thing is, not by who asks; each has tests of its own.
OWN_RULES = {"residency.open_paper", "residency.decide", "accounts.grant_role", "accounts.suspend"}


def test_an_auditor_changes_nothing(app):
    """Reads what staff reads; every unsafe staff route refuses."""
    with app.app_context():
        auditor = somebody("Auditor Only", Role.AUDITOR)
    browser = sign_in_as(app, auditor)
    tried = 0
    for endpoint, method, path in list(routes(app)):
        if path.startswith("/staff") and method != "GET":
            assert browser.open(path, method=method).status_code == 403, endpoint
            tried += 1
    assert tried > 10
    assert browser.get("/staff").status_code == 200
    assert browser.get("/staff/audit").status_code == 200
