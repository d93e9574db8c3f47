"""The answer clock, decisions, milestones and sessions, through actions and pages, on both databases."""

import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar as ICalendar
from sqlalchemy import func, select

from forum.council import deadlines, jobs
from forum.council.actions import deciding, doing, meeting, noting, receiving, setting_up
from forum.council.actions.doing import Report
from forum.council.actions.meeting import Plan
from forum.council.models import Case, Decision, MilestoneReport
from forum.council.queries import answering, cases, decisions, meetings
from forum.council.queries import doing as works
from forum.council.types import CaseState, Pace, Verdict
from forum.discussions.types import Stance
from forum.kernel import clock, letters, worker
from forum.kernel.db import db, transaction
from forum.kernel.errors import Conflict, Invalid
from forum.kernel.events import Event
from forum.kernel.hashing import sha256_hex
from forum.proposals.actions import moving
from forum.proposals.queries import reading
from forum.proposals.types import Stage
from tests.support.city import NOWHERE


def events(kind):
    return db.session.scalar(select(func.count()).select_from(Event).where(Event.kind == kind))


class TestClock:
    def test_review_starts_it_once_and_everybody_sees_it(self, chamber):
        case = chamber.case()
        row = cases.case(case)
        assert row.due_at == row.first_due_at == deadlines.end_of(deadlines.due_day(row.received_at, 60, cases.calendar(), letters.zone()), letters.zone())
        with transaction():
            receiving.receive(row.proposal_id, at=clock.now(), now=clock.now())
        assert events("council.CaseReceived") == 1
        page = chamber.town.app.test_client().get("/council").text
        assert "Repair the water pipe" in page
        assert "No office yet" in page
        assert any("must answer" in words for words in chamber.told("ayesha"))

    @pytest.mark.parametrize(("city", "month"), [("Asia/Karachi", 3), ("Europe/Berlin", 3), ("America/New_York", 10)])  # two of them change the hour on the way
    def test_reminders_come_once_each_and_the_escalation_once_whatever_the_job_does(self, chamber, city, month):
        start = datetime(2026, month, 2, 8, tzinfo=UTC)
        kept = chamber.town.app.extensions
        kept["forum.settings"] = dataclasses.replace(kept["forum.settings"], timezone=ZoneInfo(city))
        with time_machine.travel(start, tick=False) as traveller:
            case = chamber.case()
            office = chamber.office("Water office", "officer")
            with transaction():
                receiving.assign(case, office_id=office, seen=cases.case(case).version, actor=chamber.town.actor("second"), now=clock.now())
            moment = cases.case(case).due_at
            due = deadlines.day_of(moment, letters.zone())
            assert moment.astimezone(letters.zone()).timetz().replace(tzinfo=None) == time()  # as the day ends in the city, whatever its hour is called then
            seen = []
            for day in range((due - start.date()).days + 5):
                traveller.move_to(start + timedelta(days=day))
                for _ in range(10):
                    jobs.keep_clock()
                worker.drain()
                db.session.expire_all()
                seen.append(events("council.AnswerReminded") + events("council.AnswerOverdue"))
            steps = [day for day in range(1, len(seen)) if seen[day] > seen[day - 1]]
            last = (due - start.date()).days
            assert steps == [last - 14, last - 3, last, last + 1]
            assert events("council.AnswerOverdue") == 1
            assert chamber.town.app.test_client().get("/council").text.count("Overdue by") == 1
            told = chamber.told("officer")
            assert sum("due in 14 days" in t for t in told) == sum("due in 3 days" in t for t in told) == sum("due today" in t for t in told) == sum("is overdue" in t for t in told) == 1
            assert sum("has not answered" in t for t in chamber.told("ayesha")) == 1

    def test_the_job_that_slept_sends_only_the_latest(self, chamber):
        case = chamber.case()
        chamber.shift(case, -1)
        jobs.keep_clock()
        assert (events("council.AnswerReminded"), events("council.AnswerOverdue")) == (0, 1)

    def test_two_officers_assign_at_once_and_one_of_them_is_told(self, chamber):
        case = chamber.case()
        offices = [chamber.office("Water office"), chamber.office("Roads office")]
        seen, gate, app = cases.case(case).version, threading.Barrier(2), chamber.town.app

        def assign(office, who):
            actor = chamber.town.actor(who)
            gate.wait()
            try:
                with app.app_context(), transaction():
                    receiving.assign(case, office_id=office, seen=seen, actor=actor, now=clock.now())
            except Conflict:
                return "told"
            return "given"

        db.session.rollback()
        with ThreadPoolExecutor(2) as pool:
            ends = sorted(pool.map(lambda pair: _in_context(app, assign, *pair), zip(offices, ("officer", "second"), strict=True)))
        db.session.expire_all()
        assert ends == ["given", "told"]
        assert events("council.CaseAssigned") == 1
        assert cases.case(case).office_id in offices

    def test_it_moves_once_with_a_reason_and_never_when_it_is_late(self, chamber):
        case, actor = chamber.case(), chamber.town.actor("officer")

        def extend(days=10, reason="The surveyors need the summer to measure."):
            with transaction():
                receiving.extend(case, days=days, reason=reason, seen=cases.case(case).version, actor=actor, now=clock.now())

        for wrong in ({"days": 0}, {"days": 31}, {"reason": "soon"}):
            with pytest.raises(Invalid):
                extend(**wrong)
        extend()
        row = cases.case(case)
        assert row.due_at > row.first_due_at
        with pytest.raises(Conflict, match="once already"):
            extend()
        other = chamber.case("Another pipe")
        chamber.shift(other, -1)
        with pytest.raises(Conflict, match="passed"), transaction():
            receiving.extend(other, days=5, reason="The surveyors need the summer.", seen=cases.case(other).version, actor=actor, now=clock.now())
        assert "The surveyors need the summer to measure." in chamber.town.app.test_client().get(f"/council/cases/{case}").text

    def test_it_rests_while_authors_have_taken_it_back_and_the_days_are_not_the_citys(self, chamber):
        case = chamber.case()
        number, before = cases.case(case).proposal_id, cases.case(case).due_at
        with transaction():
            moving.locked(number).reached_at = clock.now()
            moving.withdraw_proposal(number, reason="We think again.", actor=chamber.town.actor("ayesha"), now=clock.now())
        worker.drain()
        db.session.expire_all()
        assert cases.case(case).state == CaseState.RESTING
        with time_machine.travel(clock.now() + timedelta(hours=20), tick=True):
            with transaction():
                moving.restore_proposal(number, actor=chamber.town.actor("ayesha"), now=clock.now())
            worker.drain()
            db.session.expire_all()
            row = cases.case(case)
            assert row.state == CaseState.RECEIVED
            assert row.due_at > before
            assert events("council.CaseReceived") == 1

    def test_closed_without_an_answer_it_ends(self, chamber):
        case = chamber.case()
        with transaction():
            moving.close_proposal(cases.case(case).proposal_id, reason="The pipe was replaced last week.", actor=chamber.town.actor("officer"), now=clock.now())
        worker.drain()
        db.session.expire_all()
        assert cases.case(case).state == CaseState.ENDED
        assert not cases.waiting()

    def test_the_record_of_offices(self, chamber):
        office = chamber.office()
        for n, title in enumerate(("One pipe", "Two pipes", "Three pipes")):
            case = chamber.case(title)
            with transaction():
                receiving.assign(case, office_id=office, seen=cases.case(case).version, actor=chamber.town.actor("officer"), now=clock.now())
            if n < 2:
                chamber.decide(case)
        chamber.shift(case, -1)
        (line,) = answering.records(clock.now())
        assert (line.answered, line.in_time, line.waiting, line.overdue, line.median_days) == (2, 2, 1, 1, 0)
        assert "Water office" in chamber.town.app.test_client().get("/council/offices").text


