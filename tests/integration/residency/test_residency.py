"""Confirming a district: every way, its limits, its end; and what it opens."""

import io
import re
import threading
from datetime import timedelta

import pytest
import time_machine

from forum.kernel import clock, storage, worker
from forum.kernel.db import db, transaction
from forum.kernel.outbox import Mail
from forum.kernel.rules import Role
from forum.notifications.models import Notice
from forum.residency import jobs, queries
from forum.residency.actions import confirming, handing_out
from forum.residency.keys import proof_key
from forum.residency.models import Invitation, Paper, PostalLetter, Residency, RollEntry
from forum.residency.types import Method
from tests.support.city import NOWHERE, sign_in_as, somebody
from tests.support.pictures import photo

NORTH, SOUTH = 1, 2


@pytest.fixture
def town(app, context):
    with transaction():
        for method in Method:
            handing_out.switch_method(method.value, on=True, actor=NOWHERE, now=clock.now())
    return {"admin": somebody("Farhan Siddiqui", Role.ADMINISTRATOR), "officer": somebody("Sana Malik", Role.OFFICER),
            "ayesha": somebody("Ayesha Khan"), "bilal": somebody("Bilal Ahmed")}


def codes(town, count=1, district=NORTH, days=30):
    from forum.kernel.rules import Actor, Grant
    officer = Actor(person=town["officer"].id, grants=frozenset({Grant(Role.OFFICER)}))
    with transaction():
        return handing_out.make_invitations(district_id=district, count=count, batch="b", days=days, actor=officer, key=proof_key(), now=clock.now())


def redeem(browser, code):
    return browser.post("/residency/by/invitation", data={"code": code})


def running(who):
    return queries.running(who.id)


class TestWithNothingOpen:
    def test_nobody_may_vote_and_the_page_says_so_to_everyone_and_to_the_administrator(self, app, context):
        admin, citizen = somebody("Farhan Siddiqui", Role.ADMINISTRATOR), somebody("Ayesha Khan")
        page = sign_in_as(app, citizen).get("/residency").text
        assert page.count("has not opened any way to confirm residents") == 3  # to endorse, to vote, and in place of the ways
        assert "nobody can endorse or vote" in sign_in_as(app, admin).get("/staff").text
        assert sign_in_as(app, citizen).get("/residency/by/invitation").headers["Location"] == "/residency"

    def test_opening_one_is_a_matter_of_record_and_needs_a_fresh_sign_in(self, app, context):
        admin = somebody("Farhan Siddiqui", Role.ADMINISTRATOR)
        assert sign_in_as(app, admin, fresh=False).post("/staff/residency/methods/letter/on").status_code == 403
        assert sign_in_as(app, admin).post("/staff/residency/methods/letter/on").status_code == 303
        assert queries.methods_on() == {Method.LETTER}
        assert sign_in_as(app, admin).post("/staff/residency/methods/magic/on").status_code == 404
        assert "residency.MethodSwitched" in sign_in_as(app, admin).get("/staff/audit").text


