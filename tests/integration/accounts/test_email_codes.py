"""The way in without a social account: a code that works once, here, for a quarter of an hour."""

import re
from datetime import timedelta

import pytest
import time_machine

from forum.accounts.models import EmailCode, Identity, Person
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.outbox import Mail
from tests.support.city import sign_in_as, somebody


def ask(browser, address="new@example.org", **form):
    return browser.post("/sign-in/email", data={"address": address, "purpose": "sign_in", **form})


def code_in_the_mail(app):
    with app.app_context():
        mail = db.session.query(Mail).order_by(Mail.id.desc()).first()
        return re.search(r"\b(\d{6})\b", mail.text)[1]


def answer(browser, code, **form):
    return browser.post("/sign-in/email/code", data={"code": code, **form})


def test_the_code_of_the_mail_lets_in_and_confirms_the_address(app, client):
    assert ask(client).headers["Location"].startswith("/sign-in/email/code")
    assert answer(client, code_in_the_mail(app)).headers["Location"].startswith("/welcome")
    with app.app_context():
        person = db.session.query(Person).one()
        assert person.email == "new@example.org"
        assert person.email_confirmed_at is not None
        assert db.session.query(EmailCode).one().code_hash != code_in_the_mail(app)


def test_digits_of_any_script_and_spaces_are_digits(app, client):
    ask(client)
    code = code_in_the_mail(app)
    assert answer(client, " " + code[:3] + " " + "".join("۰۱۲۳۴۵۶۷۸۹"[int(d)] for d in code[3:])).status_code == 303


def test_a_wrong_code_says_how_many_tries_are_left_and_five_end_it(app, client):
    ask(client)
    code = code_in_the_mail(app)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for left in (4, 3, 2, 1):
        page = answer(client, wrong)
        assert page.status_code == 422
        assert f"Tries left: {left}." in page.text
    assert "no longer works" in answer(client, wrong).text
    assert "no longer works" in answer(client, code).text
    assert client.get("/account").status_code == 303


def test_it_works_once(app, client):
    ask(client)
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    code = code_in_the_mail(app)
    answer(client, code)
    again = app.test_client()
    with again.session_transaction() as cookie:
        cookie.update(kept)
    assert answer(again, code).status_code == 422


def test_it_works_only_in_the_browser_that_asked(app, client):
    ask(client)
    stranger = app.test_client()
    assert answer(stranger, code_in_the_mail(app)).status_code == 422
    assert stranger.get("/account").status_code == 303


def test_it_dies_after_a_quarter_of_an_hour(app, client):
    ask(client)
    code = code_in_the_mail(app)
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert "no longer works" in answer(client, code).text


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(app, client):
    with app.app_context():
        known = somebody("Known Person").address
    one, other = ask(client, known), ask(client, "unknown@example.org")
    assert (one.status_code, one.headers["Location"], one.data) == (other.status_code, other.headers["Location"], other.data)


def test_an_address_is_not_flooded(client):
    answers = [ask(client).status_code for _ in range(12)]
    assert answers == [303] * 10 + [429] * 2


@pytest.mark.parametrize("address", ["", "nothing", "a@", "@b.c", "a b@c.d", "x" * 250 + "@example.org", "a@example.org\nBcc: all@example.org"])
def test_what_is_no_address_is_said_and_kept(client, address):
    page = ask(client, address)
    assert page.status_code == 422
    assert "There is a problem" in page.text


def test_a_code_for_one_purpose_does_not_serve_another_person(app, client):
    """A link begun by one person is not finished by another in the same browser."""
    with app.app_context():
        one, other = somebody("One Person"), somebody("Other Person")
    browser = sign_in_as(app, one)
    ask(browser, "shared@example.org", purpose="link")
    code = code_in_the_mail(app)
    with browser.session_transaction() as cookie:
        kept = cookie["code"]
    thief = sign_in_as(app, other)
    with thief.session_transaction() as cookie:
        cookie["code"] = kept
    assert answer(thief, code).status_code == 401
    with app.app_context():
        assert db.session.query(Identity).filter_by(provider="email").count() == 0


def test_a_confirmed_contact_address_is_not_a_way_in(app):
    with app.app_context():
        who = somebody("Contact Only")
    browser = sign_in_as(app, who)
    ask(browser, "contact@example.org", purpose="email")
    assert answer(browser, code_in_the_mail(app)).headers["Location"] == "/account/email"
    with app.app_context():
        assert db.session.get(Person, who.id).email == "contact@example.org"
        assert db.session.query(Identity).filter_by(person_id=who.id, provider="email").count() == 0


def test_after_signing_in_one_lands_where_one_wanted_to_go_but_never_outside(app, client):
    for number, (wanted, reached) in enumerate((("/residency", "/residency"), ("//evil.example", "/"), ("https://evil.example", "/"))):
        address = f"back-{number}@example.org"
        browser = app.test_client()
        ask(browser, address, next=wanted)
        answer(browser, code_in_the_mail(app), next=wanted)  # makes the account of this way in
        browser.post("/sign-out")
        ask(browser, address, next=wanted)
        assert answer(browser, code_in_the_mail(app), next=wanted).headers["Location"] == reached


def test_where_the_city_switched_it_off_there_is_no_such_way(settings, database_url, tmp_path):
    from forum.app import create_app
    app = create_app({**settings, "DATABASE_URL": database_url, "FORUM_INSTANCE": str(tmp_path / "i"), "FORUM_EMAIL_SIGN_IN": "off"})
    app.config["WTF_CSRF_ENABLED"] = False
    assert ask(app.test_client()).status_code == 404
    assert "Send me a code" not in app.test_client().get("/sign-in").text
