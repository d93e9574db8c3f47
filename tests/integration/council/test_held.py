"""What stands stays: the words that were answered, whose day passed, the day a study ends, and a record anybody can hash."""

import csv
import hashlib
import io
import json
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from forum.council import deadlines
from forum.council.actions import doing, meeting, receiving
from forum.council.actions.doing import Report
from forum.council.actions.meeting import Plan
from forum.council.models import Lapse
from forum.council.queries import answering, cases, decisions, traces
from forum.council.queries import doing as works
from forum.council.types import CaseState, Choice, Verdict
from forum.discussions.actions import commenting
from forum.discussions.models import CommentEdit
from forum.discussions.types import Stance
from forum.kernel import clock, letters, worker
from forum.kernel.db import db, transaction
from forum.kernel.errors import Conflict, Invalid
from forum.kernel.events import Event
from forum.proposals.actions import authors, hiding, moving
from forum.proposals.queries import reading
from forum.proposals.types import Mover, Part, Stage
from tests.integration.council.test_answering import _vote_for


def today():
    return clock.now().astimezone(letters.zone()).date()


class TestWordsThatWereAnswered:
    def test_an_argument_changed_later_does_not_change_what_was_answered(self, chamber):
        case = chamber.case()
        said = chamber.argue(case, "bilal", "It leaks every single winter.", Stance.FOR)
        number = chamber.decide(case)
        with transaction():  # within the quarter hour in which changes usually leave no trace
            commenting.edit_comment(said, words="I oppose this entirely.", stance=Stance.AGAINST, actor=chamber.town.actor("bilal"), now=clock.now())
            commenting.edit_comment(said, words="I never said anything.", stance=Stance.AGAINST, actor=chamber.town.actor("bilal"), now=clock.now())
        page = chamber.town.app.test_client().get(f"/council/decisions/{number}").text
        assert "It leaks every single winter." in page
        assert "they were changed later" in page
        assert "I oppose this entirely." not in page
        assert "I never said anything." not in page
        assert "It leaks every single winter." in chamber.town.app.test_client().get(f"/talk/comments/{said}/history").text

    def test_what_was_taken_away_is_not_shown_again(self, chamber):
        case = chamber.case()
        said = chamber.argue(case, "bilal", "It leaks every single winter.", Stance.FOR)
        number = chamber.decide(case)
        with transaction():
            commenting.edit_comment(said, words="Something else.", stance=None, actor=chamber.town.actor("bilal"), now=clock.now())
            commenting.remove_comment(said, actor=chamber.town.actor("bilal"), now=clock.now())
        page = chamber.town.app.test_client().get(f"/council/decisions/{number}").text
        assert "It leaks" not in page
        assert "These words are not shown any more." in page
        assert db.session.scalar(select(func.count()).select_from(CommentEdit)) == 0
        assert [f.title for f in traces.fates(chamber.town.people["bilal"].id)] == []  # no line without words

    def test_before_anybody_rests_on_it_a_slip_is_mended_without_trace(self, chamber):
        case = chamber.case()
        said = chamber.argue(case, "bilal", "It leeks.", Stance.FOR)
        with transaction():
            commenting.edit_comment(said, words="It leaks.", stance=Stance.FOR, actor=chamber.town.actor("bilal"), now=clock.now())
        assert db.session.scalar(select(func.count()).select_from(CommentEdit)) == 0