class TestInvitation:
    def test_a_code_confirms_its_district_once_and_the_person_is_told(self, app, town):
        [code] = codes(town)
        browser = sign_in_as(app, town["ayesha"])
        assert redeem(browser, code.lower().replace("-", " ")).headers["Location"] == "/residency?done=confirmed"
        assert (running(town["ayesha"]).district_id, running(town["ayesha"]).method) == (NORTH, "invitation")
        assert redeem(sign_in_as(app, town["bilal"]), code).status_code == 422
        assert running(town["bilal"]) is None
        worker.drain()
        assert db.session.query(Notice).filter_by(person_id=town["ayesha"].id).count() == 1
        assert db.session.query(Mail).filter_by(person_id=town["ayesha"].id, state="sent").count() == 1
        assert "North" in browser.get("/residency").text

    def test_no_code_is_kept_that_could_be_read(self, town):
        [code] = codes(town)
        assert code not in str(db.session.execute(db.select(Invitation.__table__)).all())

    def test_two_people_with_one_code_at_the_same_moment(self, app, town):
        [code] = codes(town)
        browsers = [sign_in_as(app, town["ayesha"]), sign_in_as(app, town["bilal"])]
        db.session.rollback()
        answers = []
        threads = [threading.Thread(target=lambda b=b: answers.append(redeem(b, code).status_code)) for b in browsers]
        [t.start() for t in threads]
        [t.join() for t in threads]
        assert sorted(answers) == [303, 422]
        assert db.session.query(Residency).count() == 1

    def test_five_tries_a_day_and_then_a_sentence(self, app, town):
        browser, said = sign_in_as(app, town["ayesha"]), []
        for _ in range(6):
            said.append(redeem(browser, "AAAA-BBBB-CCCC").text)
        assert "left today: 4" in said[0]
        assert "last try" in said[4]
        assert "five tries" in said[5]
        [code] = codes(town)
        assert redeem(browser, code).status_code == 422
        with time_machine.travel(clock.now() + timedelta(hours=25)):
            assert redeem(sign_in_as(app, town["ayesha"]), code).status_code == 303

    def test_ten_tries_at_the_same_moment_are_five(self, app, town):
        browsers = [sign_in_as(app, town["ayesha"]) for _ in range(10)]
        db.session.rollback()
        said = []
        threads = [threading.Thread(target=lambda b=b: said.append(redeem(b, "AAAA-BBBB-CCCC").text)) for b in browsers]
        [t.start() for t in threads]
        [t.join() for t in threads]
        assert sum("five tries" in page for page in said) == 5

    def test_a_code_has_its_day(self, app, town):
        [code] = codes(town, days=3)
        with time_machine.travel(clock.now() + timedelta(days=4)):
            assert redeem(sign_in_as(app, town["ayesha"]), code).status_code == 422

    def test_without_a_confirmed_address_one_is_shown_the_way(self, app, town):
        with transaction():
            from forum.accounts.models import Person
            db.session.get(Person, town["ayesha"].id).email_confirmed_at = None
        page = sign_in_as(app, town["ayesha"]).get("/residency/by/invitation")
        assert page.status_code == 403
        assert 'href="/account/email"' in page.text

    def test_the_sheet_shows_each_code_once(self, app, town):
        page = sign_in_as(app, town["officer"]).post("/staff/residency/invitations", data={"district": "1", "batch": "Meeting", "count": "7", "days": "30"})
        assert len(set(re.findall(r"<code>([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4})</code>", page.text))) == 7
        assert "no-store" in page.headers["Cache-Control"]

    @pytest.mark.parametrize("form", [{"count": "0"}, {"count": "501"}, {"days": "0"}, {"batch": ""}, {"district": "99"}, {"count": "many"}])
    def test_what_cannot_be_made_is_said(self, app, town, form):
        answer = sign_in_as(app, town["officer"]).post("/staff/residency/invitations", data={"district": "1", "batch": "B", "count": "2", "days": "9", **form})
        assert answer.status_code == 422
        assert db.session.query(Invitation).count() == 0


class TestRoll:
    def upload(self, app, town, text="reference,birth_year,district\nAB-1234,1988,north\nCD-5678,1990,south\n"):
        data = {"label": "Roll of March", "file": (io.BytesIO(text.encode()), "roll.csv")}
        return sign_in_as(app, town["officer"]).post("/staff/residency/rolls", data=data)

    def match(self, app, who, reference, year):
        return sign_in_as(app, who).post("/residency/by/roll", data={"reference": reference, "birth_year": year})

    def test_number_and_year_confirm_the_district_and_only_hashes_are_kept(self, app, town):
        assert self.upload(app, town).status_code == 303
        assert self.match(app, town["ayesha"], "cd 5678", "۱۹۹۰").status_code == 303
        assert running(town["ayesha"]).district_id == SOUTH
        kept = [value for table in (RollEntry.__table__, Residency.__table__) for row in db.session.execute(table.select()) for value in row]
        hashes = {value for value in kept if isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value)}
        assert len(hashes) == 3, "two people of the roll, and one proof"
        assert not [value for value in kept if value not in hashes and re.search("5678|CD.?56|1990", str(value))]

    def test_one_person_of_the_roll_is_one_account(self, app, town):
        self.upload(app, town)
        self.match(app, town["ayesha"], "AB1234", "1988")
        page = self.match(app, town["bilal"], "AB-1234", "1988")
        assert page.status_code == 422
        assert "another account" in page.text

    def test_nor_can_it_serve_account_after_account(self, app, town):
        self.upload(app, town)
        self.match(app, town["ayesha"], "AB1234", "1988")
        sign_in_as(app, town["ayesha"]).post("/account/data/closing", data={"sure": "y"})
        page = self.match(app, town["bilal"], "AB1234", "1988")
        assert page.status_code == 422
        assert "a short while ago" in page.text
        with time_machine.travel(clock.now() + confirming.REST + timedelta(days=1)):
            assert self.match(app, town["bilal"], "AB1234", "1988").status_code == 303

    def test_a_wrong_year_is_a_wrong_try(self, app, town):
        self.upload(app, town)
        assert "left today: 4" in self.match(app, town["ayesha"], "AB1234", "1989").text

    def test_a_roll_with_a_mistake_is_not_taken_in_part(self, app, town):
        page = self.upload(app, town, "reference,birth_year,district\nAB-1234,1988,north\nCD-5678,1990,atlantis\n")
        assert page.status_code == 422
        assert "lines cannot be read: 3" in page.text
        assert db.session.query(RollEntry).count() == 0

    def test_after_the_roll_is_deleted_what_it_confirmed_stays(self, app, town):
        self.upload(app, town)
        self.match(app, town["ayesha"], "AB1234", "1988")
        number = queries.rolls()[0].id
        sign_in_as(app, town["officer"]).post(f"/staff/residency/rolls/{number}/removal")
        assert db.session.query(RollEntry).count() == 0
        assert running(town["ayesha"]) is not None