def _in_context(app, work, *arguments):
    with app.app_context():
        return work(*arguments)


class TestDecisions:
    def test_it_needs_reasons_votes_and_an_answer_to_each_side(self, chamber):
        case = chamber.case()
        strong = chamber.argue(case, "bilal", "It leaks on **my** street.", Stance.FOR)
        weak = chamber.argue(case, "mariam", "It costs too much.", Stance.AGAINST)
        with pytest.raises(Invalid) as refusal:
            chamber.decide(case, resolution="Yes.", reasons="", votes={}, points={strong: "Right."}, decided_on=clock.now().date() + timedelta(days=3))
        assert set(refusal.value.fields) == {"resolution", "reasons", "votes", "points", "decided_on"}
        with pytest.raises(Invalid):
            chamber.decide(case, points={strong: "Right.", weak: "Less than leaks.", 999: "?"})
        number = chamber.decide(case, once="same")
        assert chamber.decide(case, once="same") == number
        row = decisions.decision(number)
        assert (row.number, row.verdict, len(decisions.points(number)), len(row.hash)) == (1, "accept", 2, 64)
        assert reading.row(cases.case(case).proposal_id).stage == Stage.DECIDED
        assert cases.case(case).state == CaseState.ANSWERED
        page = chamber.town.app.test_client().get(f"/council/decisions/{number}").text
        assert all(words in page for words in ("Accepted", "Point by point", "It costs too much.", "nadia Tester", "The pipe is replaced before summer."))

    def test_a_decision_against_the_vote_says_why(self, chamber):
        case = chamber.case()
        about = cases.case(case).proposal_id
        _vote_for(chamber, about)
        with pytest.raises(Invalid) as refusal:
            chamber.decide(case, verdict=Verdict.REJECT)
        assert set(refusal.value.fields) == {"departure"}
        number = chamber.decide(case, verdict=Verdict.REJECT, departure="The ground there cannot carry a new pipe; the report says so.", once="again")
        page = chamber.town.app.test_client().get(f"/council/cases/{case}").text
        assert "Why it goes another way than the vote" in page
        assert decisions.decision(number).result_hash
        assert any("Rejected" in words for words in chamber.told("tahir"))  # who voted is told

    def test_it_is_corrected_only_by_a_new_one_that_cites_it(self, chamber):
        case = chamber.case()
        first = chamber.decide(case)
        for wrong in (None, 999):
            with pytest.raises(Conflict):
                chamber.decide(case, corrects=wrong, once=f"second{wrong}")
        second = chamber.decide(case, corrects=first, once="second", verdict=Verdict.IN_PART)
        with pytest.raises(Conflict):
            chamber.decide(case, corrects=first, once="third")
        client = chamber.town.app.test_client()
        assert "A later decision corrects this one." in client.get(f"/council/decisions/{first}").text
        assert "This corrects" in client.get(f"/council/decisions/{second}").text
        assert decisions.decision(first).verdict == "accept"

    def test_published_twice_at_once_there_is_one(self, chamber):
        case, app = chamber.case(), chamber.town.app
        draft, actor, gate = chamber.draft(), chamber.town.actor("officer"), threading.Barrier(4)
        db.session.rollback()

        def send(n):
            with app.app_context():
                gate.wait()
                try:
                    with transaction():
                        return deciding.publish(case, draft, corrects=None, once="same" if n < 2 else f"other{n}", actor=actor, now=clock.now())
                except Conflict:
                    return "told"

        with ThreadPoolExecutor(4) as pool:
            ends = list(pool.map(send, range(4)))
        db.session.expire_all()
        assert db.session.scalar(select(func.count()).select_from(Decision)) == 1
        assert len({e for e in ends if e != "told"}) == 1

    def test_only_the_council_and_its_officers_can(self, chamber):
        case = chamber.case()
        for who, expected in (("ayesha", 403), ("moderator", 403), ("officer", 200), ("nadia", 200)):
            assert chamber.town.browser(who).get(f"/staff/council/cases/{case}/decision").status_code == expected
        page = chamber.town.browser("officer").get(f"/staff/council/cases/{case}").text
        assert "Notes among members" not in page
        nadia = chamber.town.browser("nadia")
        assert nadia.post(f"/staff/council/cases/{case}/notes", data={"note-words": "Ask the surveyor.", "note-once": "1"}).status_code == 303
        assert "Ask the surveyor." in chamber.town.browser("kamran").get(f"/staff/council/cases/{case}").text
        assert "Ask the surveyor." not in chamber.town.browser("officer").get(f"/staff/council/cases/{case}").text

    def test_a_question_goes_back_to_the_people(self, chamber):
        case = chamber.case()
        with transaction():
            first = noting.ask_people(case, words="How often did it burst last year?", once="q", actor=chamber.town.actor("nadia"), now=clock.now())
        with transaction():
            assert noting.ask_people(case, words="How often did it burst last year?", once="q", actor=chamber.town.actor("nadia"), now=clock.now()) == first
        assert events("council.QuestionAsked") == 1
        assert "The council asks the people" in chamber.town.app.test_client().get(f"/council/cases/{case}").text


