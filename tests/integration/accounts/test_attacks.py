"""Attacks that once worked, or would have: each stays here."""

import io
import json
import threading
import zipfile
from datetime import timedelta

import pytest
import time_machine

from forum.accounts import queries
from forum.accounts.models import EmailCode, Person, RoleGrant, Suspension
from forum.kernel import clock, worker
from forum.kernel.db import db, transaction
from forum.kernel.outbox import Mail
from forum.kernel.rules import Role
from tests.integration.accounts.test_email_codes import answer, ask, code_in_the_mail
from tests.integration.accounts.test_oauth import begin, walk
from tests.support.city import sign_in_as, somebody


def test_a_code_to_somebody_elses_address_is_not_in_ones_own_download(app, context):
    mallory = sign_in_as(app, somebody("Mallory Example"))
    ask(mallory, "victim@example.org")
    code = code_in_the_mail(app)
    archive = zipfile.ZipFile(io.BytesIO(mallory.post("/account/data/download").data))
    everything = "".join(archive.read(n).decode() for n in archive.namelist())
    assert code not in everything
    assert "victim@example.org" not in everything


def test_a_code_is_in_no_subject_and_in_no_mail_that_was_sent(app, client, context):
    ask(client)
    code = code_in_the_mail(app)
    worker.drain()
    row = db.session.query(Mail).one()
    assert code not in row.subject + row.text + row.html
    assert row.to_address == ""


@pytest.mark.parametrize("purpose", ["email"])
def test_a_provider_cannot_prove_an_address_by_its_subject(oidc_app, browser, provider, purpose):
    walk(browser, provider, "alice")
    assert begin(browser, purpose=purpose).status_code == 404


@pytest.mark.parametrize("address", [
    "=?utf-8?q?a=0ab?=@example.org", "=?utf-8?q?attacker=40evil.org=2c=20b?=@uni.edu.pk", '"a b"@example.org', "a(comment)@example.org",
    "a@exam\u0440le.org", "a\u202e@example.org", "a@[127.0.0.1]", "a@localhost",
])
def test_an_address_that_reads_as_another_is_refused(client, address):
    assert ask(client, address).status_code == 422


def test_a_mail_that_cannot_be_written_stops_no_other(context):
    with transaction():
        for n, address in enumerate(("not an address\n", "honest@example.org")):
            db.session.add(Mail(once=str(n), to_address=address, locale="en", subject="s", text="t", html="h", message_id=f"<{n}@x>",
                                created_at=clock.now(), due_at=clock.now()))
    worker.drain()
    assert db.session.scalars(db.select(Mail.state).order_by(Mail.id)).all() == ["failed", "sent"]


class TestAdministrators:
    def test_one_who_left_is_not_counted(self, app, context):
        one, two = somebody("First Keeper", Role.ADMINISTRATOR), somebody("Second Keeper", Role.ADMINISTRATOR)
        assert sign_in_as(app, one).post("/account/data/closing", data={"sure": "y"}).status_code == 303
        assert queries.administrators() == 1
        assert sign_in_as(app, two).post("/account/data/closing", data={"sure": "y"}).status_code == 409

    def test_two_who_end_each_others_role_at_once_leave_one(self, app, context):
        people = [somebody("First Keeper", Role.ADMINISTRATOR), somebody("Second Keeper", Role.ADMINISTRATOR)]
        grants = {g.person_id: g.id for g in db.session.query(RoleGrant)}
        browsers = [sign_in_as(app, p) for p in people]
        db.session.rollback()
        codes = []

        def end(browser, victim):
            codes.append(browser.post(f"/staff/people/{victim.public_id}/roles/{grants[victim.id]}/end", data={"reason": "A coup attempt"}).status_code)

        threads = [threading.Thread(target=end, args=(browsers[0], people[1])), threading.Thread(target=end, args=(browsers[1], people[0]))]
        [t.start() for t in threads]
        [t.join() for t in threads]
        assert queries.administrators() == 1
        assert min(codes) == 303
        assert sorted(codes)[1] in {403, 409}

    @pytest.mark.parametrize("role", ["administrator", "auditor"])
    def test_some_roles_are_for_the_whole_city_only(self, app, context, role):
        admin, other = somebody("First Keeper", Role.ADMINISTRATOR), somebody("Ayesha Khan")
        form = {"role": role, "area_id": "1", "reason": "Trained in March"}
        assert sign_in_as(app, admin).post(f"/staff/people/{other.public_id}/roles", data=form).status_code == 422


