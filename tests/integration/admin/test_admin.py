"""The staff area: what waits, the log, its check, jobs and mail."""

import csv
import io

import pytest

from forum.kernel import clock, jobs, worker
from forum.kernel.db import db, transaction
from forum.kernel.outbox import Mail
from forum.kernel.rules import Role
from tests.support.city import sign_in_as, somebody


@pytest.fixture
def admin(app, context):
    return sign_in_as(app, somebody("Farhan Siddiqui", Role.ADMINISTRATOR))


def test_each_sees_the_panels_that_are_theirs(app, context, admin):
    assert "Audit trail" in admin.get("/staff").text
    officer = sign_in_as(app, somebody("Sana Malik", Role.OFFICER)).get("/staff").text
    assert "/staff/residency" in officer
    assert "Audit trail" not in officer
    council = sign_in_as(app, somebody("Nadia Hussain", Role.COUNCIL_MEMBER)).get("/staff").text
    assert "/staff/council" in council
    assert "/staff/council/setting-up" not in council


def test_the_log_is_filtered_by_kind_and_person_and_paged(app, context, admin):
    for n in range(60):
        somebody(f"Crowd Member {n:02d}")
    page = admin.get("/staff/audit").text
    assert page.count("<tr>") == 51
    assert "before=" in page
    joined = admin.get("/staff/audit?kind=accounts.PersonJoined&who=@crowd-member-07").text
    assert joined.count("<tr>") == 2
    assert "Nothing was recorded" in admin.get("/staff/audit?who=nobody").text


def test_the_chain_is_checked_on_a_page_and_by_a_command(app, context, admin):
    worker.seal_all()
    assert "Every sealed line is as it was recorded" in admin.get("/staff/audit/verification").text
    runner = app.test_cli_runner()
    assert runner.invoke(args=["events", "verify"]).exit_code == 0
    with transaction():
        if db.engine.dialect.name == "sqlite":
            db.session.execute(db.text("DROP TRIGGER events_are_not_changed"))
        else:
            db.session.execute(db.text("ALTER TABLE events DISABLE TRIGGER events_are_kept"))
        db.session.execute(db.text("UPDATE events SET actor_id = 999 WHERE id = 1"))
    assert "The chain is broken" in admin.get("/staff/audit/verification").text
    assert runner.invoke(args=["events", "verify"]).exit_code == 1


def test_an_unsealed_line_cannot_be_replaced_either(context):
    somebody("Somebody Else")
    with pytest.raises(Exception, match="only added to|duplicate|UNIQUE|syntax"), transaction():
        db.session.execute(db.text("INSERT OR REPLACE INTO events (id, kind, subject, subject_id, at, data, public) VALUES (1, 'x', 'x', 1, '2020-01-01', '{}', 1)"))


def test_the_log_comes_as_a_file_of_numbers(app, context, admin):
    somebody("=HYPERLINK Evil")
    answer = admin.get("/staff/audit.csv")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert rows[0][:2] == ["id", "kind"]
    assert len(rows) > 3
    assert "HYPERLINK" not in answer.text


def test_jobs_and_mail_are_shown_and_a_failed_mail_is_tried_again(app, context, admin):
    jobs.of(app).run("accounts.forget")
    with transaction():
        db.session.add(Mail(once="x", to_address="someone@example.org", locale="en", subject="s", text="t", html="h", message_id="<x>",
                            state="failed", error="refused", created_at=clock.now()))
    page = admin.get("/staff/jobs").text
    assert "accounts.forget" in page
    assert "someone@example.org" not in page  # staff need not read whom the forum writes to
    number = db.session.query(Mail).filter_by(once="x").one().id
    admin.post(f"/staff/mail/{number}/retry")
    assert db.session.query(Mail).filter_by(once="x").one().state == "queued"


def test_anybody_reads_who_was_entrusted_with_what_and_nothing_private(app, context, admin, client):
    ayesha = somebody("Ayesha Khan")
    admin.post(f"/staff/people/{ayesha.public_id}/roles", data={"role": "moderator", "area_id": "0", "reason": "Trained in March"})
    admin.post("/staff/residency/methods/letter/on")
    page = client.get("/record").text
    assert "Ayesha Khan was entrusted with a role: Moderator." in page
    assert "by Farhan Siddiqui" in page
    assert "opened: Letter to your address" in page
    assert "SignedIn" not in page
    assert "Trained in March" not in page
    assert "سونپی گئی" in client.get("/ur/record").text


def test_the_inbox_is_ones_own_and_is_marked_read(app, context, admin):
    ayesha = somebody("Ayesha Khan")
    admin.post(f"/staff/people/{ayesha.public_id}/roles", data={"role": "moderator", "area_id": "0", "reason": "Trained in March"})
    worker.drain()
    browser = sign_in_as(app, ayesha)
    assert "1 new notice" in browser.get("/").text
    assert "entrusted with a role: Moderator" in browser.get("/notices").text
    assert "ذمہ داری" in browser.get("/ur/notices").text
    assert "entrusted" not in admin.get("/notices").text
    browser.post("/notices/read")
    assert "1 new notice" not in browser.get("/").text