def _vote_for(chamber, about, voters=("ayesha", "bilal", "tahir")):
    name = chamber.polls.open(proposal_ids=(about,), titles=("A new road",))
    for who in voters:
        chamber.polls.cast(name, who, 1)
    chamber.polls.close(name)
    from forum.voting.actions import certifying
    from forum.voting.keys import secrets
    with transaction():
        certifying.certify(name, draw="", actor=chamber.town.actor("second"), now=clock.now(), secrets=secrets())
    worker.drain()
    db.session.expire_all()
    return name


class TestMilestones:
    def promised(self, chamber, **more):
        case = chamber.case()
        chamber.decide(case, **more)
        with transaction():
            return case, doing.set_milestone(case, title="Dig the trench", due_on=clock.now().date() + timedelta(days=20), planned=500_000, once="m", actor=chamber.town.actor("officer"), now=clock.now())

    def report(self, chamber, number, **more):
        usual = {"words": "The trench is half dug.", "percent": 50, "spent": 200_000, "due_on": works.milestone(number).due_on}
        with transaction():
            doing.report(number, Report(**{**usual, **more}), max_bytes=5_000_000, once=sha256_hex(str(more))[:40], actor=chamber.town.actor("officer"), now=clock.now())

    def test_what_is_promised_is_tracked_told_and_done(self, chamber):
        case, number = self.promised(chamber)
        assert reading.row(cases.case(case).proposal_id).stage == Stage.BEING_DONE
        self.report(chamber, number)
        with pytest.raises(Conflict), transaction():
            doing.finish(case, actor=chamber.town.actor("officer"), now=clock.now())
        with pytest.raises(Invalid):
            self.report(chamber, number, percent=101)
        self.report(chamber, number, percent=100, spent=450_000, words="The trench is dug and closed.", link="https://example.org/photos")
        with pytest.raises(Conflict):
            self.report(chamber, number, percent=100)
        client = chamber.town.app.test_client()
        page = client.get(f"/council/cases/{case}").text
        assert all(words in page for words in ("The trench is dug and closed.", "PKR\u00a0450,000 of PKR\u00a0500,000", "https://example.org/photos"))
        assert any("Done: “Dig the trench”" in words for words in chamber.told("ayesha"))
        with transaction():
            doing.finish(case, actor=chamber.town.actor("officer"), now=clock.now())
        assert reading.row(cases.case(case).proposal_id).stage == Stage.DONE

    def test_what_is_late_is_seen_by_district_and_topic(self, chamber):
        case, _ = self.promised(chamber)
        with time_machine.travel(clock.now() + timedelta(days=21), tick=True):
            client = chamber.town.app.test_client()
            page = client.get("/council/tracker").text
            assert "card-late" in page
            assert "Dig the trench" not in client.get("/council/tracker?district=south").text
            assert "Dig the trench" in client.get("/council/tracker?topic=water").text
            assert works.of_case(case, clock.now().date())[0].pace is Pace.LATE

    def test_only_what_was_accepted_gets_milestones(self, chamber):
        with pytest.raises(Conflict):
            self.promised(chamber, verdict=Verdict.REJECT)

    def test_a_photo_is_taken_in_anew_and_shown(self, chamber):
        import io

        from PIL import Image
        case, number = self.promised(chamber)
        data = io.BytesIO()
        Image.new("RGB", (400, 300), "red").save(data, "PNG")
        officer = chamber.town.browser("officer")
        form = {"words": "The trench is half dug.", "percent": "50", "spent": "1", "due_on": works.milestone(number).due_on.isoformat(), "once": "p", "photo_alt": "A trench"}
        assert officer.post(f"/staff/council/milestones/{number}/report", data={**form, "photo": (io.BytesIO(b"no picture"), "a.png")}).status_code == 422
        data.seek(0)
        assert officer.post(f"/staff/council/milestones/{number}/report", data={**form, "photo": (data, "a.png")}).status_code == 303
        found = db.session.scalars(select(MilestoneReport)).one()
        sent = chamber.town.app.test_client().get(f"/council/reports/{found.id}.jpg")
        assert sent.status_code == 200
        assert Image.open(io.BytesIO(sent.data)).format == "JPEG"
        assert 'alt="A trench"' in chamber.town.app.test_client().get(f"/council/cases/{case}").text

    def test_it_can_be_given_up_with_a_reason(self, chamber):
        case, number = self.promised(chamber)
        self.report(chamber, number, words="The owner of the ground refused.", percent=0, is_dropped=True)
        assert works.of_case(case, clock.now().date())[0].pace is Pace.DROPPED


