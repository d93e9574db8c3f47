"""Claims, evidence, reviewers, and the words beside a name: shown everywhere, gone everywhere."""

import io
import re
import threading
from datetime import timedelta

import pytest
import time_machine

from forum.accounts import queries as accounts
from forum.accounts.actions import leaving, profile
from forum.discussions.actions import commenting
from forum.discussions.models import Comment
from forum.discussions.queries import threads
from forum.discussions.types import Order, Voices
from forum.kernel import clock, storage, worker
from forum.kernel.db import db, transaction
from forum.kernel.errors import Conflict, ForumError, NotAllowed
from forum.kernel.outbox import Mail
from forum.kernel.rules import Role
from forum.notifications import queries as notifications
from forum.professionals.actions import claiming, ending, keeping, proving, reviewing
from forum.professionals.models import Claim, ClaimDecision, Evidence
from forum.professionals.queries import claims
from tests.integration.proposals.conftest import town  # noqa: F401
from tests.support.pictures import photo as jpeg

NUMBER = "CIVIL/18842"


@pytest.fixture
def city(town):  # noqa: F811
    with transaction():
        town.field = keeping.add_field("transport", {"en": "Transport", "ur": "نقل و حمل"})
        town.other_field = keeping.add_field("heritage", {"en": "Heritage"})
        town.body = keeping.add_body(short="PEC", name="Pakistan Engineering Council", country="Pakistan", register_url="https://pec.example/", pattern=r"[A-Z]+/?\d{3,8}", months=12)
        keeping.add_domain("cda.example", organisation="CDA", actor=town.actor("admin"), now=clock.now())
    town.add("second", Role.OFFICER)
    return town


def box(town):  # noqa: F811
    return town.app.extensions["forum.box"]


def begin(town, who="bilal", *, kind="registration", title="Transport planner", organisation="", field=None, number=NUMBER, until=None):  # noqa: F811
    with transaction():
        return claiming.start_claim(kind=kind, title=title, organisation=organisation, body_id=town.body if kind == "registration" else None, field_id=field or town.field,
                                    identifier=number if kind == "registration" else "", valid_until=until, actor=town.actor(who), box=box(town), now=clock.now())  # fmt: skip


def send(town, claim, who="bilal"):  # noqa: F811
    with transaction():
        claiming.send_claim(claim, note="", actor=town.actor(who), now=clock.now())


def register(town, claim, who="officer"):  # noqa: F811
    with transaction():
        reviewing.look_up_register(claim, number_matches=True, name_matches=True, source="Printed register 2026", actor=town.actor(who), now=clock.now())


def decide(town, claim, who="officer", outcome="approved", reason="", **more):  # noqa: F811
    with transaction():
        return reviewing.decide(claim, outcome=outcome, reason=reason, checks=("Number and name agree.",), has_no_stake=more.pop("has_no_stake", True), actor=town.actor(who), now=clock.now(), **more)


def verify(town, who="bilal", **more):  # noqa: F811
    claim = begin(town, who, **more)
    send(town, claim, who)
    register(town, claim)
    decide(town, claim)
    return claim


def line(town, who="bilal"):  # noqa: F811
    return accounts.authors_for([town.people[who].id])[town.people[who].id].standings


def say(town, number, who, words, **more):  # noqa: F811
    with transaction():
        return commenting.post_comment("proposal", number, words=words, once=f"{who}{words}"[:39], actor=town.actor(who), now=clock.now(), **more)


def told(town, who):  # noqa: F811
    worker.drain()
    return [str(n.sentence) for n in notifications.inbox(town.people[who].id)]