class TestEmailDomain:
    def test_members_of_an_institution_are_confirmed_and_others_are_not(self, app, town):
        officer = sign_in_as(app, town["officer"])
        assert officer.post("/staff/residency/domains", data={"domain": "@Example.ORG", "district": "2"}).status_code == 303
        assert sign_in_as(app, town["ayesha"]).post("/residency/by/email_domain").status_code == 303
        assert running(town["ayesha"]).district_id == SOUTH

    @pytest.mark.parametrize("domain", ["gmail.com", "nodots", "a b.c", "https://x.example", "ex\u0430mple.org"])
    def test_a_domain_open_to_all_or_none_at_all_is_refused(self, app, town, domain):
        assert sign_in_as(app, town["officer"]).post("/staff/residency/domains", data={"domain": domain, "district": "2"}).status_code == 422

    def test_a_look_alike_or_a_longer_domain_is_not_the_institution(self, app, town):
        sign_in_as(app, town["officer"]).post("/staff/residency/domains", data={"domain": "ample.org", "district": "2"})
        page = sign_in_as(app, town["ayesha"]).post("/residency/by/email_domain")  # …@example.org
        assert page.status_code == 422

    def test_one_mailbox_under_two_tags_is_one_account(self, app, town):
        from forum.accounts.models import Person
        with transaction():
            db.session.get(Person, town["ayesha"].id).email = "ali+1@example.org"
            db.session.get(Person, town["bilal"].id).email = "ali+2@example.org"
        sign_in_as(app, town["officer"]).post("/staff/residency/domains", data={"domain": "example.org", "district": "2"})
        assert [sign_in_as(app, town[n]).post("/residency/by/email_domain").status_code for n in ("ayesha", "bilal")] == [303, 422]


