"""Roles, suspensions, sessions, profiles."""

from datetime import timedelta

import pytest
import time_machine

from forum.accounts.models import Person, RoleGrant, Session
from forum.kernel import clock, worker
from forum.kernel.db import db
from forum.kernel.outbox import Mail
from forum.kernel.rules import Role
from forum.notifications.models import Notice
from tests.support.city import sign_in_as, somebody


@pytest.fixture
def people(context):
    return {"admin": somebody("Farhan Siddiqui", Role.ADMINISTRATOR), "ayesha": somebody("Ayesha Khan"), "noise": somebody("Noise Maker", Role.OFFICER)}


def grant(browser, who, role="moderator", reason="Trained in March", area="0"):
    return browser.post(f"/staff/people/{who.public_id}/roles", data={"role": role, "area_id": area, "reason": reason})


class TestRoles:
    def test_a_role_is_entrusted_with_giver_time_and_reason_and_the_person_is_told(self, app, people):
        assert grant(sign_in_as(app, people["admin"]), people["ayesha"]).status_code == 303
        worker.drain()
        row = db.session.query(RoleGrant).filter_by(person_id=people["ayesha"].id).one()
        assert (row.role, row.given_by, row.reason, row.ended_at) == ("moderator", people["admin"].id, "Trained in March", None)
        assert db.session.query(Notice).filter_by(person_id=people["ayesha"].id).count() == 1
        mail = db.session.query(Mail).filter_by(person_id=people["ayesha"].id).one()
        assert (mail.state, "Moderator" in mail.subject) == ("sent", True)

    def test_a_new_role_ends_the_long_sessions_of_a_citizen(self, app, people):
        browser = sign_in_as(app, people["ayesha"])
        grant(sign_in_as(app, people["admin"]), people["ayesha"])
        assert browser.get("/account").status_code == 303
        sign_in_as(app, people["ayesha"])
        row = db.session.query(Session).filter_by(person_id=people["ayesha"].id, ended_at=None).one()
        assert row.expires_at - row.started_at == timedelta(hours=12)

    def test_losing_a_role_acts_on_the_next_request(self, app, people):
        admin = sign_in_as(app, people["admin"])
        officer = sign_in_as(app, people["noise"])
        assert officer.get("/staff/residency").status_code == 200
        number = db.session.query(RoleGrant).filter_by(person_id=people["noise"].id).one().id
        admin.post(f"/staff/people/{people['noise'].public_id}/roles/{number}/end", data={"reason": "Moved to another post"})
        assert officer.get("/staff/residency").status_code == 403

    @pytest.mark.parametrize(("role", "reason"), [("mayor", "Trained in March"), ("citizen", "Trained in March"), ("moderator", ""), ("moderator", "x" * 400), ("", "Trained")])
    def test_what_is_no_role_or_no_reason_is_refused_and_kept(self, app, people, role, reason):
        page = grant(sign_in_as(app, people["admin"]), people["ayesha"], role, reason)
        assert page.status_code == 422
        assert db.session.query(RoleGrant).filter_by(person_id=people["ayesha"].id).count() == 0

    def test_nobody_entrusts_themselves(self, app, people):
        assert grant(sign_in_as(app, people["admin"]), people["admin"], "auditor").status_code == 403

    def test_nobody_holds_a_role_twice(self, app, people):
        admin = sign_in_as(app, people["admin"])
        assert [grant(admin, people["ayesha"]).status_code for _ in range(2)] == [303, 409]

    def test_the_last_administrator_stays(self, app, people):
        number = db.session.query(RoleGrant).filter_by(person_id=people["admin"].id).one().id
        path = f"/staff/people/{people['admin'].public_id}/roles/{number}/end"
        assert sign_in_as(app, people["admin"]).post(path, data={"reason": "Going home"}).status_code == 409

    def test_an_hour_after_signing_in_one_is_asked_again(self, app, people):
        stale = sign_in_as(app, people["admin"], fresh=False)
        page = grant(stale, people["ayesha"])
        assert page.status_code == 403
        assert "once more" in page.text

    def test_a_moderator_suspends_but_entrusts_nothing(self, app, people):
        moderator = sign_in_as(app, somebody("Imran Qureshi", Role.MODERATOR))
        assert grant(moderator, people["ayesha"]).status_code == 403
        assert moderator.post(f"/staff/people/{people['ayesha'].public_id}/suspension", data={"days": "3", "reason": "Insults, rule one"}).status_code == 303


class TestSuspension:
    def suspend(self, app, people, **form):
        path = f"/staff/people/{people['ayesha'].public_id}/suspension"
        return sign_in_as(app, people["admin"]).post(path, data={"days": "7", "reason": "Insults, rule one", **form})

    def test_a_suspended_person_reads_and_knows_why_but_does_nothing(self, app, people):
        browser = sign_in_as(app, people["ayesha"])
        self.suspend(app, people)
        assert "Insults, rule one" in browser.get("/account").text
        assert browser.post("/account/profile", data={"name": "Other Name"}).status_code == 403
        assert browser.post("/welcome/topics", data={}).status_code == 403
        assert browser.post("/residency/by/invitation", data={"code": "x"}).status_code == 403

    def test_it_ends_by_itself(self, app, people):
        self.suspend(app, people)
        with time_machine.travel(clock.now() + timedelta(days=7, minutes=1)):
            browser = sign_in_as(app, people["ayesha"])
            assert browser.post("/account/profile", data={"name": "Other Name"}).status_code == 303

    @pytest.mark.parametrize("form", [{"days": "0"}, {"days": "181"}, {"days": "x"}, {"reason": ""}])
    def test_days_and_reason_are_needed(self, app, people, form):
        assert self.suspend(app, people, **form).status_code == 422

    def test_people_with_a_role_are_not_suspended(self, app, people):
        path = f"/staff/people/{people['noise'].public_id}/suspension"
        assert sign_in_as(app, people["admin"]).post(path, data={"days": "7", "reason": "Insults, rule one"}).status_code == 403