def test_one_code_is_tried_five_times_also_by_many_at_once(app, context):
    """Ten browsers hold the same code and guess at the same moment."""
    first = app.test_client()
    ask(first)
    right = code_in_the_mail(app)
    with first.session_transaction() as cookie:
        kept = dict(cookie)
    db.session.rollback()
    said = []

    def guess(n):
        browser = app.test_client()
        with browser.session_transaction() as cookie:
            cookie.update(kept)
        said.append(answer(browser, f"{(int(right) + 1 + n) % 10**6:06d}").text)

    threads = [threading.Thread(target=guess, args=(n,)) for n in range(10)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert db.session.query(EmailCode).one().wrong == 5
    assert sum("Tries left" in page for page in said) == 4


def test_closing_is_no_way_out_of_a_suspension(oidc_app, browser, provider):
    walk(browser, provider, "alice")
    with oidc_app.app_context(), transaction():
        person = db.session.query(Person).one()
        db.session.add(Suspension(person_id=person.id, given_at=clock.now(), until=clock.now() + timedelta(days=30), reason="rule one"))
    assert browser.post("/account/data/closing", data={"sure": "y"}).status_code == 303
    again = oidc_app.test_client()
    walk(again, provider, "alice")
    assert again.post("/account/profile", data={"name": "New Name"}).status_code == 403
    with time_machine.travel(clock.now() + timedelta(days=31)):
        later = oidc_app.test_client()
        walk(later, provider, "alice")
        assert later.post("/account/profile", data={"name": "New Name"}).status_code == 303


class TestConfirming:
    def test_the_provider_is_asked_to_look_at_the_person_again(self, browser, provider):
        walk(browser, provider, "alice")
        walk(browser, provider, "alice", purpose="confirm")
        assert "prompt" not in provider.asked[0]
        assert (provider.asked[1]["prompt"], provider.asked[1]["max_age"]) == ("login", "0")

    def test_one_who_says_it_was_long_ago_is_taken_at_its_word(self, browser, provider):
        walk(browser, provider, "alice")
        provider.claims = lambda c: {**c, "auth_time": c["iat"] - 3600}
        assert walk(browser, provider, "alice", purpose="confirm").status_code == 400
        provider.claims = lambda c: {**c, "auth_time": c["iat"]}
        assert walk(browser, provider, "alice", purpose="confirm").status_code == 303

    def test_a_link_begun_fresh_and_ended_late_is_asked_again(self, oidc_app, browser, provider):
        walk(browser, provider, "alice")
        started = begin(browser, purpose="link")
        with oidc_app.app_context(), transaction():
            from forum.accounts.models import Session
            db.session.query(Session).update({"authenticated_at": clock.now() - timedelta(minutes=50)})
        late = browser.get("/sign-in/with/town/answer", query_string=provider.answer_for(started.headers["Location"], "other"))
        assert late.status_code == 303
        assert late.headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize("name", ["Administrator", "City Council", "Mayor", "Ali Khan, Council Member", "Office of the Mayor", "Police Islamabad"])
def test_a_provider_cannot_name_somebody_an_office(oidc_app, browser, provider, name):
    provider.claims = lambda c: {**c, "name": name}
    walk(browser, provider, "alice")
    with oidc_app.app_context():
        person = db.session.query(Person).one()
        assert person.name.startswith("member-")
        assert person.handle.startswith("member-")
    assert browser.post("/account/profile", data={"name": name}).status_code == 422


@pytest.mark.parametrize("path", ["/people/%00", "/staff/audit?kind=%00", "/staff/residency/papers/99999999999999999999", "/search?q=%00", "/about/%00"])
def test_what_no_database_can_hold_is_not_there(app, context, path):
    admin = sign_in_as(app, somebody("First Keeper", Role.ADMINISTRATOR))
    assert admin.get(path).status_code in {200, 404}
    assert admin.post("/account/profile", data={"name": "A Name", "about": "zero \x00 byte"}).status_code in {303, 422}


def test_after_confirming_who_one_is_an_old_page_is_not_handed_out_again(browser, provider):
    walk(browser, provider, "alice")
    tag = browser.get("/").headers["ETag"]
    walk(browser, provider, "alice", purpose="confirm")
    assert browser.get("/", headers={"If-None-Match": tag}).status_code == 200


def test_mail_and_codes_to_a_closed_account_go_with_it(app, context):
    who = somebody("Ayesha Khan")
    browser = sign_in_as(app, who)
    ask(app.test_client(), who.address)
    worker.drain()
    browser.post("/account/data/closing", data={"sure": "y"})
    worker.drain()
    left = json.dumps([list(map(str, r)) for t in ("outbox", "email_codes") for r in db.session.execute(db.text(f"SELECT * FROM {t}"))])
    assert who.address not in left
