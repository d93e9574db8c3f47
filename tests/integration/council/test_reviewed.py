"""What two people with fresh eyes found: told, kept, counted and named as it is."""

import io
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from forum.accounts.actions import leaving, roles
from forum.accounts.models import RoleGrant
from forum.council import jobs
from forum.council.actions import doing, meeting, noting, receiving, setting_up
from forum.council.actions.doing import Report
from forum.council.actions.meeting import Plan
from forum.council.printing import LONGEST, Busy, pdf
from forum.council.queries import answering, cases, decisions, meetings
from forum.council.queries import doing as works
from forum.council.types import Choice, Pace
from forum.discussions.actions import commenting
from forum.discussions.types import Stance
from forum.kernel import clock, i18n, letters, records, worker
from forum.kernel.db import db, transaction
from forum.kernel.errors import Conflict, Invalid
from forum.kernel.events import Event
from forum.kernel.rules import Role
from forum.notifications import queries as notifications
from forum.proposals.actions import hiding, moving
from forum.proposals.types import SUBJECT, Mover, Stage
from tests.integration.council.test_answering import _vote_for
from tests.integration.council.test_dossiers import set_aside
from tests.integration.proposals.conftest import NORTH
from tests.support.city import NOWHERE, sign_in_as
from tests.support.pictures import photo


def today():
    return clock.now().astimezone(letters.zone()).date()


def move(chamber, about, stage, by=Mover.AUTHOR, at=None):
    with transaction():
        moving.move_stage(moving.locked(about), stage, by=by, person_id=None, now=at or clock.now())


def leave(chamber, who):
    declared = chamber.town.app.extensions["forum.personal"]
    with transaction():
        leaving.close_account(actor=chamber.town.actor(who), tables=declared.tables, farewells=declared.farewells, key=b"k" * 32, now=clock.now())


def told(chamber, who):
    worker.drain()
    return [str(n.sentence) for n in notifications.inbox(chamber.town.people[who].id)]


def promise(chamber, case, title="Dig the trench", days=20, once="m"):
    with transaction():
        return doing.set_milestone(case, title=title, due_on=today() + timedelta(days=days), planned=500_000, once=once, actor=chamber.town.actor("officer"), now=clock.now())


def report(chamber, number, words="The trench is half dug.", percent=50, due_on=None, once="r", **more):
    made = Report(words, percent, 1_000, due_on or works.milestone(number).due_on, **more)
    with transaction():
        doing.report(number, made, max_bytes=5_000_000, once=once, actor=chamber.town.actor("officer"), now=clock.now())


class TestWhoLeft:
    def test_evidence_stays_when_the_officer_who_sent_it_leaves(self, chamber):
        case = chamber.case()
        chamber.decide(case)
        number = promise(chamber, case)
        report(chamber, number, photo=photo(), photo_alt="A trench")
        said = works.reports([number])[number][0].id
        leave(chamber, "officer")
        assert chamber.town.app.test_client().get(f"/council/reports/{said}.jpg").status_code == 200

    def test_a_vote_keeps_the_name_it_was_given_under(self, chamber):
        case = chamber.case()
        number = chamber.decide(case)
        leave(chamber, "nadia")
        page = chamber.town.app.test_client().get(f"/council/decisions/{number}").text
        assert "nadia Tester" in page
        assert "account closed since" in page

    def test_a_decision_is_corrected_as_the_council_was_then(self, chamber):
        case, nadia = chamber.case(), chamber.town.people["nadia"]
        first = chamber.decide(case)
        grant = db.session.scalars(select(RoleGrant.id).where(RoleGrant.person_id == nadia.id)).one()
        with transaction():
            roles.end_role(grant_id=grant, reason="The term is over.", actor=NOWHERE, now=clock.now())
        page = chamber.town.browser("officer").get(f"/staff/council/cases/{case}/decision").text
        assert f'name="member-{nadia.id}"' in page
        second = chamber.decide(case, corrects=first, once="second", votes={nadia.id: Choice.FOR})
        assert [v.name for v in decisions.votes(second)] == ["nadia Tester"]
        with pytest.raises(Invalid):
            chamber.decide(case, corrects=second, once="third", votes={chamber.town.people["bilal"].id: Choice.FOR})