class TestSessions:
    def plan(self, days=7.0, hours=3):
        begin = clock.now() + timedelta(days=days)
        return Plan("Ordinary session", "Town hall", begin, begin + timedelta(hours=hours))

    def planned(self, chamber, **more):
        with transaction():
            return meeting.plan_session(self.plan(**more), once="s", actor=chamber.town.actor("nadia"), now=clock.now())

    def test_the_agenda_is_built_from_what_waits_the_next_due_first(self, chamber):
        late, soon = chamber.case("Late pipe"), chamber.case("Soon pipe")
        chamber.shift(late, 50)
        chamber.shift(soon, 5)
        name = self.planned(chamber)
        for expected in (2, 0):
            with transaction():
                assert meeting.take_what_waits(name, actor=chamber.town.actor("nadia"), now=clock.now()) == expected
        with transaction():
            meeting.add_item(name, case_id=None, title="Questions of the public", actor=chamber.town.actor("nadia"), now=clock.now())
        items = meetings.agenda(meetings.by_name(name).id)
        assert [i.case_id for i in items] == [soon, late, None]
        with transaction():
            meeting.move_item(name, items[2].id, up=True, actor=chamber.town.actor("nadia"), now=clock.now())
            meeting.drop_item(name, items[0].id, actor=chamber.town.actor("nadia"), now=clock.now())
        page = chamber.town.app.test_client().get(f"/council/sessions/{name}").text
        assert page.index("Questions of the public") < page.index("Late pipe")
        assert "Soon pipe" not in page

    def test_calendars_can_follow(self, chamber):
        name = self.planned(chamber)
        client = chamber.town.app.test_client()
        before = ICalendar.from_ical(client.get("/council/sessions.ics").data).walk("VEVENT")[0]
        assert (str(before["summary"]), str(before["location"]), str(before["status"])) == ("Ordinary session", "Town hall", "CONFIRMED")
        with transaction():
            meeting.cancel_session(name, reason="Too few can come.", actor=chamber.town.actor("nadia"), now=clock.now())
        after = ICalendar.from_ical(client.get("/council/sessions.ics").data).walk("VEVENT")[0]
        assert after["uid"] == before["uid"]
        assert int(after["sequence"]) > int(before["sequence"])
        assert str(after["status"]) == "CANCELLED"
        assert "Too few can come." in client.get(f"/council/sessions/{name}").text

    def test_the_page_is_live_while_it_runs_and_the_minutes_follow(self, chamber):
        case, name = chamber.case(), self.planned(chamber, days=1)
        with transaction():
            meeting.take_what_waits(name, actor=chamber.town.actor("nadia"), now=clock.now())
        with pytest.raises(Conflict), transaction():
            meeting.publish_minutes(name, words="Everybody was there, and nobody left.", once="m", actor=chamber.town.actor("nadia"), now=clock.now())
        with time_machine.travel(clock.now() + timedelta(days=1, hours=1), tick=True):
            chamber.decide(case, session=name)
            client = chamber.town.app.test_client()
            page = client.get(f"/council/sessions/{name}").text
            assert all(words in page for words in ('hx-trigger="every 20s"', "Decided in this session", "Accepted"))
            part = client.get(f"/council/sessions/{name}", headers={"HX-Request": "true"}).text
            assert part.lstrip().startswith('<div id="live"')
            with transaction():
                meeting.publish_minutes(name, words="Everybody was there, and **nobody** left.", once="m", actor=chamber.town.actor("nadia"), now=clock.now())
            assert "<strong>nobody</strong>" in client.get(f"/council/sessions/{name}").text

    def test_what_has_begun_keeps_its_beginning_and_what_is_over_its_agenda(self, chamber):
        name = self.planned(chamber, days=1)
        row = meetings.by_name(name)
        starts, ends = row.starts_at, row.ends_at
        moved = Plan("Ordinary session", "Town hall", starts + timedelta(hours=1), ends)
        with time_machine.travel(starts + timedelta(minutes=5), tick=True):
            with pytest.raises(Invalid), transaction():
                meeting.move_session(name, moved, actor=chamber.town.actor("nadia"), now=clock.now())
            with transaction():
                meeting.move_session(name, Plan("Ordinary session", "Small hall", starts, ends + timedelta(hours=1)), actor=chamber.town.actor("nadia"), now=clock.now())
                meeting.add_item(name, case_id=None, title="Another matter", actor=chamber.town.actor("nadia"), now=clock.now())
        with time_machine.travel(ends + timedelta(hours=2), tick=True):
            for act in (
                lambda: meeting.move_session(name, moved, actor=chamber.town.actor("nadia"), now=clock.now()),
                lambda: meeting.add_item(name, case_id=None, title="Slipped in", actor=chamber.town.actor("nadia"), now=clock.now()),
                lambda: meeting.cancel_session(name, reason="Never happened.", actor=chamber.town.actor("nadia"), now=clock.now()),
            ):
                with pytest.raises(Conflict), transaction():
                    act()
        assert [i.title for i in meetings.agenda(meetings.by_name(name).id)] == ["Another matter"]

    @pytest.mark.parametrize("wrong", [{"days": -1}, {"hours": 0}, {"hours": 20}])
    def test_impossible_times_are_refused(self, chamber, wrong):
        with pytest.raises(Invalid):
            self.planned(chamber, **wrong)