class TestPaper:
    def send(self, browser, data=None, district="1"):
        return browser.post("/residency/by/document", data={"district": district, "photo": (io.BytesIO(data or photo()), "bill.jpg")})

    def decide(self, browser, number, outcome, **form):
        return browser.post(f"/staff/residency/papers/{number}/{outcome}", data=form)

    def test_it_is_sealed_read_by_one_officer_decided_and_gone(self, app, town, tmp_path):
        ayesha, officer = sign_in_as(app, town["ayesha"]), sign_in_as(app, town["officer"])
        assert self.send(ayesha).status_code == 303
        row = db.session.query(Paper).one()
        number, key = row.id, row.key
        assert b"JFIF" not in storage.fetch(key)
        assert officer.get(f"/staff/residency/papers/{number}/photo").status_code == 404  # not before it is opened
        assert officer.post(f"/staff/residency/papers/{number}/opening").status_code == 303
        picture = officer.get(f"/staff/residency/papers/{number}/photo")
        assert picture.data.startswith(b"\xff\xd8")
        assert picture.headers["Cache-Control"] == "no-store"
        assert self.decide(officer, number, "confirmation", proof="").status_code == 422
        assert self.decide(officer, number, "confirmation", proof="12345-678").status_code == 303
        assert running(town["ayesha"]).confirmed_by == town["officer"].id
        assert not [f for f in (tmp_path / "instance" / "files").rglob("*") if f.is_file()]
        proof = running(town["ayesha"]).proof_hash
        assert not [value for row in db.session.execute(db.select(Residency.__table__)) for value in row if value != proof and "12345" in str(value)]

    def test_a_refusal_needs_a_reason_and_the_person_reads_it(self, app, town):
        ayesha, officer = sign_in_as(app, town["ayesha"]), sign_in_as(app, town["officer"])
        self.send(ayesha)
        number = db.session.query(Paper).one().id
        officer.post(f"/staff/residency/papers/{number}/opening")
        assert self.decide(officer, number, "refusal", reason="").status_code == 422
        assert self.decide(officer, number, "refusal", reason="The address is cut off").status_code == 303
        assert "The address is cut off" in ayesha.get("/residency").text
        assert storage.keys_of(town["ayesha"].id) == []

    def test_a_colleague_sees_nothing_that_another_opened_and_nobody_reads_their_own(self, app, town):
        officer, other = sign_in_as(app, town["officer"]), sign_in_as(app, somebody("Second Colleague", Role.OFFICER))
        self.send(sign_in_as(app, town["ayesha"]))
        self.send(officer)
        first, own = (p.id for p in db.session.query(Paper).order_by(Paper.id))
        officer.post(f"/staff/residency/papers/{first}/opening")
        assert other.get(f"/staff/residency/papers/{first}/photo").status_code == 404
        assert other.post(f"/staff/residency/papers/{first}/opening").status_code == 409
        assert self.decide(other, first, "confirmation", proof="12345").status_code == 403
        assert officer.post(f"/staff/residency/papers/{own}/opening").status_code == 403

    def test_an_officer_of_one_district_has_no_say_in_another(self, app, town):
        from forum.accounts.models import RoleGrant
        local = somebody("Local Colleague")
        with transaction():
            db.session.add(RoleGrant(person_id=local.id, role="officer", area_id=SOUTH, given_at=clock.now(), reason="for a test"))
        browser = sign_in_as(app, local)
        self.send(sign_in_as(app, town["ayesha"]), district="1")
        number = db.session.query(Paper).one().id
        assert browser.post(f"/staff/residency/papers/{number}/opening").status_code == 403
        form = {"batch": "B", "count": "2", "days": "9"}
        assert browser.post("/staff/residency/invitations", data={"district": "1", **form}).status_code == 403
        assert browser.post("/staff/residency/invitations", data={"district": "2", **form}).status_code == 200

    def test_one_paper_is_one_account(self, app, town):
        officer = sign_in_as(app, town["officer"])
        for who in ("ayesha", "bilal"):
            self.send(sign_in_as(app, town[who]))
        answers = []
        for number in [p.id for p in db.session.query(Paper).order_by(Paper.id)]:
            officer.post(f"/staff/residency/papers/{number}/opening")
            answers.append(self.decide(officer, number, "confirmation", proof="12345-678").status_code)
        assert answers == [303, 422]

    @pytest.mark.parametrize("data", [b"GIF89a", b"%PDF-1.7 hello", b"<svg onload=alert(1)></svg>", b"\x00" * 100])
    def test_what_is_no_photo_is_refused_in_words(self, app, town, data):
        page = self.send(sign_in_as(app, town["ayesha"]), data)
        assert page.status_code == 422
        assert "JPEG, PNG or WebP" in page.text
        assert storage.keys_of(town["ayesha"].id) == []

    def test_four_at_once_are_one_and_leave_no_file_behind(self, app, town, tmp_path):
        browsers = [sign_in_as(app, town["ayesha"]) for _ in range(4)]
        db.session.rollback()
        answers = []
        threads = [threading.Thread(target=lambda b=b: answers.append(self.send(b).status_code)) for b in browsers]
        [t.start() for t in threads]
        [t.join() for t in threads]
        assert sorted(answers) == [303, 409, 409, 409]
        assert len([f for f in (tmp_path / "instance" / "files").rglob("*") if f.is_file()]) == 1

    def test_it_can_be_taken_back_and_nobody_keeps_it_for_ever(self, app, town):
        ayesha = sign_in_as(app, town["ayesha"])
        self.send(ayesha)
        ayesha.post("/residency/paper/withdrawal")
        assert storage.keys_of(town["ayesha"].id) == []
        self.send(ayesha)
        with time_machine.travel(clock.now() + timedelta(days=61)):
            jobs.end_what_ran_out()
        assert storage.keys_of(town["ayesha"].id) == []