class TestTheClockThatRests:
    def test_resting_and_going_on_are_facts_that_people_see_and_hear(self, chamber):
        case = chamber.case()
        about = cases.case(case).proposal_id
        client = chamber.town.app.test_client()
        first = cases.case(case).due_at
        move(chamber, about, Stage.WITHDRAWN)
        worker.drain()
        assert "Withdrawn by its authors" in client.get(f"/council/cases/{case}").text
        with time_machine.travel(clock.now() + timedelta(days=5), tick=True):
            move(chamber, about, Stage.UNDER_REVIEW)
            worker.drain()
        db.session.expire_all()
        assert cases.case(case).due_at > first
        kinds = [e.kind for e in db.session.scalars(select(Event).order_by(Event.id)) if e.kind.startswith("council.Case")]
        assert kinds == ["council.CaseReceived", "council.CaseRested", "council.CaseResumed"]
        assert "taken back by its authors for 5 days" in client.get(f"/council/cases/{case}").text
        assert any("is before the council again" in words for words in told(chamber, "ayesha"))

    def test_what_ended_is_not_called_overdue_anywhere(self, chamber):
        case = chamber.case()
        about = cases.case(case).proposal_id
        chamber.shift(case, -100)
        assert "Overdue" in chamber.town.app.test_client().get("/council").text
        with transaction():
            moving.close_proposal(about, reason="The pipe was replaced last week.", actor=chamber.town.actor("officer"), now=clock.now())
        worker.drain()
        for who, path in ((None, "/council"), (None, f"/council/cases/{case}/dossier"), ("ayesha", "/council/mine"), ("nadia", f"/staff/council/comparison?case={case}")):
            page = (chamber.town.browser(who) if who else chamber.town.app.test_client()).get(path).text
            assert "Overdue" not in page, path
        assert "Closed without an answer" in chamber.town.browser("ayesha").get("/council/mine").text

    def test_what_no_office_was_given_stands_in_the_record_too(self, chamber):
        chamber.shift(chamber.case(), -10)
        (line,) = answering.records(clock.now())
        assert (line.office_id, line.waiting, line.overdue) == (None, 1, 1)
        assert "No office yet" in chamber.town.app.test_client().get("/council/offices").text

    def test_given_to_the_same_office_twice_it_is_given_once(self, chamber):
        case, office = chamber.case(), chamber.office()
        seen = str(cases.case(case).version)
        browser = chamber.town.browser("officer")
        assert [browser.post(f"/staff/council/cases/{case}/office", data={"office": office, "seen": seen}).status_code for _ in range(2)] == [303, 303]