class TestBadge:
    def test_it_is_words_on_every_author_line_and_leads_to_a_dossier(self, city):
        number = city.publish("bilal")
        claim = verify(city)
        say(city, number, "bilal", "Humps slow ambulances by two seconds each.")
        for path in (f"/proposals/{number}", f"/talk/proposal/{number}", f"/people/{city.people['bilal'].handle}", "/professionals", "/proposals"):
            page = city.app.test_client().get(path).text
            assert "Transport planner · PEC registration checked" in page, path
            assert f"/professionals/dossiers/{claim}" in page, path
        dossier = city.app.test_client().get(f"/professionals/dossiers/{claim}").text
        assert "Number and name agree." in dossier
        assert "The public register, looked up by a reviewer" in dossier
        assert "…842" in dossier
        assert NUMBER not in dossier
        assert "officer Tester" not in dossier
        assert any("stands beside your name" in w for w in told(city, "bilal"))

    def test_a_professional_s_words_are_filtered_counted_and_may_stand_first_but_weigh_the_same(self, city):
        number = city.publish("ayesha")
        early = say(city, number, "bilal", "Before anything was checked.")
        verify(city)
        later = say(city, number, "bilal", "After it was checked.")
        say(city, number, "usman", "A citizen speaks.")
        say(city, number, "officer", "The office speaks.")
        view = threads.thread("proposal", number)
        assert {v.value: n for v, n in view.voices.items()} == {"all": 4, "officials": 1, "professionals": 1, "citizens": 2}
        only = threads.page(view, order=Order.NEW, voices=Voices.PROFESSIONALS, now=clock.now())
        assert [b.comment.id for b in only.roots] == [later]
        first = threads.page(view, order=Order.PROFESSIONALS, now=clock.now())
        assert first.roots[0].comment.id == later
        best = {b.comment.id: db.session.get(Comment, b.comment.id).score for b in first.roots}
        assert set(best.values()) == {0}
        assert db.session.get(Comment, early).standing == "citizen"

    def test_another_name_takes_it_down_in_the_same_request(self, city):
        claim = verify(city)
        assert len(line(city)) == 1
        with transaction():
            profile.edit_profile(actor=city.actor("bilal"), name="Somebody Else", about="", is_public=False, now=clock.now())
        assert line(city) == ()
        assert "Transport planner" not in city.app.test_client().get("/professionals").text
        assert "approved but not shown" in city.browser("bilal").get(f"/account/professional/claims/{claim}").text

    def test_it_ends_by_itself_on_every_page_whether_a_job_runs_or_not(self, city):
        number = city.publish("bilal")
        claim = verify(city)
        stranger = city.app.test_client()
        assert "Transport planner" in stranger.get(f"/talk/proposal/{number}").text or "Transport planner" in stranger.get(f"/proposals/{number}").text
        with time_machine.travel(clock.now() + timedelta(days=366), tick=False):
            assert line(city) == ()
            assert "Transport planner" not in stranger.get(f"/proposals/{number}").text
            with transaction():
                ending.end_what_ran_out(clock.now())
            assert claims.claim(claim).state == "expired"
            assert any("has run out" in w for w in told(city, "bilal"))
            assert "does not hold any more" in stranger.get(f"/professionals/dossiers/{claim}").text

    def test_taken_back_it_is_gone_at_once(self, city):
        claim = verify(city)
        answer = city.browser("second").post(f"/staff/professionals/{claim}/revocation", data={"reason": "The body struck the entry off its list."})
        assert answer.status_code == 303
        assert line(city) == ()
        assert any("no longer stands" in w for w in told(city, "bilal"))

    def test_a_page_of_authors_is_one_query(self, city, count_queries):
        verify(city)
        ids = [p.id for p in city.people.values()]
        with count_queries() as seen:
            found = accounts.authors_for(ids)
        assert len(seen) == 1
        assert len(found) == len(ids)

    def test_it_never_makes_an_endorsement_or_a_mark_heavier(self, city):
        number = city.publish("ayesha")
        made = say(city, number, "ayesha", "A comment to mark.")
        verify(city)
        city.browser("bilal").post(f"/proposals/{number}/endorsement", data={"version": "1"})
        city.browser("bilal").post(f"/talk/comments/{made}/mark", data={"helpful": "yes"})
        row = db.session.get(Comment, made)
        db.session.refresh(row)
        assert (row.helpful, row.unhelpful) == (1, 0)
        assert db.session.execute(db.text("SELECT support FROM proposals WHERE id = :n"), {"n": number}).scalar() == 1


