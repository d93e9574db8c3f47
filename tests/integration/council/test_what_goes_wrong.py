"""What the council's room must stand: news late or out of order, hidden proposals, votes under way, corrections, forms that come too late."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select, update

from forum.council import jobs
from forum.council.actions import doing, meeting, noting, receiving
from forum.council.actions.doing import Report
from forum.council.actions.meeting import Plan
from forum.council.models import Case, DecisionPoint, Milestone
from forum.council.queries import cases, decisions
from forum.council.queries import doing as works
from forum.council.types import CaseState, Choice, Pace, Verdict
from forum.discussions.actions import commenting
from forum.discussions.models import Comment
from forum.discussions.types import Stance
from forum.kernel import clock, letters, worker
from forum.kernel.db import db, transaction
from forum.kernel.errors import Conflict, Invalid
from forum.kernel.events import Delivery, Event
from forum.kernel.rules import Role
from forum.proposals.actions import hiding, moving
from forum.proposals.queries import reading
from forum.proposals.types import Stage
from forum.search import queries as searching
from forum.voting.actions import announcing, importing
from forum.voting.keys import secrets
from tests.integration.council.test_answering import events
from tests.support.city import sign_in_as


def take_back(chamber, case):
    number = cases.case(case).proposal_id
    with transaction():
        moving.locked(number).reached_at = clock.now()
        moving.withdraw_proposal(number, reason="We think again.", actor=chamber.town.actor("ayesha"), now=clock.now())


def bring_back(chamber, case):
    with transaction():
        moving.restore_proposal(cases.case(case).proposal_id, actor=chamber.town.actor("ayesha"), now=clock.now())


def row_of(case):
    worker.drain()
    db.session.expire_all()
    return cases.case(case)


class TestRests:
    def test_a_minute_now_and_then_moves_nothing(self, chamber):
        case = chamber.case()
        due, now = cases.case(case).due_at, clock.now()
        for n in range(5):
            with time_machine.travel(now + timedelta(minutes=10 * n), tick=True):
                take_back(chamber, case)
            with time_machine.travel(now + timedelta(minutes=10 * n + 1), tick=True):
                bring_back(chamber, case)
        assert (row_of(case).due_at, row_of(case).state) == (due, CaseState.RECEIVED)

    def test_what_was_late_stays_late(self, chamber):
        case = chamber.case()
        chamber.shift(case, -1)
        jobs.keep_clock()
        due = cases.case(case).due_at
        take_back(chamber, case)
        with time_machine.travel(clock.now() + timedelta(hours=20), tick=True):
            bring_back(chamber, case)
            assert row_of(case).due_at == due
            assert [c.id for c in cases.overdue(clock.now())] == [case]

    def test_a_worker_that_slept_reckons_with_when_it_happened(self, chamber):
        case = chamber.case()
        take_back(chamber, case)
        with time_machine.travel(clock.now() + timedelta(hours=20), tick=True):
            bring_back(chamber, case)
        with time_machine.travel(clock.now() + timedelta(days=10), tick=True):
            assert row_of(case).rested_days == 1

    def test_news_out_of_order_end_where_the_proposal_stands(self, chamber):
        case = chamber.case()
        take_back(chamber, case)
        with transaction():
            db.session.execute(update(Delivery).values(due_at=clock.now() + timedelta(hours=30)))
        with time_machine.travel(clock.now() + timedelta(hours=20), tick=True):
            bring_back(chamber, case)
            assert row_of(case).state == CaseState.RECEIVED
            assert cases.case(case).rested_days == 1
        with time_machine.travel(clock.now() + timedelta(hours=40), tick=True):
            assert (row_of(case).state, cases.case(case).rested_days) == (CaseState.RECEIVED, 1)

    def test_a_case_whose_news_got_lost_is_received_by_the_clock(self, chamber):
        number = chamber.polls.review("A lost pipe")
        with transaction():
            db.session.query(Delivery).delete()
        assert cases.of_proposal(number) is None
        with time_machine.travel(clock.now() + timedelta(days=70), tick=True):
            jobs.keep_clock()
            found = cases.of_proposal(number)
            assert found is not None
            assert found.due_at > clock.now() + timedelta(days=50)


class TestHidden:
    def test_it_is_escalated_when_it_is_shown_again(self, chamber):
        case = chamber.case()
        number, moderator = cases.case(case).proposal_id, chamber.town.actor("moderator")
        with transaction():
            hiding.hide_proposal(number, "insult", moderator, clock.now())
        chamber.shift(case, -1)
        jobs.keep_clock()
        assert events("council.AnswerOverdue") == 0
        with transaction():
            hiding.show_proposal(number, moderator, clock.now())
        jobs.keep_clock()
        assert any("overdue" in words for words in chamber.told("nadia"))

    def test_its_title_is_not_on_anybodys_page(self, chamber):
        case = chamber.case("A pipe of shame")
        number = cases.case(case).proposal_id
        comment = chamber.argue(case, "bilal", "Replace the valve too, it is as old.", Stance.FOR)
        from forum.proposals.models import Version, VersionComment
        with transaction():
            version = db.session.scalars(select(Version.id).where(Version.proposal_id == number)).first()
            db.session.add(VersionComment(version_id=version, comment_id=comment))
        browser = sign_in_as(chamber.town.app, chamber.town.people["bilal"])
        assert "A pipe of shame" in browser.get("/council/mine").text
        with transaction():
            hiding.hide_proposal(number, "insult", chamber.town.actor("moderator"), clock.now())
        assert "A pipe of shame" not in browser.get("/council/mine").text


class TestVotesUnderWay:
    def test_the_council_waits_for_the_certified_result(self, chamber):
        case = chamber.case()
        about = cases.case(case).proposal_id
        name = chamber.polls.open(proposal_ids=(about,), titles=("A new road",))
        with pytest.raises(Conflict, match="voting"):
            chamber.decide(case, verdict=Verdict.REJECT)
        browser = sign_in_as(chamber.town.app, chamber.town.people["nadia"])
        answer = browser.get(f"/staff/council/cases/{case}/decision")
        assert answer.status_code == 409
        assert "People are voting on this" in answer.text
        for who in ("ayesha", "bilal", "tahir"):
            chamber.polls.cast(name, who, 1)
        chamber.polls.close(name)
        with pytest.raises(Conflict, match="certified"):
            chamber.decide(case, verdict=Verdict.REJECT, once="again")


class TestDecisions:
    def test_a_correction_that_accepts_nothing_takes_the_promises_back(self, chamber):
        case = chamber.case()
        first = chamber.decide(case)
        officer = chamber.town.actor("officer")
        with transaction():
            doing.set_milestone(case, title="Dig the trench", due_on=_today() + timedelta(days=20), planned=5, once="m", actor=officer, now=clock.now())
        assert reading.row(cases.case(case).proposal_id).stage == Stage.BEING_DONE
        chamber.decide(case, corrects=first, verdict=Verdict.REJECT, once="second")
        db.session.expire_all()
        assert reading.row(cases.case(case).proposal_id).stage == Stage.DECIDED
        assert [w.pace for w in works.of_case(case, _today())] == [Pace.DROPPED]
        assert any("Given up" in words for words in chamber.told("ayesha"))
        milestone = db.session.scalars(select(Milestone)).one()
        assert milestone.decision_id == first
        with pytest.raises(Conflict), transaction():
            doing.report(milestone.id, Report("The trench is dug.", 100, 0, _today()), max_bytes=1000, once="r", actor=officer, now=clock.now())

    def test_nothing_is_promised_after_all_is_done(self, chamber):
        case, officer = chamber.case(), chamber.town.actor("officer")
        chamber.decide(case)
        with transaction():
            number = doing.set_milestone(case, title="Dig the trench", due_on=_today(), planned=5, once="m", actor=officer, now=clock.now())
            doing.report(number, Report("The trench is dug.", 100, 0, _today()), max_bytes=1000, once="r", actor=officer, now=clock.now())
            doing.finish(case, actor=officer, now=clock.now())
        with pytest.raises(Conflict, match="done"), transaction():
            doing.set_milestone(case, title="Another trench", due_on=_today(), planned=5, once="m2", actor=officer, now=clock.now())

    @pytest.mark.parametrize("wrong", [{"resolution": "\u200b" * 30}, {"reasons": "-" * 40}, {"decided_on": "long ago"}, {"session": "no-such-session"}])
    def test_what_says_nothing_or_cannot_be_is_refused_at_its_field(self, chamber, wrong):
        case = chamber.case()
        given = {k: _today() - timedelta(days=400) if k == "decided_on" else v for k, v in wrong.items()}
        with pytest.raises(Invalid) as refusal:
            chamber.decide(case, **given)
        assert set(refusal.value.fields) == set(wrong)

    def test_votes_are_those_of_members_even_when_there_is_none(self, chamber):
        from forum.accounts.models import RoleGrant
        case = chamber.case()
        with transaction():
            db.session.execute(update(RoleGrant).where(RoleGrant.role == Role.COUNCIL_MEMBER).values(ended_at=clock.now()))
        with pytest.raises(Invalid) as refusal:
            chamber.decide(case, votes={chamber.town.people["bilal"].id: Choice.FOR})
        assert set(refusal.value.fields) == {"votes"}
        assert chamber.decide(case, votes={}, once="none")

    def test_a_late_milestone_stays_late_whatever_day_is_named_later(self, chamber):
        case, officer = chamber.case(), chamber.town.actor("officer")
        chamber.decide(case)
        with transaction():
            number = doing.set_milestone(case, title="Dig the trench", due_on=_today() + timedelta(days=2), planned=0, once="m", actor=officer, now=clock.now())
        with time_machine.travel(clock.now() + timedelta(days=30), tick=True):
            later = _today() + timedelta(days=60)
            with pytest.raises(Invalid), transaction():
                doing.report(number, Report("It takes for ever.", 10, 0, later.replace(year=9999)), max_bytes=1000, once="far", actor=officer, now=clock.now())
            with transaction():
                doing.report(number, Report("The pipes came late.", 10, 700, later), max_bytes=1000, once="r", actor=officer, now=clock.now())
            assert works.of_case(case, _today())[0].pace is Pace.LATE
            page = chamber.town.app.test_client().get(f"/council/cases/{case}").text
            assert "now expected" in page
            assert "700" in page


class TestWords:
    def test_a_form_that_came_too_late_keeps_every_word(self, chamber):
        case = chamber.case()
        browser = sign_in_as(chamber.town.app, chamber.town.people["nadia"])
        chamber.decide(case)
        sent = {"verdict": "reject", "resolution": "Ninety words of resolution.", "reasons": "And as many of reasons.", "departure": "", "decided_on": _today().isoformat(), "revision": "1"}
        answer = browser.post(f"/staff/council/cases/{case}/decision", data=sent)
        assert answer.status_code == 409
        assert "Ninety words of resolution." in answer.text
        assert "published or thrown away meanwhile" in answer.text

    def test_an_extension_after_a_colleague_was_quicker_keeps_its_reason(self, chamber):
        case, office = chamber.case(), chamber.office()
        seen = cases.case(case).version
        with transaction():
            receiving.assign(case, office_id=office, seen=seen, actor=chamber.town.actor("second"), now=clock.now())
        answer = sign_in_as(chamber.town.app, chamber.town.people["officer"]).post(f"/staff/council/cases/{case}/extension", data={"days": "5", "reason": "The surveyors need the whole summer.", "seen": str(seen)})
        assert answer.status_code == 409
        assert "The surveyors need the whole summer." in answer.text

    @pytest.mark.parametrize("year", ["0001", "9999"])
    def test_a_year_that_is_a_slip_is_named(self, chamber, year):
        browser = sign_in_as(chamber.town.app, chamber.town.people["nadia"])
        answer = browser.post("/staff/council/sessions", data={"title": "Ordinary session", "place": "Hall", "starts_at": f"{year}-01-01T10:00", "ends_at": f"{year}-12-31T23:00", "once": "x"})
        assert answer.status_code == 422
        assert "Look at the year." in answer.text

    def test_a_question_of_the_council_can_be_taken_back(self, chamber):
        case, member = chamber.case(), chamber.town.actor("nadia")
        with transaction():
            number = noting.ask_people(case, words="Which street first?", once="q", actor=member, now=clock.now())
        with transaction():
            assert commenting.remove_comment(number, actor=member, now=clock.now()) is False
        db.session.expire_all()
        assert db.session.get(Comment, number).removed_at is not None
        assert "Which street first?" not in chamber.town.app.test_client().get(f"/council/cases/{case}").text

    def test_what_was_answered_keeps_its_place_and_its_words_go(self, chamber):
        case = chamber.case()
        chamber.argue(case, "mariam", "It costs far too much.", Stance.AGAINST)
        last = chamber.argue(case, "bilal", "It leaks on my street.", Stance.FOR)
        chamber.decide(case)
        with transaction():
            assert commenting.remove_comment(last, actor=chamber.town.actor("bilal"), now=clock.now()) is False
        assert db.session.scalar(select(func.count()).select_from(DecisionPoint).where(DecisionPoint.comment_id == last)) == 1


class TestPages:
    def test_however_many_are_overdue_what_waits_is_seen(self, chamber):
        first = chamber.case("It waits for water")
        about = cases.case(first)
        for n in range(12):
            chamber.shift(chamber.case(f"A late pipe, no. {n}"), -n - 1)
        client = chamber.town.app.test_client()
        page = client.get("/council").text
        assert "It waits for water" in page
        assert "All overdue answers" in page
        assert client.get("/council/overdue").text.count("Overdue by") == 12
        assert about.state == CaseState.RECEIVED

    @pytest.mark.parametrize("path", ["/council?after=", "/council/overdue?after=", "/council/answered?before=", "/council/sessions?before="])
    @pytest.mark.parametrize("mark", ["0001-01-01T00:00:00%2B23:59~1", "9999-12-31T23:59:59-23:00~1", "2026-01-01T00:00:00%2B00:00~9999999999999999999", "x~y"])
    def test_a_mark_nobody_gave_begins_at_the_beginning(self, chamber, path, mark):
        assert chamber.town.app.test_client().get(path + mark).status_code == 200

    def test_a_moved_session_is_news_to_calendars(self, chamber):
        begin, member = clock.now() + timedelta(days=3), chamber.town.actor("nadia")
        with transaction():
            name = meeting.plan_session(Plan("Ordinary session", "Town hall", begin, begin + timedelta(hours=2)), once="s", actor=member, now=clock.now())
        client = chamber.town.app.test_client()
        tag = client.get("/council/sessions.ics").headers["ETag"]
        with transaction():
            meeting.move_session(name, Plan("Ordinary session", "Small hall", begin, begin + timedelta(hours=2)), actor=member, now=clock.now())
        answer = client.get("/council/sessions.ics", headers={"If-None-Match": tag})
        assert answer.status_code == 200
        assert "Small hall" in answer.text

    def test_the_proposal_names_the_same_day_as_its_case(self, chamber):
        case = chamber.case()
        row = cases.case(case)
        from forum.council.views.naming import due_day
        with chamber.town.app.test_request_context():
            from forum.kernel.i18n import date
            day = date(due_day(row.due_at))
        assert f"must answer by {day}" in chamber.town.app.test_client().get(f"/proposals/{row.proposal_id}").text

    def test_minutes_are_added_to_and_never_overwritten(self, chamber):
        begin, member = clock.now() - timedelta(hours=1), chamber.town.actor("nadia")
        with transaction():
            name = meeting.plan_session(Plan("Ordinary session", "Town hall", begin, begin + timedelta(hours=2)), once="s", actor=member, now=begin - timedelta(hours=1))
            for words, once in (("Everybody was there, all day long.", "m"), ("One member came an hour late.", "more"), ("One member came an hour late.", "more")):
                meeting.publish_minutes(name, words=words, once=once, actor=member, now=clock.now())
        page = chamber.town.app.test_client().get(f"/council/sessions/{name}").text
        assert page.count("Everybody was there") == page.count("came an hour late") == 1

    def test_who_assigns_hears_of_what_no_office_has(self, chamber):
        case = chamber.case()
        assert any("New on the desk" in words for words in chamber.told("officer"))
        chamber.shift(case, 2)
        jobs.keep_clock()
        assert any("is due in" in words for words in chamber.told("second"))
        assert db.session.scalar(select(func.count()).select_from(Event).where(Event.kind == "council.AnswerReminded")) == 1
        chamber.decide(case)
        assert db.session.scalar(select(Case.state)) == CaseState.ANSWERED
        assert decisions.latest([case])


def _today():
    return clock.now().astimezone(letters.zone()).date()


class TestTheIndex:
    """Search finds what the council decided and wrote down, as it stands, and nothing of what is hidden."""

    def found(self, words):
        worker.drain()
        return [(f.kind, f.path) for f in searching.found(words) if f.kind in {"decision", "minutes", "contest"}]

    def test_a_decision_is_found_by_its_words_and_a_correction_in_its_place(self, chamber):
        case = chamber.case()
        first = chamber.decide(case, reasons="Chlorine corroded the manganese joints.")
        assert self.found("manganese") == [("decision", f"/council/decisions/{first}")]
        second = chamber.decide(case, corrects=first, once="second", reasons="Chlorine corroded the copper joints.")
        assert self.found("manganese") == []
        assert self.found("copper") == [("decision", f"/council/decisions/{second}")]
        page = chamber.town.app.test_client().get("/search?q=copper&kind=decision").text
        assert f"/council/decisions/{second}" in page
        assert "Decisions" in page

    def test_answers_to_arguments_are_found_too(self, chamber):
        case = chamber.case()
        comment = chamber.argue(case, "bilal", "It leaks on my street.", Stance.FOR)
        number = chamber.decide(case, points={comment: "The surveyor found seventeen leaks."})
        assert self.found("surveyor") == [("decision", f"/council/decisions/{number}")]

    def test_what_is_hidden_leaves_and_comes_back(self, chamber):
        case = chamber.case()
        first = chamber.decide(case, reasons="Chlorine corroded the manganese joints.")
        second = chamber.decide(case, corrects=first, once="second", reasons="Chlorine corroded the manganese pipes.")
        number, moderator = cases.case(case).proposal_id, chamber.town.actor("moderator")
        with transaction():
            hiding.hide_proposal(number, "insult", moderator, clock.now())
        assert self.found("manganese") == []
        with transaction():
            hiding.show_proposal(number, moderator, clock.now())
        assert self.found("manganese") == [("decision", f"/council/decisions/{second}")]

    def test_one_hidden_before_the_news_came_never_enters(self, chamber):
        case = chamber.case()
        chamber.decide(case, reasons="Chlorine corroded the manganese joints.")
        with transaction():
            reading.row(cases.case(case).proposal_id).hidden_at = clock.now()
        assert self.found("manganese") == []

    def test_minutes_are_found_with_what_was_added_later(self, chamber):
        begin = clock.now() - timedelta(minutes=30)
        member = chamber.town.actor("nadia")
        with transaction():
            name = meeting.plan_session(Plan("Ordinary session", "Town hall", begin, begin + timedelta(hours=2)), once="s", actor=member, now=clock.now() - timedelta(hours=1))
        assert self.found("ordinary") == []
        for n, words in enumerate(("The quorum was seventeen members.", "Annexed: the surveyor’s letter.")):
            with transaction():
                meeting.publish_minutes(name, words=words, once=f"m{n}", actor=member, now=clock.now() + timedelta(minutes=n))
        assert self.found("quorum") == self.found("surveyor") == [("minutes", f"/council/sessions/{name}")]

    def test_a_vote_is_found_from_its_announcement_on(self, chamber):
        name = chamber.polls.prepare(titles=("A velodrome", "A school"))
        assert self.found("velodrome") == []
        with transaction():
            announcing.announce(name, actor=chamber.town.actor("officer"), now=clock.now(), secrets=secrets())
        assert self.found("velodrome") == [("contest", f"/votes/{name}")]

    def test_an_election_held_elsewhere_is_found(self, chamber):
        with transaction():
            name = importing.import_case({"rules": {"method": "irv"}, "candidates": ["Lizarraga", "B"], "ballots": [{"ranking": [["B"]], "count": 3}]}, title="Elsewhere", source="a file", now=clock.now())
        assert self.found("Lizarraga") == [("contest", f"/votes/{name}")]