class TestPromises:
    def test_a_day_that_passes_is_noted_and_told_once(self, chamber):
        case = chamber.case()
        chamber.decide(case)
        number = promise(chamber, case, days=0)
        with transaction():
            works.milestone(number).first_due_on = today() - timedelta(days=1)
        for _ in range(10):
            jobs.keep_clock()
        worker.drain()
        assert [e.data["milestone_id"] for e in db.session.scalars(select(Event).where(Event.kind == "council.MilestoneLate"))] == [number]
        assert len([w for w in told(chamber, "ayesha") if w.startswith("Late:")]) == 1

    def test_authors_hear_of_a_promise(self, chamber):
        case = chamber.case()
        chamber.decide(case)
        promise(chamber, case)
        assert any("Promised for" in words for words in told(chamber, "ayesha"))
        for path, language in (("/notices", "en"), ("/ur/notices", "ur")):
            with chamber.town.app.test_request_context(), i18n.in_language(language):
                day = i18n.date(today() + timedelta(days=20))
            assert day in chamber.town.browser("ayesha").get(path).text

    def test_when_nothing_was_done_the_way_out_is_said(self, chamber):
        case = chamber.case()
        chamber.decide(case)
        report(chamber, promise(chamber, case), words="It cannot be done.", percent=0, is_dropped=True)
        with pytest.raises(Conflict, match="correct the decision"), transaction():
            doing.finish(case, actor=chamber.town.actor("officer"), now=clock.now())

    @pytest.mark.parametrize(("day", "link"), [("0001-01-01", ""), ("2020-01-01", ""), (None, "javascript:alert(1)"), (None, "https://[::1"), (None, "http://"), (None, "https://a b")])
    def test_a_slip_of_the_keyboard_is_not_published(self, chamber, day, link):
        case = chamber.case()
        chamber.decide(case)
        number = promise(chamber, case)
        data = {"words": "Half of it is dug.", "percent": "50", "spent": "1", "due_on": day or (today() + timedelta(days=9)).isoformat(), "link": link, "once": "x"}
        answer = chamber.town.browser("officer").post(f"/staff/council/milestones/{number}/report", data=data)
        assert answer.status_code == 422
        assert "Half of it is dug." in answer.text
        assert works.reports([number]) == {}

    def test_a_photo_that_was_not_taken_is_asked_for_again(self, chamber):
        case = chamber.case()
        chamber.decide(case)
        number, browser = promise(chamber, case), chamber.town.browser("officer")
        data = {"words": "Half of it is dug.", "percent": "50", "spent": "1", "due_on": (today() + timedelta(days=9)).isoformat(), "once": "x"}
        answer = browser.post(f"/staff/council/milestones/{number}/report", data={**data, "photo": (io.BytesIO(photo()), "a.jpg")}, content_type="multipart/form-data")
        assert "Choose the photo once more" in answer.text
        answer = browser.post(f"/staff/council/milestones/{number}/report", data={**data, "photo_alt": "A trench, half dug"}, content_type="multipart/form-data")
        assert "Words for a photo, but no photo." in answer.text
        assert works.reports([number]) == {}

    def test_the_office_sees_its_promises_on_the_desk(self, chamber):
        case, office = chamber.case(), chamber.office("Water office", "officer")
        with transaction():
            receiving.assign(case, office_id=office, seen=cases.case(case).version, actor=chamber.town.actor("second"), now=clock.now())
        chamber.decide(case)
        promise(chamber, case, title="Dig the trench", days=5)
        promise(chamber, case, title="Far away", days=90, once="far")
        page = chamber.town.browser("officer").get("/staff/council").text
        assert "Dig the trench" in page
        assert "Far away" not in page

    def test_a_link_is_one_line_without_tricks(self, chamber):
        case = chamber.case()
        chamber.decide(case)
        number = promise(chamber, case)
        report(chamber, number, link="https://example.org/\u202egpj.x\x00")
        assert works.reports([number])[number][0].link == "https://example.org/gpj.x"

    def test_the_tracker_counts_all_and_shows_a_page_of_each(self, chamber, monkeypatch):
        monkeypatch.setattr(works, "PAGE", 2)
        case = chamber.case()
        chamber.decide(case)
        numbers = [promise(chamber, case, title=f"Part {n}", days=10 + n, once=f"m{n}") for n in range(5)]
        report(chamber, numbers[4], words="This part is done.", percent=100, once="done")
        client = chamber.town.app.test_client()
        assert works.counted(today()) == {Pace.AHEAD: 4, Pace.LATE: 0, Pace.DONE: 1, Pace.DROPPED: 0}
        seen, path = [], "/council/tracker?pace=ahead"
        for _ in range(4):
            page = client.get(path).text
            seen += re.findall(r"<strong dir=\"auto\">(Part \d)", page)
            found = re.search(r'<a class="button button-quiet" href="([^"]*after=[^"]*)"', page)
            if not found:
                break
            path = found[1].replace("&amp;", "&").replace("/en/", "/")
        assert seen == ["Part 0", "Part 1", "Part 2", "Part 3"]
        assert "Part 4" in client.get("/council/tracker?pace=done").text
        assert client.get("/council/tracker?pace=ahead&after=nonsense").status_code == 200