class TestReviewing:
    def test_without_enough_evidence_nobody_is_approved(self, city):
        claim = begin(city)
        send(city, claim)
        with pytest.raises(Conflict, match="does not suffice"):
            decide(city, claim)
        assert claims.claim(claim).state == "waiting"
        assert db.session.query(ClaimDecision).count() == 0

    def test_asked_for_more_answered_approved(self, city):
        claim = begin(city)
        send(city, claim)
        decide(city, claim, outcome="needs_info", reason="Which year is your entry from?")
        assert any("asks for more" in w for w in told(city, "bilal"))
        answer = city.browser("bilal").post(f"/account/professional/claims/{claim}/sending", data={"note": "From 2024, renewed this March."})
        assert answer.status_code == 303
        assert "renewed this March" in city.browser("officer").get(f"/staff/professionals/{claim}").text
        register(city, claim, "second")
        assert decide(city, claim, "second") == "approved"

    def test_nobody_reviews_themselves_their_own_office_or_whom_they_vouched_for(self, city):
        own = begin(city, "officer")
        send(city, own, "officer")
        with pytest.raises(NotAllowed, match="own claim"):
            decide(city, own)
        assert "Nobody reviews their own claim" in city.browser("officer").get(f"/staff/professionals/{own}").text
        mine = begin(city, "second")
        send(city, mine, "second")
        register(city, mine, "officer")
        decide(city, mine, "officer")
        colleague = begin(city)
        send(city, colleague)
        with pytest.raises(NotAllowed, match="same organisation"):
            register(city, colleague, "second")

    def test_without_saying_that_one_has_no_stake_it_is_no_review(self, city):
        claim = begin(city)
        send(city, claim)
        register(city, claim)
        answer = city.browser("officer").post(f"/staff/professionals/{claim}/decision", data={"outcome": "approved"})
        assert answer.status_code == 422
        assert claims.claim(claim).state == "waiting"

    def test_a_public_office_takes_two(self, city):
        claim = begin(city, kind="office", title="Director of traffic", organisation="Capital Development Authority")
        with transaction():
            made = claiming.add_document(claim, jpeg(), actor=city.actor("bilal"), box=box(city), max_bytes=10**7, now=clock.now())
        send(city, claim)
        for reviewer in ("officer", "admin"):
            with transaction():
                reviewing.read_document(made, shows_it=True, actor=city.actor(reviewer), now=clock.now())
        assert decide(city, claim, "officer") == "second"
        assert line(city) == ()
        assert not [w for w in told(city, "bilal") if "beside your name" in w]
        with pytest.raises(NotAllowed, match="second reviewer"):
            decide(city, claim, "officer")
        assert decide(city, claim, "second") == "approved"
        assert line(city)[0].title == "Director of traffic"

    def test_evidence_that_ran_out_between_the_two_approvals_stops_the_second(self, city):
        claim = begin(city, kind="office", title="Director of traffic", organisation="CDA")
        with transaction():
            made = claiming.add_document(claim, jpeg(), actor=city.actor("bilal"), box=box(city), max_bytes=10**7, now=clock.now())
        send(city, claim)
        for reviewer in ("officer", "admin"):
            with transaction():
                reviewing.read_document(made, shows_it=True, actor=city.actor(reviewer), now=clock.now())
        decide(city, claim, "officer")
        with time_machine.travel(clock.now() + timedelta(days=731), tick=False), pytest.raises(Conflict, match="does not suffice"):
            decide(city, claim, "second")
        assert line(city) == ()

    def test_a_reviewer_who_lost_the_role_decides_nothing(self, city):
        claim = begin(city)
        send(city, claim)
        register(city, claim)
        browser = city.browser("officer")
        assert browser.get(f"/staff/professionals/{claim}").status_code == 200
        with transaction():
            db.session.execute(db.text("UPDATE role_grants SET ended_at = given_at WHERE person_id = :p"), {"p": city.people["officer"].id})
        answer = browser.post(f"/staff/professionals/{claim}/decision", data={"outcome": "approved", "has_no_stake": "y"})
        assert answer.status_code == 403
        assert claims.claim(claim).state == "waiting"

    def test_one_appeal_by_somebody_else(self, city):
        claim = begin(city)
        send(city, claim)
        decide(city, claim, outcome="rejected", reason="The register knows nobody of that name.")
        bilal = city.browser("bilal")
        assert bilal.post(f"/account/professional/claims/{claim}/appeal", data={"note": "It is spelt Belal there."}).status_code == 303
        with pytest.raises(NotAllowed, match="decided on this before"):
            register(city, claim, "officer")
        register(city, claim, "second")
        decide(city, claim, "second", outcome="rejected", reason="Looked again: not there either.")
        again = bilal.post(f"/account/professional/claims/{claim}/appeal", data={"note": "And once more, please."})
        assert again.status_code == 422
        assert "one appeal" in again.text

    def test_a_decision_never_changes(self, city):
        verify(city)
        with pytest.raises(Exception, match="never changes"), transaction():
            db.session.execute(db.text("UPDATE claim_decisions SET outcome = 'rejected'"))

    def test_two_reviewers_at_once_decide_once(self, city):
        claim = begin(city)
        send(city, claim)
        register(city, claim)
        db.session.remove()
        gate, ends = threading.Barrier(2), []

        def one(who):
            with city.app.app_context():
                gate.wait()
                try:
                    ends.append(decide(city, claim, who).value)
                except ForumError as refusal:
                    ends.append(type(refusal).__name__)

        workers = [threading.Thread(target=one, args=(w,)) for w in ("officer", "second")]
        [w.start() for w in workers]
        [w.join() for w in workers]
        assert sorted(ends) == ["Conflict", "approved"]