class TestSettingUp:
    def test_offices_and_calendar_by_the_administrator(self, chamber):
        admin = chamber.town.browser("admin")
        handle = chamber.town.people["officer"].handle
        assert admin.post("/staff/council/setting-up/offices/0", data={"o0-name": "Parks", "o0-people": f"@{handle}, nobody-at-all"}).status_code == 422
        assert admin.post("/staff/council/setting-up/offices/0", data={"o0-name": "Parks", "o0-people": f"@{handle}"}).status_code == 303
        (office,) = answering.offices()
        assert answering.people_of(office.id) == {chamber.town.people["officer"].id}
        data = {"days": "30", "extension": "10", "weekend": ["4"], "holidays": "2027-03-23 Pakistan Day\n\n2027-08-14 Independence Day"}
        assert admin.post("/staff/council/setting-up/calendar", data={**data, "holidays": "soon"}).status_code == 422
        assert admin.post("/staff/council/setting-up/calendar", data=data).status_code == 303
        db.session.expire_all()
        found = cases.calendar()
        assert (found.days, found.extension, found.weekend, len(found.holidays)) == (30, 10, (4,), 2)
        assert chamber.town.browser("officer").get("/staff/council/setting-up").status_code == 403

    def test_an_office_that_owes_answers_stays(self, chamber):
        case, office = chamber.case(), chamber.office()
        with transaction():
            receiving.assign(case, office_id=office, seen=cases.case(case).version, actor=chamber.town.actor("officer"), now=clock.now())
        with pytest.raises(Conflict), transaction():
            setting_up.retire_office(office, retired=True, actor=NOWHERE, now=clock.now())
        assert db.session.get(Case, case).state == CaseState.ASSIGNED