class TestSessions:
    def plan(self, chamber, hours, title="Ordinary session", length=2, once=None):
        begin = clock.now() + timedelta(hours=hours)
        with transaction():
            return meeting.plan_session(Plan(title, "Town hall", begin, begin + timedelta(hours=length)), once=once or f"{title}{hours}", actor=chamber.town.actor("nadia"), now=min(clock.now(), begin) - timedelta(minutes=1))

    def test_they_are_called_what_they_are(self, chamber):
        client = chamber.town.app.test_client()
        for hours, words in ((24, "Planned"), (-1, "Going on"), (-24, "Held")):
            name = self.plan(chamber, hours, title=f"Session {hours}")
            assert "</h1>" in client.get(f"/council/sessions/{name}").text
            assert re.search(rf'class="tag session-\w+">{words}<', client.get(f"/council/sessions/{name}").text), words

    def test_minutes_written_while_it_runs_close_nothing(self, chamber):
        name, member = self.plan(chamber, -1), chamber.town.actor("nadia")
        with transaction():
            meeting.publish_minutes(name, words="The quorum was seventeen members.", once="m", actor=member, now=clock.now())
        with transaction():
            meeting.add_item(name, case_id=None, title="Another matter", actor=member, now=clock.now())
            meeting.add_item(name, case_id=None, title="Another matter", actor=member, now=clock.now())  # sent twice
        assert [i.title for i in meetings.agenda(meetings.by_name(name).id)] == ["Another matter"]

    def test_an_addition_leaves_the_day_on_which_minutes_were_published(self, chamber):
        name, member = self.plan(chamber, -2), chamber.town.actor("nadia")
        with transaction():
            meeting.publish_minutes(name, words="The quorum was seventeen members.", once="m", actor=member, now=clock.now())
        later = clock.now() + timedelta(days=20)
        with transaction():
            meeting.publish_minutes(name, words="Annexed: the surveyor’s letter.", once="more", actor=member, now=later)
        page = chamber.town.app.test_client().get(f"/council/sessions/{name}").text
        with chamber.town.app.test_request_context():
            days = [f"Published {i18n.moment(clock.now())[:-6]}", "seventeen members", f"Added {i18n.moment(later)[:-6]}", "letter"]
        assert re.findall("|".join(map(re.escape, days)), page) == days

    def test_all_that_wait_are_put_on_it(self, chamber):
        for n in range(22):
            chamber.case(f"Proposal number {n:02d} of many")
        name, member = self.plan(chamber, 24), chamber.town.browser("nadia")
        assert "Put all 22 that wait on it" in member.get(f"/staff/council/sessions/{name}").text
        member.post(f"/staff/council/sessions/{name}/items", data={"waiting": "1"})
        assert len(meetings.agenda(meetings.by_name(name).id)) == 22
        assert "On the next agenda" in member.get("/staff/council").text

    def test_the_session_of_a_decision_can_be_named_however_many_came_after(self, chamber):
        case = chamber.case()
        with transaction():
            receiving.locked(case).received_at = clock.now() - timedelta(days=50)
        first = self.plan(chamber, -40 * 24, title="The first one")
        number = chamber.decide(case, session=first)
        for n in range(25):
            self.plan(chamber, -39 * 24 + 24 * n, title=f"A later one {n}")
        assert "The first one" in chamber.town.browser("nadia").get(f"/staff/council/cases/{case}/decision").text
        second = chamber.decide(case, corrects=number, once="second", session=first)
        assert decisions.decision(second).session_id == decisions.decision(number).session_id

    def test_a_session_says_nothing_of_what_is_hidden(self, chamber):
        case, name = chamber.case(), self.plan(chamber, -1)
        with transaction():
            meeting.add_item(name, case_id=case, title="", actor=chamber.town.actor("nadia"), now=clock.now())
        number = chamber.decide(case, session=name)
        with transaction():
            hiding.hide_proposal(cases.case(case).proposal_id, "insult", chamber.town.actor("moderator"), clock.now())
        page = chamber.town.app.test_client().get(f"/council/sessions/{name}").text
        assert "A proposal that is not shown." in page
        assert f"/council/decisions/{number}" not in page