class TestProfile:
    def save(self, browser, **form):
        return browser.post("/account/profile", data={"name": "Ayesha Khan", "about": "", **form})

    def test_a_page_is_private_until_its_owner_opens_it(self, app, people):
        browser = sign_in_as(app, people["ayesha"])
        self.save(browser, about="I *cycle*.")
        path = f"/people/{people['ayesha'].handle}"
        assert "cycle" not in app.test_client().get(path).text
        assert "<em>cycle</em>" in browser.get(path).text
        self.save(browser, about="I *cycle*.", is_public="y")
        assert "<em>cycle</em>" in app.test_client().get(path).text

    def test_nobody_takes_the_name_of_staff(self, app, people):
        page = self.save(sign_in_as(app, people["ayesha"]), name="Farhan Siddiquі")
        assert page.status_code == 422
        assert "speaks for the city" in page.text
        assert "Farhan Siddiquі" in page.text  # what was typed is kept

    @pytest.mark.parametrize("extra", [{"role": "administrator"}, {"is_admin": "1"}, {"person_id": "1"}, {"email": "x@y.z"}, {"closed_at": "2020"}, {"handle": "boss"}])
    def test_fields_that_are_not_asked_for_change_nothing(self, app, people, extra):
        browser = sign_in_as(app, people["ayesha"])
        before = db.session.execute(db.select(Person.handle, Person.email, Person.closed_at).where(Person.id == people["ayesha"].id)).one()
        self.save(browser, **extra)
        assert db.session.execute(db.select(Person.handle, Person.email, Person.closed_at).where(Person.id == people["ayesha"].id)).one() == before
        assert db.session.query(RoleGrant).filter_by(person_id=people["ayesha"].id).count() == 0

    def test_a_script_in_every_field_runs_nowhere(self, app, people):
        evil = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>'
        browser = sign_in_as(app, people["ayesha"])
        self.save(browser, name=evil[:70] + "abc", about=evil, is_public="y")
        for path in ("/account", "/account/profile", f"/people/{people['ayesha'].handle}", f"/search?q={evil}"):
            assert "<script>alert" not in browser.get(path).text
            assert "<img src=x" not in browser.get(path).text


class TestSessions:
    def test_others_are_ended_one_by_one_and_all(self, app, people):
        one, two, three = (sign_in_as(app, people["ayesha"]) for _ in range(3))
        noise = sign_in_as(app, people["noise"])
        rows = db.session.query(Session).filter_by(person_id=people["ayesha"].id, ended_at=None).order_by(Session.id).all()
        assert one.post(f"/account/sessions/{rows[-1].public_id}/end").status_code == 303
        assert three.get("/account").status_code == 303
        one.post("/account/sessions/others/end")
        assert two.get("/account").status_code == 303
        assert one.get("/account").status_code == 200
        assert noise.get("/account").status_code == 200

    def test_nobody_ends_the_session_of_somebody_else(self, app, people):
        sign_in_as(app, people["ayesha"])
        row = db.session.query(Session).filter_by(person_id=people["ayesha"].id, ended_at=None).first()
        assert sign_in_as(app, people["noise"]).post(f"/account/sessions/{row.public_id}/end").status_code == 404


class TestPeopleList:
    def test_it_costs_a_fixed_number_of_queries(self, app, people, count_queries):
        admin = sign_in_as(app, people["admin"])
        with count_queries() as few:
            admin.get("/staff/people")
        for n in range(25):
            somebody(f"Person Number {n}", *([Role.AUDITOR] if n % 3 else []))
        with count_queries() as many:
            admin.get("/staff/people")
        assert len(many) == len(few) <= 6

    def test_it_is_searched_and_paged(self, app, people):
        for n in range(35):
            somebody(f"Crowd Member {n:02d}")
        admin = sign_in_as(app, people["admin"])
        page = admin.get("/staff/people?q=crowd").text
        assert page.count("Crowd Member") == 30
        import re
        older = re.search(r'href="(/staff/people\?[^"]*after=[^"]+)"', page)[1].replace("&amp;", "&")
        assert admin.get(older).text.count("Crowd Member") == 5
        assert "Nobody fits" in admin.get("/staff/people?q=%25_%25").text


class TestCommand:
    def test_the_first_administrator_is_appointed_once(self, app, context):
        who = somebody("First One")
        runner = app.test_cli_runner()
        assert runner.invoke(args=["people", "appoint", "nobody@example.org"]).exit_code == 1
        made = runner.invoke(args=["people", "appoint", who.address])
        assert made.exit_code == 0, made.output
        again = runner.invoke(args=["people", "appoint", who.address])
        assert again.exit_code == 1
        assert "There is an administrator already" in again.output