class TestDocuments:
    @pytest.fixture
    def claim(self, city):
        return begin(city)

    def upload(self, city, claim, data=None, name="paper.jpg"):
        return city.browser("bilal").post(f"/account/professional/claims/{claim}/document", data={"photo": (io.BytesIO(jpeg() if data is None else data), name)}, content_type="multipart/form-data")

    def test_it_counts_when_two_have_read_it_and_is_deleted_after_thirty_days(self, city, claim):
        assert self.upload(city, claim).status_code == 303
        send(city, claim)
        made = next(e for e in claims.evidence_of(claim) if e.method == "document")
        assert not made.is_counted
        key = db.session.get(Evidence, made.id).key
        assert jpeg()[:20] not in storage.fetch(key)
        for reviewer in ("officer", "second"):
            browser = city.browser(reviewer)
            assert browser.get(f"/staff/professionals/documents/{made.id}").headers["Content-Type"] == "image/jpeg"
            assert browser.post(f"/staff/professionals/documents/{made.id}/shows").status_code == 303
            assert browser.post(f"/staff/professionals/documents/{made.id}/shows").status_code == 409
        decide(city, claim)
        with transaction():
            assert ending.delete_documents(clock.now() + timedelta(days=29)) == 0
            assert ending.delete_documents(clock.now() + timedelta(days=31)) == 1
        with pytest.raises(ForumError):
            storage.fetch(key)
        assert city.browser("officer").get(f"/staff/professionals/documents/{made.id}").status_code == 404
        assert len(line(city)) == 1

    def test_only_reviewers_see_it(self, city, claim):
        self.upload(city, claim)
        send(city, claim)
        made = next(e for e in claims.evidence_of(claim) if e.method == "document")
        for who in ("mariam", "moderator", "bilal"):
            assert city.browser(who).get(f"/staff/professionals/documents/{made.id}").status_code == 403
        assert city.app.test_client().get(f"/staff/professionals/documents/{made.id}").status_code in {302, 303, 401}

    @pytest.mark.parametrize("data", [b"", b"not a picture", b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n" + b"0" * 50])
    def test_what_is_no_picture_is_refused_in_words(self, city, claim, data):
        answer = self.upload(city, claim, data)
        assert answer.status_code == 422
        assert "There is a problem" in answer.text
        assert not [e for e in claims.evidence_of(claim) if e.method == "document"]

    def test_withdrawn_its_documents_go_at_once(self, city, claim):
        self.upload(city, claim)
        key = claims.file_keys(claim)[0]
        assert city.browser("bilal").post(f"/account/professional/claims/{claim}/withdrawal").status_code == 303
        with pytest.raises(ForumError):
            storage.fetch(key)

    def test_the_number_is_kept_sealed(self, city, claim):
        raw = db.session.execute(db.text("SELECT * FROM claims")).mappings().one()
        assert NUMBER.encode() not in repr(dict(raw)).encode()
        assert raw["identifier_tail"] == "842"


class TestWorkAddress:
    def mail(self, city, claim, address="bilal@cda.example", who="bilal"):
        return city.browser(who).post(f"/account/professional/claims/{claim}/address", data={"address": address})

    def link(self, city):
        mail = db.session.query(Mail).filter(Mail.once.like("work mail %")).order_by(Mail.id.desc()).first()
        return re.search(r"https?://[^/]+(/\S*address/\S+)", mail.text)[1]

    def test_the_link_counts_once_for_whoever_asked(self, city):
        claim = begin(city)
        assert self.mail(city, claim).status_code == 303
        path = self.link(city)
        bilal = city.browser("bilal")
        assert "Is this your work address?" in bilal.get(path).text
        assert not [e for e in claims.evidence_of(claim) if e.method == "work_email"]
        assert city.browser("mariam").post(path).status_code == 404
        assert [bilal.post(path).status_code for _ in range(2)] == [303, 409]
        assert len([e for e in claims.evidence_of(claim) if e.method == "work_email"]) == 1
        raw = db.session.execute(db.text("SELECT * FROM work_mails")).mappings().one()
        assert "cda.example" in repr(dict(raw))
        assert "bilal@" not in repr(dict(raw))

    @pytest.mark.parametrize("address", ["bilal@gmail.com", "bilal@evil-cda.example", "bilal@cda.example.evil.com", "bilal@sub.cda.example", "bilal@cdа.example", "bilal@cda.example@evil.com", "x", "",
                                         "bilal@cda.example\r\nBcc: all@evil.com", "a" * 300 + "@cda.example"])  # fmt: skip
    def test_other_domains_however_alike_show_nothing(self, city, address):
        claim = begin(city)
        assert self.mail(city, claim, address).status_code == 422
        assert db.session.query(Mail).filter(Mail.once.like("work mail %")).count() == 0

    def test_a_forged_an_old_and_a_borrowed_link_do_nothing(self, city):
        claim, other = begin(city), begin(city, "mariam")
        self.mail(city, claim)
        path = self.link(city)
        bilal = city.browser("bilal")
        assert bilal.post(path[:-3] + "xyz").status_code == 404
        assert city.browser("mariam").post(path.replace(f"/{claim}/", f"/{other}/")).status_code == 404
        with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
            assert city.browser("bilal").post(path).status_code == 409

    def test_one_address_proves_one_account_with_or_without_a_tag(self, city):
        claim = begin(city)
        self.mail(city, claim)
        city.browser("bilal").post(self.link(city))
        other = begin(city, "mariam")
        answer = self.mail(city, other, "bilal+me@cda.example", "mariam")
        assert answer.status_code == 422
        assert "proven another account" in answer.text

    @pytest.mark.parametrize("domain", ["gmail.com", "Outlook.com", "@yahoo.com", "not a domain", "cdа.example", ""])
    def test_the_city_adds_no_free_mail_and_no_look_alike(self, city, domain):
        answer = city.browser("admin").post("/staff/professionals/domains", data={"domain": domain, "organisation": "Some office"})
        assert answer.status_code == 422


class TestVouching:
    def peers(self, city):
        """Three verified peers of two organisations, in the field."""
        with transaction():
            other = keeping.add_body(short="PCATP", name="Architects and planners", country="Pakistan", register_url="https://pcatp.example/", pattern="", months=12)
        for name in ("peer1", "peer2", "peer3"):
            city.add(name)
        verify(city, "peer1")
        verify(city, "peer2")
        was, city.body = city.body, other
        verify(city, "peer3", number="P-1")
        city.body = was

    def vouch(self, city, claim, who):
        return city.browser(who).post(f"/professionals/dossiers/{claim}/vouch")

    def test_three_of_two_organisations_are_evidence(self, city):
        self.peers(city)
        claim = begin(city)
        address = re.search(r'(/professionals/dossiers/\d+\?invite=\w+)', city.browser("bilal").get(f"/account/professional/claims/{claim}").text)[1]
        assert "Do you know this to be true?" in city.browser("peer1").get(address).text
        assert city.browser("peer1").get(f"/professionals/dossiers/{claim}").status_code == 404
        assert city.browser("mariam").get(address).status_code == 404
        assert [self.vouch(city, claim, p).status_code for p in ("peer1", "peer2")] == [303, 303]
        assert not [e for e in claims.evidence_of(claim) if e.method == "vouch"]
        assert self.vouch(city, claim, "peer3").status_code == 303
        assert len([e for e in claims.evidence_of(claim) if e.method == "vouch"]) == 1
        assert self.vouch(city, claim, "peer1").status_code == 409
        assert any("vouches for you" in w for w in told(city, "bilal"))

    def test_who_is_not_verified_in_the_field_sees_and_says_nothing(self, city):
        self.peers(city)
        claim = begin(city, field=city.other_field)
        assert city.browser("peer1").get(f"/professionals/dossiers/{claim}").status_code == 404
        assert self.vouch(city, claim, "peer1").status_code == 403
        assert self.vouch(city, claim, "mariam").status_code == 403
        assert self.vouch(city, claim, "bilal").status_code == 403

    def test_not_each_other(self, city):
        self.peers(city)
        first = begin(city, "peer2", title="Traffic modeller")
        self.vouch(city, first, "peer1")
        back = begin(city, "peer1", title="Road safety auditor")
        answer = self.vouch(city, back, "peer2")
        assert answer.status_code == 403
        assert "each other" in answer.text

    def test_a_chain_of_people_who_only_vouch_breaks_at_its_second_link(self, city):
        self.peers(city)
        claim = begin(city, kind="practice", organisation="Own office")
        for p in ("peer1", "peer2", "peer3"):
            self.vouch(city, claim, p)
        with transaction():
            proving.mail_work_address(claim, "bilal@cda.example", actor=city.actor("bilal"), key=b"k" * 32, now=clock.now())
        with transaction():
            db.session.add(Evidence(claim_id=claim, method="work_email", note="CDA", at=clock.now(), expires_at=clock.now() + timedelta(days=100)))
        send(city, claim)
        assert decide(city, claim) == "approved"
        next_one = begin(city, "mariam", kind="practice", organisation="Another office")
        answer = self.vouch(city, next_one, "bilal")
        assert answer.status_code == 403
        assert "chain" in answer.text


class TestOwn:
    def test_the_form_refuses_with_sentences_and_keeps_what_was_typed(self, city):
        answer = city.browser("bilal").post("/account/professional/claims", data={"kind": "registration", "title": "Transport planner", "field": str(city.field), "body": str(city.body), "identifier": "61101-1234567-1", "organisation": ""})
        assert answer.status_code == 422
        assert "national identity number" in answer.text
        assert "Transport planner" in answer.text
        assert db.session.query(Claim).count() == 0

    def test_others_do_not_see_a_claim_that_was_not_approved(self, city):
        claim = begin(city)
        for browser in (city.browser("mariam"), city.app.test_client()):
            assert browser.get(f"/account/professional/claims/{claim}").status_code in {302, 303, 401, 404}
            assert browser.get(f"/professionals/dossiers/{claim}").status_code == 404

    def test_a_page_shows_each_section_to_whom_it_is_for(self, city):
        bilal = city.browser("bilal")
        data = {"headline": "Twelve years of buses", "positions": "Planner at CDA", "positions_visible": "public", "education": "MSc Lahore", "education_visible": "members", "links": "https://secret.example", "links_visible": "private",
                "projects": "", "projects_visible": "public", "publications": "", "publications_visible": "public", "district": "0"}  # fmt: skip
        assert bilal.post("/account/professional/page", data=data).status_code == 303
        bilal.post("/account/profile", data={"name": "Bilal Tester", "about": "", "is_public": "y"})
        path = f"/people/{city.people['bilal'].handle}"
        stranger, member, own = city.app.test_client().get(path).text, city.browser("mariam").get(path).text, bilal.get(path).text
        assert [("Planner at CDA" in p, "MSc Lahore" in p, "secret.example" in p) for p in (stranger, member, own)] == [(True, False, False), (True, True, False), (True, True, True)]

    def test_leaving_takes_claims_documents_and_standing_along(self, city):
        claim = verify(city)
        with transaction():
            db.session.execute(db.text("UPDATE claims SET state = 'open'"))
        with transaction():
            claiming.add_document(claim, jpeg(), actor=city.actor("bilal"), box=box(city), max_bytes=10**7, now=clock.now())
        key = claims.file_keys(claim)[0]
        declared = city.app.extensions["forum.personal"]
        with transaction():
            leaving.close_account(actor=city.actor("bilal"), tables=declared.tables, farewells=declared.farewells, key=b"k", now=clock.now())
        assert db.session.query(Claim).count() == 0
        assert db.session.query(Evidence).count() == 0
        assert line(city) == ()
        with pytest.raises(ForumError):
            storage.fetch(key)


class TestInterest:
    def test_a_professional_is_asked_what_they_have_to_do_with_it_and_it_stands_beside_the_words(self, city):
        number = city.publish("ayesha")
        assert 'name="interest"' not in city.browser("bilal").get(f"/talk/proposal/{number}").text
        verify(city)
        bilal = city.browser("bilal")
        assert 'name="interest"' in bilal.get(f"/talk/proposal/{number}").text
        bilal.post(f"/talk/proposal/{number}", data={"text": "Use humps of six metres.", "stance": "", "once": "i1", "interest": "My office sells humps."})
        assert "Own interest: My office sells humps." in city.app.test_client().get(f"/talk/proposal/{number}").text
        assert 'value="My office sells humps."' in bilal.get(f"/talk/proposal/{number}").text
        mariam = city.browser("mariam")
        mariam.post(f"/talk/proposal/{number}", data={"text": "I am a neighbour.", "stance": "", "once": "i2", "interest": "Smuggled in"})
        assert "Smuggled in" not in city.app.test_client().get(f"/talk/proposal/{number}").text

    def test_too_long_is_said_and_kept(self, city):
        number = city.publish("ayesha")
        verify(city)
        answer = city.browser("bilal").post(f"/talk/proposal/{number}", data={"text": "Use humps.", "stance": "", "once": "i3", "interest": "x" * 301})
        assert answer.status_code == 422
        assert "x" * 301 in answer.text