class TestPeople:
    def test_who_holds_a_role_for_one_district_is_neither_told_nor_asked_for_a_vote(self, chamber):
        for name, role in (("local", Role.COUNCIL_MEMBER), ("clerk", Role.OFFICER)):
            chamber.town.add(name)
            with transaction():
                roles.grant_role(person_id=chamber.town.people[name].id, role=role, area_id=NORTH, reason="For the north.", actor=NOWHERE, now=clock.now() - timedelta(days=1))
        local, case = chamber.town.people["local"].id, chamber.case()
        assert local not in {*answering.members(), *answering.members(on=today())}
        assert [n for who in ("local", "clerk") for n in chamber.told(who)] == []
        assert chamber.told("kamran")
        assert chamber.town.browser("local").get("/staff/council").status_code == 403
        assert f'name="member-{local}"' not in chamber.town.browser("nadia").get(f"/staff/council/cases/{case}/decision").text
        with pytest.raises(Invalid) as refusal:
            chamber.decide(case, votes={local: Choice.FOR})
        assert set(refusal.value.fields) == {"votes"}

    def test_whose_argument_was_answered_reads_the_answer(self, chamber):
        case = chamber.case()
        comment = chamber.argue(case, "bilal", "It leaks on my street.", Stance.FOR)
        number = chamber.decide(case, points={comment: "Yes: yours is the first street."})
        page = chamber.town.browser("bilal").get("/council/mine").text
        assert "Yes: yours is the first street." in page
        assert f"/council/decisions/{number}#point-{comment}" in page
        assert f'id="point-{comment}"' in chamber.town.app.test_client().get(f"/council/decisions/{number}").text

    def test_a_comment_says_what_became_of_it(self, chamber):
        case, client = chamber.case(), chamber.town.app.test_client()
        comment = chamber.argue(case, "bilal", "It leaks on my street.", Stance.FOR)
        assert "What became of it" not in client.get(f"/talk/comments/{comment}").text
        number = chamber.decide(case)
        page = client.get(f"/talk/comments/{comment}").text
        assert f'href="/council/decisions/{number}#point-{comment}"' in page
        second = chamber.decide(case, corrects=number, once="second")
        page = client.get(f"/talk/comments/{comment}").text
        assert f"/council/decisions/{second}#" in page
        assert f"/council/decisions/{number}#" not in page
        with transaction():
            asked = noting.ask_people(chamber.case("Another proposal that waits"), words="How often?", once="q", actor=chamber.town.actor("nadia"), now=clock.now())
        assert "The council asked this of everybody." in client.get(f"/talk/comments/{asked}").text

    def test_the_proposal_says_what_the_council_said(self, chamber):
        case = chamber.case()
        about, client = cases.case(case).proposal_id, chamber.town.app.test_client()
        chamber.shift(case, -3)
        assert "The council should have answered by" in client.get(f"/proposals/{about}").text
        chamber.decide(case)
        assert "The council has answered: Accepted." in client.get(f"/proposals/{about}").text

    def test_who_voted_in_a_vote_that_was_set_aside_hears_the_answer(self, chamber):
        case = chamber.case()
        _vote_for(chamber, cases.case(case).proposal_id)
        set_aside(chamber)
        chamber.decide(case)
        assert any("The council has decided" in words for words in told(chamber, "tahir"))

    def test_whoever_a_decision_names_is_told(self, chamber):
        case = chamber.case()
        chamber.decide(case, votes={chamber.town.people["nadia"].id: Choice.FOR, chamber.town.people["kamran"].id: Choice.AGAINST})
        assert any("The council has decided" in words for words in told(chamber, "kamran"))

    def test_supporters_hear_what_the_council_asks(self, chamber):
        case = chamber.case()
        with transaction():
            noting.ask_people(case, words="How often did it burst last year?", once="q", actor=chamber.town.actor("nadia"), now=clock.now())
        assert any("The council asks about" in words for words in told(chamber, "ayesha"))

    @pytest.mark.parametrize("words", [".", "\u200b", "---", ""])
    def test_an_argument_is_not_answered_by_nothing(self, chamber, words):
        case = chamber.case()
        comment = chamber.argue(case, "bilal", "It leaks.", Stance.FOR)
        with pytest.raises(Invalid) as refusal:
            chamber.decide(case, points={comment: words})
        assert set(refusal.value.fields) == {"points"}