class TestLetter:
    def test_the_address_is_kept_until_it_is_printed_and_the_code_confirms(self, app, town):
        ayesha, officer = sign_in_as(app, town["ayesha"]), sign_in_as(app, town["officer"])
        assert ayesha.post("/residency/by/letter", data={"district": "2", "address": "House 7, Street 12\nG-9/1"}).status_code == 303
        assert b"Street" not in db.session.query(PostalLetter).one().address_sealed
        sheet = officer.post("/staff/residency/letters").text
        assert "House 7, Street 12" in sheet
        code = re.search(r'class="code">([A-Z0-9-]+)<', sheet)[1]
        assert db.session.query(PostalLetter).one().address_sealed is None
        assert "No letter waits" in officer.post("/staff/residency/letters").text
        assert ayesha.post("/residency/by/letter", data={"code": "AAAA-BBBB-CCCC"}).status_code == 422
        assert ayesha.post("/residency/by/letter", data={"code": code}).status_code == 303
        assert running(town["ayesha"]).district_id == SOUTH

    def test_a_letter_that_never_came_can_be_asked_for_again(self, app, town):
        ayesha = sign_in_as(app, town["ayesha"])
        form = {"district": "2", "address": "House 7, Street 12, G-9"}
        ayesha.post("/residency/by/letter", data=form)
        sign_in_as(app, town["officer"]).post("/staff/residency/letters")
        with time_machine.travel(clock.now() + timedelta(days=61)):
            jobs.end_what_ran_out()
            assert sign_in_as(app, town["ayesha"]).post("/residency/by/letter", data=form).status_code == 303


class TestItsEnd:
    def confirmed(self, app, town, days=730):
        [code] = codes(town)
        redeem(sign_in_as(app, town["ayesha"]), code)
        return running(town["ayesha"])

    def test_it_runs_out_once_however_often_the_job_runs(self, app, town):
        row = self.confirmed(app, town)
        with time_machine.travel(row.valid_until + timedelta(minutes=1)):
            for _ in range(10):
                jobs.end_what_ran_out()
            worker.drain()
        assert running(town["ayesha"]) is None
        assert db.session.execute(db.text("SELECT count(*) FROM events WHERE kind = 'residency.ResidencyEnded'")).scalar() == 1
        assert "The confirmation of your district has ended" in sign_in_as(app, town["ayesha"]).get("/notices").text

    def test_on_its_day_it_counts_no_more_even_before_the_job(self, app, town):
        row = self.confirmed(app, town)
        with time_machine.travel(row.valid_until + timedelta(seconds=1)):
            assert "has run out" in sign_in_as(app, town["ayesha"]).get("/residency").text

    def test_renewing_or_moving_ends_the_old_one(self, app, town):
        self.confirmed(app, town)
        [code] = codes(town, district=SOUTH)
        redeem(sign_in_as(app, town["ayesha"]), code)
        rows = db.session.query(Residency).filter_by(person_id=town["ayesha"].id).order_by(Residency.id).all()
        assert [(r.district_id, r.end_reason) for r in rows] == [(NORTH, "renewed"), (SOUTH, None)]

    def test_an_officer_ends_it_with_a_reason_that_stays_out_of_the_log_and_the_proof_rests(self, app, town):
        upload = TestRoll()
        upload.upload(app, town)
        upload.match(app, town["ayesha"], "AB1234", "1988")
        path = f"/staff/people/{town['ayesha'].public_id}/residency/end"
        officer = sign_in_as(app, town["officer"])
        assert officer.post(path, data={"reason": ""}).status_code == 422
        assert officer.post(path, data={"reason": "Moved to Lahore"}).status_code == 303
        assert running(town["ayesha"]) is None
        assert "Lahore" not in str(db.session.execute(db.text("SELECT data FROM events")).all())
        assert upload.match(app, town["ayesha"], "AB1234", "1988").status_code == 422