def test_anybody_can_hash_a_decision_again(chamber):
    case = chamber.case("A pipe, \u067e\u0627\u0626\u067e")
    said = chamber.argue(case, "bilal", "It leaks.", Stance.AGAINST)
    number = chamber.decide(case, votes={chamber.town.people["nadia"].id: Choice.FOR, chamber.town.people["kamran"].id: Choice.ABSENT})
    sent = json.loads(chamber.town.app.test_client().get(f"/council/decisions/{number}.json").data)
    text = json.dumps(sent["record"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == sent["hash"] == decisions.decision(number).hash
    (point,) = sent["record"]["points"]
    assert point["comment"] == said
    assert point["argument"] == hashlib.sha256(b"It leaks.").hexdigest()
    assert sorted(choice for _, choice in sent["record"]["votes"]) == ["absent", "for"]
    with transaction():
        hiding.hide_proposal(cases.case(case).proposal_id, "insult", chamber.town.actor("moderator"), clock.now())
    assert chamber.town.app.test_client().get(f"/council/decisions/{number}.json").status_code == 410


class TestWhoseDayPassed:
    def given(self, chamber, case, office):
        with transaction():
            receiving.assign(case, office_id=office, seen=cases.case(case).version, actor=chamber.town.actor("officer"), now=clock.now())

    def of(self, office):
        return next((r for r in answering.records(clock.now()) if r.office_id == office), None)

    def test_it_stays_with_the_office_that_had_the_case(self, chamber):
        case, first, second = chamber.case(), chamber.office("Water office"), chamber.office("Roads office")
        self.given(chamber, case, first)
        at = cases.case(case).assigned_at
        chamber.shift(case, -1)  # and no job has run yet
        self.given(chamber, case, second)
        assert (self.of(first).missed, self.of(first).overdue) == (1, 0)
        assert (self.of(second).missed, self.of(second).overdue) == (0, 1)
        assert cases.case(case).assigned_at == at
        for _ in range(10):
            with transaction():
                receiving.remind(case, now=clock.now())
        assert db.session.scalar(select(func.count()).select_from(Event).where(Event.kind == "council.AnswerOverdue")) == 1
        chamber.decide(case)
        assert (self.of(second).answered, self.of(second).in_time) == (1, 0)
        client = chamber.town.app.test_client()
        page = client.get(f"/council/cases/{case}").text
        assert all(words in page for words in ("Due days missed", "Water office", "Roads office"))
        assert "Repair the water pipe" in client.get(f"/council/offices/{first}").text
        rows = {r["name"]: r for r in csv.DictReader(io.StringIO(client.get("/council/offices.csv").data.decode("utf-8-sig")))}
        assert (rows["Water office"]["missed"], rows["Roads office"]["answered"], rows["Roads office"]["in_time"]) == ("1", "1", "0")

    def test_what_is_late_when_it_is_answered_missed_its_day_job_or_no_job(self, chamber):
        case, office = chamber.case(), chamber.office()
        self.given(chamber, case, office)
        chamber.shift(case, -1)
        chamber.decide(case)
        assert (self.of(office).missed, self.of(office).in_time) == (1, 0)

    def test_an_office_that_nobody_named_is_nobody(self, chamber):
        assert chamber.town.app.test_client().get("/council/offices/99").status_code == 404
        chamber.case()
        assert "No office yet" in chamber.town.app.test_client().get("/council/offices").text


class TestStudy:
    def study(self, chamber, case, days=30, **more):
        return chamber.decide(case, verdict=Verdict.STUDY, again_on=today() + timedelta(days=days) if days is not None else None, **more)

    @pytest.mark.parametrize("days", [None, 0, -1, 367, 100_000])
    def test_it_names_a_day_within_a_year(self, chamber, days):
        with pytest.raises(Invalid) as refusal:
            self.study(chamber, chamber.case(), days)
        assert set(refusal.value.fields) == {"again_on"}

    def test_the_clock_runs_to_that_day_and_what_was_late_stays_late(self, chamber):
        case, office = chamber.case(), chamber.office()
        with transaction():
            receiving.assign(case, office_id=office, seen=cases.case(case).version, actor=chamber.town.actor("officer"), now=clock.now())
        chamber.shift(case, -1)
        number = self.study(chamber, case)
        row = cases.case(case)
        assert (row.state, row.answered_at, row.due_at) == (CaseState.ASSIGNED, None, deadlines.end_of(today() + timedelta(days=30), letters.zone()))
        assert reading.row(row.proposal_id).stage == Stage.UNDER_REVIEW
        assert [c.id for c in cases.waiting()] == [case]
        client = chamber.town.app.test_client()
        assert "The council has it studied first" in client.get(f"/council/cases/{case}").text
        assert "The council has it studied, and decides by" in client.get(f"/proposals/{row.proposal_id}").text
        assert "The council decides by" in client.get(f"/council/decisions/{number}").text
        with time_machine.travel(clock.now() + timedelta(days=31), tick=True):
            for _ in range(10):
                with transaction():
                    receiving.remind(case, now=clock.now())
            assert db.session.scalar(select(func.count()).select_from(Lapse)) == 2  # before the study, and after it
            assert [c.id for c in cases.overdue(clock.now())] == [case]
            last = chamber.decide(case)
        row = cases.case(case)
        assert row.state == CaseState.ANSWERED
        assert decisions.decision(last).corrects_id is None
        assert decisions.decision(last).number == 2
        assert reading.row(row.proposal_id).stage == Stage.DECIDED
        page = client.get(f"/council/decisions/{number}").text
        assert "The council has decided since." in page
        assert "corrects this one" not in page
        assert "no. 2, after a study" in client.get(f"/council/cases/{case}").text
        assert [r.in_time for r in answering.records(clock.now())] == [0]

    def test_a_decision_can_be_corrected_to_a_study(self, chamber):
        case = chamber.case()
        first = chamber.decide(case)
        with transaction():
            doing.set_milestone(case, title="Dig the trench", due_on=today() + timedelta(days=9), planned=0, once="m", actor=chamber.town.actor("officer"), now=clock.now())
        with pytest.raises(Conflict):
            self.study(chamber, case, once="not citing it")
        self.study(chamber, case, corrects=first)
        assert cases.case(case).state == CaseState.RECEIVED
        assert [w.pace.value for w in works.of_case(case, today())] == ["dropped"]
        with pytest.raises(Conflict), transaction():
            doing.set_milestone(case, title="Dig on", due_on=today() + timedelta(days=9), planned=0, once="n", actor=chamber.town.actor("officer"), now=clock.now())
        chamber.decide(case, once="third")
        assert cases.case(case).state == CaseState.ANSWERED
        assert reading.row(cases.case(case).proposal_id).stage == Stage.DECIDED

    def test_it_is_written_in_the_form_and_without_a_day_the_form_says_so(self, chamber):
        case, member = chamber.case(), chamber.town.browser("nadia")
        form = {"verdict": "study", "resolution": "The office shall look into the cost.", "reasons": "Nobody has reckoned it yet.", "decided_on": today().isoformat(), f"member-{chamber.town.people['nadia'].id}": "for", "revision": "0"}
        answer = member.post(f"/staff/council/cases/{case}/decision", data=form)
        assert answer.status_code == 422
        assert "the clock runs to it" in answer.text
        sent = member.post(f"/staff/council/cases/{case}/decision", data={**form, "revision": "1", "again_on": (today() + timedelta(days=20)).isoformat()})
        assert sent.status_code == 303, sent.text
        assert "The council decides by" in member.get(f"/staff/council/cases/{case}/decision/check").text
        assert (today() + timedelta(days=20)).isoformat() in member.get(f"/staff/council/cases/{case}/decision").text


def test_a_resolution_that_was_voted_down_is_none(chamber):
    case, (nadia, kamran) = chamber.case(), (chamber.town.people[p].id for p in ("nadia", "kamran"))
    with pytest.raises(Invalid) as refusal:
        chamber.decide(case, votes={nadia: Choice.AGAINST, kamran: Choice.ABSTAINED})
    assert set(refusal.value.fields) == {"votes"}
    chamber.decide(case, votes={nadia: Choice.FOR, kamran: Choice.AGAINST})  # a tie is for the chair to break, and named before it is published


class TestMoneyIsSeen:
    def test_each_report_bears_its_sum_and_its_day_and_more_than_planned_is_marked(self, chamber):
        case = chamber.case()
        chamber.decide(case)
        with transaction():
            number = doing.set_milestone(case, title="Dig the trench", due_on=today() + timedelta(days=9), planned=500, once="m", actor=chamber.town.actor("officer"), now=clock.now())
            for n, (percent, spent, days) in enumerate(((60, 990, 9), (20, 0, 9), (30, 450, 12))):
                doing.report(number, Report("It is being dug, slowly.", percent, spent, today() + timedelta(days=days)), max_bytes=1, once=str(n), actor=chamber.town.actor("officer"), now=clock.now())
                if not n:
                    db.session.flush()
                    assert works.of_case(case, today())[0].spent == 990
        page = chamber.town.app.test_client().get(f"/council/cases/{case}").text
        assert all(words in page for words in ("PKR\u00a0990 spent", "PKR\u00a00 spent", "PKR\u00a0450 of PKR\u00a0500 spent", "now expected"))
        assert "More than planned" not in page
        with transaction():
            doing.report(number, Report("It cost more than we thought.", 40, 501, today() + timedelta(days=12)), max_bytes=1, once="more", actor=chamber.town.actor("officer"), now=clock.now())
        assert "More than planned" in chamber.town.app.test_client().get(f"/council/cases/{case}").text


class TestSessions:
    def planned(self, chamber, minutes, title="Ordinary session"):
        begin = clock.now() + timedelta(minutes=minutes)
        with transaction():
            return meeting.plan_session(Plan(title, "Town hall", begin, begin + timedelta(hours=1)), once=title, actor=chamber.town.actor("nadia"), now=clock.now())

    def test_what_is_cancelled_is_not_to_come(self, chamber):
        name = self.planned(chamber, 600)
        client, member = chamber.town.app.test_client(), chamber.town.browser("nadia")
        assert "Ordinary session" in client.get("/council").text
        with transaction():
            meeting.cancel_session(name, reason="Too few can come.", actor=chamber.town.actor("nadia"), now=clock.now())
        assert "Ordinary session" not in client.get("/council").text
        assert "Ordinary session" not in member.get("/staff/council").text
        assert "Cancelled" in client.get("/council/sessions").text

    def test_who_comes_early_sees_it_begin(self, chamber):
        client = chamber.town.app.test_client()
        assert "hx-trigger" not in client.get(f"/council/sessions/{self.planned(chamber, 90, 'Later')}").text
        page = client.get(f"/council/sessions/{self.planned(chamber, 20)}").text
        assert 'hx-trigger="every 20s"' in page
        assert "It begins soon." in page
        assert page.index('id="live"') < page.index("Planned")

    def test_what_is_hidden_has_a_name_on_the_agenda(self, chamber):
        case, name = chamber.case(), self.planned(chamber, 20)
        with transaction():
            meeting.add_item(name, case_id=case, title="", actor=chamber.town.actor("nadia"), now=clock.now())
            meeting.add_item(name, case_id=None, title="Another matter", actor=chamber.town.actor("nadia"), now=clock.now())
        with transaction():
            hiding.hide_proposal(cases.case(case).proposal_id, "insult", chamber.town.actor("moderator"), clock.now())
        page = chamber.town.browser("nadia").get(f"/staff/council/sessions/{name}").text
        assert 'aria-label="Take off: A proposal that is not shown."' in page

    def test_minutes_typed_while_somebody_cancels_are_still_there(self, chamber):
        name, member = self.planned(chamber, 20), chamber.town.browser("nadia")
        with transaction():
            meeting.cancel_session(name, reason="Too few can come.", actor=chamber.town.actor("nadia"), now=clock.now())
        answer = member.post(f"/staff/council/sessions/{name}/minutes", data={"minutes": "We waited for an hour, and nobody came."})
        assert answer.status_code == 409
        assert "We waited for an hour, and nobody came." in answer.text


def test_who_was_slower_sees_what_is_so_now_and_can_mean_it(chamber):
    case, first, second = chamber.case(), chamber.office("Water office"), chamber.office("Roads office")
    officer, seen = chamber.town.browser("officer"), cases.case(case).version
    with transaction():
        receiving.assign(case, office_id=first, seen=seen, actor=chamber.town.actor("second"), now=clock.now())
    answer = officer.post(f"/staff/council/cases/{case}/office", data={"office": second, "seen": seen})
    assert answer.status_code == 409
    again = officer.post(f"/staff/council/cases/{case}/office", data={"office": second, "seen": answer.text.split('name="seen" value="')[1].split('"')[0]})
    assert again.status_code == 303
    assert [a.office_id for a in cases.history(case)[0]] == [first, second]


def test_a_case_says_that_a_vote_is_in_the_way(chamber):
    case = chamber.case()
    chamber.polls.open(proposal_ids=(cases.case(case).proposal_id,), titles=("A new road",))
    chamber.shift(case, -1)
    page = chamber.town.app.test_client().get(f"/council/cases/{case}").text
    assert "The council decides with the result in hand." in page
    desk = chamber.town.browser("officer").get(f"/staff/council/cases/{case}").text
    assert "only an answer ends it" in desk
    assert "Move the due day, once" not in desk


def test_who_only_voted_or_wrote_along_finds_it_among_what_the_council_has(chamber):
    case = chamber.case()
    about = cases.case(case).proposal_id
    with transaction():
        authors.invite(about, handle=chamber.town.people["mariam"].handle, part=Part.AUTHOR, actor=chamber.town.actor("ayesha"), now=clock.now())
        authors.answer_invitation(about, accepted=True, actor=chamber.town.actor("mariam"), now=clock.now())
    _vote_for(chamber, about)
    of = {who: {c.id for c in traces.concerns(chamber.town.people[who].id)} for who in ("tahir", "mariam", "kamran")}
    assert of == {"tahir": {case}, "mariam": {case}, "kamran": set()}


def test_what_a_citizen_says_it_costs_stands_beside_the_others(chamber):
    number = chamber.town.publish(title="A bench at every stop", cost="Forty thousand rupees a bench, says the workshop.")
    with transaction():
        moving.move_stage(moving.locked(number), Stage.UNDER_REVIEW, by=Mover.SUPPORT, person_id=None, now=clock.now())
    worker.drain()
    case = cases.of_proposal(number)
    assert "Forty thousand rupees a bench, says the workshop." in chamber.town.browser("nadia").get(f"/staff/council/comparison?case={case.id}").text