class TestDossier:
    def made(self, chamber, case):
        return chamber.town.app.test_client().get(f"/council/cases/{case}/dossier.json").json

    def test_professionals_recommend_and_do_not_merely_ask(self, chamber):
        case = chamber.case()
        numbers = [chamber.argue(case, "bilal", words, stance) for words, stance in (("Lay it a metre deep.", Stance.FOR), ("How deep is it laid?", Stance.QUESTION), ("Steel would last longer.", Stance.NEUTRAL))]
        thanks = chamber.argue(case, "bilal", "Thanks for this.", None)
        with transaction():
            for number in (*numbers, thanks):
                db.session.execute(db.text("UPDATE comments SET standing = 'professional' WHERE id = :n"), {"n": number})
        assert sorted(c["comment"] for c in self.made(chamber, case)["recommendations"]) == [numbers[0], numbers[2]]
        page = chamber.town.app.test_client().get(f"/council/cases/{case}/dossier").text
        assert page.count("Lay it a metre deep.") == 1  # not printed twice
        assert "said nothing about an interest of their own" in page

    def test_what_the_council_asked_stands_with_its_answers(self, chamber):
        case = chamber.case()
        about = cases.case(case).proposal_id
        with transaction():
            asked = noting.ask_people(case, words="How often did it burst?", once="q", actor=chamber.town.actor("nadia"), now=clock.now())
        with transaction():
            commenting.post_comment(SUBJECT, about, words="Three times.", stance=None, parent_id=asked, once="a", actor=chamber.town.actor("mariam"), now=clock.now())
        made = self.made(chamber, case)
        assert made["questions"] == []
        assert [(q["comment"], [a["html"] for a in q["answers"]]) for q in made["asked"]] == [(asked, ["<p>Three times.</p>\n"])]
        assert "What the council asked" in chamber.town.app.test_client().get(f"/council/cases/{case}/dossier").text

    def test_a_long_comment_is_cut_on_the_page_and_whole_in_the_record(self, chamber):
        case = chamber.case()
        chamber.argue(case, "bilal", "It leaks on my street. " * 200, Stance.FOR)
        page = chamber.town.app.test_client().get(f"/council/cases/{case}/dossier").text
        assert "read it whole" in page
        assert page.count("It leaks on my street.") < 40
        assert self.made(chamber, case)["arguments"][0]["html"].count("It leaks on my street.") == 200

    def test_a_print_tells_small_changes_from_great_ones(self, chamber):
        case = chamber.case()
        client = chamber.town.app.test_client()
        printed = re.search(r"printed=([0-9a-f-]+)", client.get(f"/council/cases/{case}/dossier").text)[1]
        chamber.argue(case, "bilal", "It leaks.", Stance.FOR)
        page = client.get(f"/council/cases/{case}/dossier?printed={printed}").text
        assert "The end of the name is that of today’s text, votes, due day and decision." in page
        chamber.decide(case)
        assert "it is superseded" in client.get(f"/council/cases/{case}/dossier?printed={printed}").text

    def test_nothing_but_the_name_of_a_print_comes_back(self, chamber):
        page = chamber.town.app.test_client().get(f"/council/cases/{chamber.case()}/dossier?printed=a forgery, call 0300 1234567").text
        assert "0300" not in page.partition("<main")[2]
        assert "No print has this name." in page

    def test_a_page_too_long_to_print_is_not_printed(self):
        with pytest.raises(Busy):
            pdf("x" * (LONGEST + 1), identifier="x")


class TestForms:
    def test_a_form_sent_again_with_other_words_says_so_and_can_be_sent(self, chamber):
        case = chamber.case()
        chamber.decide(case)
        browser = chamber.town.browser("officer")
        sent = {"title": "First of two", "due_on": (today() + timedelta(days=9)).isoformat(), "planned": "0", "once": "one"}
        assert browser.post(f"/staff/council/cases/{case}/milestones", data=sent).status_code == 303
        assert browser.post(f"/staff/council/cases/{case}/milestones", data=sent).status_code == 303  # twice is once
        answer = browser.post(f"/staff/council/cases/{case}/milestones", data={**sent, "title": "Second, after going back"})
        assert answer.status_code == 409
        assert "Second, after going back" in answer.text
        fresh = re.search(r'name="once" value="([^"]+)"', answer.text)[1]
        assert fresh != "one"
        assert browser.post(f"/staff/council/cases/{case}/milestones", data={**sent, "title": "Second, after going back", "once": fresh}).status_code == 303
        assert [w.title for w in works.of_case(case, today())] == ["First of two", "Second, after going back"]

    def test_no_comment_of_elsewhere_becomes_the_councils_question(self, chamber):
        case, other = chamber.case(), chamber.case("Another proposal that waits")
        with transaction():
            commenting.post_comment(SUBJECT, cases.case(other).proposal_id, words="A thought.", stance=Stance.FOR, once="mine", actor=chamber.town.actor("nadia"), now=clock.now())
        with pytest.raises(Conflict), transaction():
            noting.ask_people(case, words="How often?", once="mine", actor=chamber.town.actor("nadia"), now=clock.now())
        assert cases.questions(case) == []

    def test_an_office_is_made_once_and_retired_once(self, chamber):
        admin = sign_in_as(chamber.town.app, chamber.town.add("keeper", Role.ADMINISTRATOR))
        assert [admin.post("/staff/council/setting-up/offices/0", data={"o0-name": "Water office", "o0-people": ""}).status_code for _ in range(2)] == [303, 422]
        (office,) = answering.offices()
        for _ in range(2):
            admin.post(f"/staff/council/setting-up/offices/{office.id}/retiring", data={"retired": "yes"})
        db.session.expire_all()
        assert answering.offices() == []

    def test_holidays_named_anew_are_a_fact_and_the_same_again_is_none(self, chamber):
        with transaction():
            for _ in range(2):
                setting_up.set_holidays("2027-03-23 Pakistan Day", actor=NOWHERE, now=clock.now())
        assert [e.data["days"] for e in db.session.scalars(select(Event).where(Event.kind == "council.HolidaysChanged"))] == [1]

    def test_a_kept_page_is_of_its_own_address(self, chamber):
        chamber.case()
        client = chamber.town.app.test_client()
        first, second = client.get("/en/council/offices").text, client.get("/council/offices").text
        assert 'href="/en/council"' in first
        assert 'href="/en/council"' not in second


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite lets one write at a time, so numbers come in the order of commits
def test_an_event_committed_late_is_news_though_its_number_is_older(chamber):
    chamber.case()
    worker.drain()
    app, numbered, may_end = chamber.town.app, threading.Event(), threading.Event()

    def slow():
        with app.app_context(), transaction():
            setting_up.set_office(None, name={"en": "Slow office"}, handles=[], actor=NOWHERE, now=clock.now())
            numbered.set()
            assert may_end.wait(20)

    with ThreadPoolExecutor(1) as pool:
        ends = pool.submit(slow)
        assert numbered.wait(20)
        with transaction():
            setting_up.set_holidays("2027-03-23 Pakistan Day", actor=NOWHERE, now=clock.now())
        db.session.rollback()
        before, newest = records.clock(), db.session.scalar(select(func.max(Event.id)))
        assert "Slow office" not in [o.name["en"] for o in answering.offices()]
        db.session.rollback()
        may_end.set()
        ends.result(20)
    assert "Slow office" in [o.name["en"] for o in answering.offices()]
    assert db.session.scalar(select(func.max(Event.id))) == newest  # the number alone would not tell
    assert records.clock() != before
