"""A decision while it is written: kept, shared, looked at, published as it was looked at."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from forum.council.actions import drafting, meeting
from forum.council.actions.meeting import Plan
from forum.council.drafts import content_of
from forum.council.models import Decision, DecisionDraft
from forum.council.queries import decisions
from forum.discussions.types import Stance
from forum.kernel import clock, letters
from forum.kernel.db import db, transaction
from forum.kernel.errors import Conflict
from tests.integration.council.test_answering import _vote_for
from tests.support.city import sign_in_as


def filled(chamber, **more):
    member = chamber.town.people["nadia"].id
    return {"verdict": "accept", "resolution": "The pipe is replaced before summer.", "reasons": "It bursts every year, and costs more each time.", "departure": "", "decided_on": today().isoformat(), f"member-{member}": "for", "revision": "0", **more}


def today():
    return clock.now().astimezone(letters.zone()).date()


def path(case, end=""):
    return f"/staff/council/cases/{case}/decision{end}"


def kept(case):
    db.session.expire_all()
    return decisions.draft(case)


class TestWriting:
    def test_a_form_with_everything_wrong_keeps_every_word_and_says_what(self, chamber):
        case = chamber.case()
        comment = chamber.argue(case, "bilal", "It leaks.", Stance.FOR)
        chamber.argue(case, "mariam", "It costs too much.", Stance.AGAINST)
        browser = chamber.town.browser("officer")
        answer = browser.post(path(case), data={"verdict": "", "resolution": "Too short", "reasons": "Because of the words below.", f"point-{comment}": "Kept words", "decided_on": (clock.now() + timedelta(days=9)).date().isoformat(), "revision": "0"})
        assert answer.status_code == 422
        assert "Choose what was decided." in answer.text
        answer = browser.post(path(case), data={"verdict": "accept", "resolution": "Too short", "reasons": "Because of the words below.", f"point-{comment}": "Kept words", "decided_on": (clock.now() + timedelta(days=9)).date().isoformat(), "revision": "1"})
        assert all(words in answer.text for words in ("at least a sentence", "dated in the future", "at least one voted for or against", "Answer each of the strongest arguments"))
        for page in (answer.text, browser.get(path(case)).text):
            assert all(words in page for words in ("Too short", "Because of the words below.", "Kept words"))
        assert (kept(case).revision, db.session.scalar(select(func.count()).select_from(Decision))) == (2, 0)
        assert browser.get(path(case, "/check")).location.endswith("faults=1")
        assert "at least a sentence" in browser.get(path(case, "?faults=1")).text

    def test_a_day_that_is_none_is_refused_and_nothing_typed_is_lost(self, chamber):
        case = chamber.case()
        answer = chamber.town.browser("nadia").post(path(case), data=filled(chamber, decided_on="2026-02-31"))
        assert answer.status_code == 422
        assert "The pipe is replaced before summer." in answer.text
        assert kept(case) is None

    @pytest.mark.parametrize("day", ["0001-01-01", "1066-10-14", "9999-12-31"])
    def test_a_year_that_is_a_slip_is_named_and_nothing_typed_is_lost(self, chamber, day):
        case = chamber.case()
        browser = chamber.town.browser("nadia")
        answer = browser.post(path(case), data=filled(chamber, decided_on=day))
        assert answer.status_code == 422
        assert "Look at the year." in answer.text
        page = browser.get(path(case)).text
        assert "The pipe is replaced before summer." in page
        assert browser.get(path(case, "/check")).status_code == 303
        assert browser.post(path(case, "/publication"), data={"seen": "1", "once": "x"}).location.endswith("faults=1")

    def test_two_write_at_once_and_neither_loses_a_word(self, chamber):
        case = chamber.case()
        nadia, officer = chamber.town.browser("nadia"), chamber.town.browser("officer")
        assert nadia.post(path(case), data=filled(chamber, stay="1")).status_code == 303
        assert "A draft was saved by nadia Tester" in officer.get(f"/staff/council/cases/{case}").text
        assert nadia.post(path(case), data=filled(chamber, revision="1", resolution="The pipe is replaced in March.")).status_code == 303
        answer = officer.post(path(case), data=filled(chamber, revision="1", resolution="The pipe is mended, not replaced."))
        assert answer.status_code == 409
        assert all(words in answer.text for words in ("The pipe is mended, not replaced.", "The pipe is replaced in March.", "Another text was saved since"))
        assert kept(case).content["resolution"] == "The pipe is replaced in March."
        assert officer.post(path(case), data=filled(chamber, revision="2", resolution="The pipe is mended, not replaced.")).status_code == 303
        assert kept(case).content["resolution"] == "The pipe is mended, not replaced."

    def test_it_saves_itself(self, chamber):
        case = chamber.case()
        browser = chamber.town.browser("nadia")
        first = browser.post(path(case, "/autosave"), data=filled(chamber))
        assert (first.status_code, first.json["revision"]) == (200, 1)
        assert browser.post(path(case, "/autosave"), data=filled(chamber)).json["revision"] == 1  # nothing new
        assert browser.post(path(case, "/autosave"), data=filled(chamber, revision="0", reasons="Other reasons than those before.")).status_code == 409
        assert browser.post(path(case, "/autosave"), data=filled(chamber, revision="1", reasons="x" * 200_001)).status_code == 422
        assert kept(case).content["reasons"] == "It bursts every year, and costs more each time."

    def test_hostile_words_are_words(self, chamber):
        case = chamber.case()
        browser = chamber.town.browser("nadia")
        words = "<script>alert(1)</script> \x00 \u202e \U0001f600 " + "ہم " * 400
        assert browser.post(path(case), data=filled(chamber, resolution=words)).status_code == 303
        page = browser.get(path(case, "/check")).text
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;" in page

    def test_what_is_written_is_for_those_who_may_record_it(self, chamber):
        case = chamber.case()
        chamber.town.browser("nadia").post(path(case), data=filled(chamber))
        for who in ("ayesha", "moderator"):
            browser = chamber.town.browser(who)
            assert {browser.get(path(case, end)).status_code for end in ("", "/check")} == {403}
            assert {browser.post(path(case, end)).status_code for end in ("", "/autosave", "/publication", "/deletion")} == {403}
        assert "The pipe is replaced before summer." not in chamber.town.app.test_client().get(f"/council/cases/{case}").text

    def test_it_can_be_thrown_away_and_its_words_in_another_tab_are_not_lost(self, chamber):
        case = chamber.case()
        browser = chamber.town.browser("nadia")
        browser.post(path(case), data=filled(chamber))
        assert browser.post(path(case, "/deletion")).status_code == 303
        assert kept(case) is None
        answer = browser.post(path(case), data=filled(chamber, revision="1"))
        assert answer.status_code == 409
        assert "The pipe is replaced before summer." in answer.text
        assert browser.post(path(case), data=filled(chamber)).status_code == 303

    def test_nothing_is_written_while_people_vote(self, chamber):
        case = chamber.case()
        about = db.session.scalar(text("SELECT proposal_id FROM council_cases WHERE id = :n"), {"n": case})
        chamber.polls.open(proposal_ids=(about,), titles=("A new road",))
        browser = chamber.town.browser("nadia")
        assert browser.get(path(case)).status_code == 409
        assert browser.post(path(case), data=filled(chamber)).status_code == 409
        assert kept(case) is None


class TestALookBefore:
    def test_what_is_rarely_meant_is_said_and_hinders_nobody(self, chamber):
        case = chamber.case()
        browser = chamber.town.browser("nadia")
        kamran = chamber.town.people["kamran"].id
        browser.post(path(case), data=filled(chamber, **{f"member-{kamran}": "against"}))
        page = browser.get(path(case, "/check")).text
        assert "As many members voted for it as against it." in page
        assert "It names no session." in page
        assert browser.post(path(case, "/publication"), data={"seen": "1", "once": "one"}).status_code == 303

    def test_all_that_is_wrong_is_said_at_once(self, chamber):
        case = chamber.case()
        page = chamber.town.browser("nadia").post(path(case), data={"resolution": "", "reasons": "", "decided_on": "", "revision": "0"}).text
        assert all(words in page for words in ("Choose what was decided.", "On which day?", "at least a sentence", "at least one voted for or against"))

    def test_the_session_that_took_it_up_is_proposed(self, chamber):
        case, member = chamber.case(), chamber.town.actor("nadia")
        begin = clock.now() - timedelta(minutes=30)
        with transaction():
            name = meeting.plan_session(Plan("The session of today", "Hall", begin, begin + timedelta(hours=2)), once="s", actor=member, now=begin - timedelta(hours=1))
            meeting.add_item(name, case_id=case, title="", actor=member, now=clock.now())
        page = chamber.town.browser("nadia").get(path(case)).text
        assert re.search(rf'value="{name}" selected', page)


class TestPublishing:
    def seen(self, chamber, browser, case, **more):
        assert browser.post(path(case), data=filled(chamber, **more)).status_code == 303
        return str(kept(case).revision)

    def test_what_was_looked_at_is_what_is_published(self, chamber):
        case = chamber.case()
        browser = chamber.town.browser("nadia")
        seen = self.seen(chamber, browser, case)
        page = browser.get(path(case, "/check")).text
        assert all(words in page for words in ("The pipe is replaced before summer.", "Accepted", "nadia Tester", "Publish the decision"))
        assert "Hash" not in page  # nothing is published yet
        answer = browser.post(path(case, "/publication"), data={"seen": seen, "once": "one"})
        assert "/council/decisions/" in answer.location
        assert browser.post(path(case, "/publication"), data={"seen": seen, "once": "one"}).location == answer.location  # sent twice
        assert kept(case) is None
        assert db.session.scalar(select(func.count()).select_from(Decision)) == 1

    def test_another_text_saved_meanwhile_is_shown_first(self, chamber):
        case = chamber.case()
        nadia, officer = chamber.town.browser("nadia"), chamber.town.browser("officer")
        seen = self.seen(chamber, nadia, case)
        self.seen(chamber, officer, case, revision=seen, resolution="The pipe is mended, not replaced.")
        answer = nadia.post(path(case, "/publication"), data={"seen": seen, "once": "one"})
        assert answer.status_code == 409
        assert "The pipe is mended, not replaced." in answer.text
        assert "Look at it once more" in answer.text
        assert db.session.scalar(select(func.count()).select_from(Decision)) == 0

    def test_another_text_that_cannot_stand_leads_to_the_form_which_says_why(self, chamber):
        case = chamber.case()
        nadia, officer = chamber.town.browser("nadia"), chamber.town.browser("officer")
        seen = self.seen(chamber, nadia, case)
        assert officer.post(path(case), data=filled(chamber, revision=seen, resolution="No.")).status_code == 422  # kept, and not fit to be published
        answer = nadia.post(path(case, "/publication"), data={"seen": seen, "once": "one"})
        assert answer.location.endswith("faults=1")
        assert "at least a sentence" in nadia.get(answer.location).text

    def test_what_cannot_stand_any_more_leads_back_and_says_why(self, chamber):
        case = chamber.case()
        browser = chamber.town.browser("nadia")
        seen = self.seen(chamber, browser, case)
        chamber.argue(case, "mariam", "It costs too much.", Stance.AGAINST)  # nobody answered that
        answer = browser.post(path(case, "/publication"), data={"seen": seen, "once": "one"})
        assert answer.location.endswith("faults=1")
        assert "Answer each of the strongest arguments" in browser.get(answer.location).text
        assert kept(case).revision == int(seen)

    def test_against_the_vote_the_reasons_are_asked_for_before_it_is_looked_at(self, chamber):
        case = chamber.case()
        _vote_for(chamber, db.session.scalar(text("SELECT proposal_id FROM council_cases WHERE id = :n"), {"n": case}))
        answer = chamber.town.browser("nadia").post(path(case), data=filled(chamber, verdict="reject"))
        assert answer.status_code == 422
        assert "people who voted are owed the reasons" in answer.text

    def test_it_asks_to_sign_in_again_only_for_publishing(self, chamber):
        case = chamber.case()
        browser = sign_in_as(chamber.town.app, chamber.town.people["nadia"], fresh=False)
        seen = self.seen(chamber, browser, case)
        assert browser.get(path(case, "/check")).status_code == 200
        answer = browser.post(path(case, "/publication"), data={"seen": seen, "once": "one"})
        assert answer.status_code == 403
        assert "sign in" in answer.text.lower()
        assert db.session.scalar(select(func.count()).select_from(Decision)) == 0

    def test_a_correction_begins_with_what_was_decided(self, chamber):
        case = chamber.case()
        first = chamber.decide(case)
        browser = chamber.town.browser("nadia")
        assert "The pipe is replaced before summer." in browser.get(path(case)).text
        seen = self.seen(chamber, browser, case, verdict="in_part")
        assert "This corrects" in browser.get(path(case, "/check")).text
        browser.post(path(case, "/publication"), data={"seen": seen, "once": "two"})
        db.session.expire_all()
        assert [(d.verdict, d.corrects_id) for d in decisions.of_case(case)] == [("in_part", first), ("accept", None)]

    def test_two_publish_at_once_and_there_is_one(self, chamber):
        case, app = chamber.case(), chamber.town.app
        seen, actor, gate = int(self.seen(chamber, chamber.town.browser("nadia"), case)), chamber.town.actor("officer"), threading.Barrier(4)
        db.session.rollback()

        def send(n):
            with app.app_context():
                gate.wait()
                try:
                    with transaction():
                        return drafting.publish_draft(case, seen=seen, once=f"tab{n}", actor=actor, now=clock.now())
                except Conflict:
                    return None

        with ThreadPoolExecutor(4) as pool:
            ends = list(pool.map(send, range(4)))
        db.session.expire_all()
        assert db.session.scalar(select(func.count()).select_from(Decision)) == 1
        assert sum(e is not None for e in ends) == 1
        assert db.session.scalar(select(func.count()).select_from(DecisionDraft)) == 0


@pytest.mark.parametrize("change", [
    "UPDATE decisions SET resolution = 'other'", "UPDATE decisions SET verdict = 'reject'", "DELETE FROM decision_votes", "UPDATE decision_votes SET choice = 'against'", "UPDATE decision_points SET html = 'other'", "DELETE FROM decision_points",
    "UPDATE council_minutes SET html = 'other'", "DELETE FROM council_minutes",
])  # fmt: skip
def test_the_database_itself_refuses_to_change_what_was_published(chamber, change):
    case = chamber.case()
    chamber.argue(case, "bilal", "It leaks.", Stance.FOR)
    chamber.decide(case)
    begin, member = clock.now() - timedelta(hours=1), chamber.town.actor("nadia")
    with transaction():
        name = meeting.plan_session(Plan("Ordinary session", "", begin, begin + timedelta(hours=2)), once="s", actor=member, now=begin - timedelta(hours=1))
        meeting.publish_minutes(name, words="Everybody was there, all day long.", once="m", actor=member, now=clock.now())
    with pytest.raises(DBAPIError, match="never changes"):
        db.session.execute(text(change))
    db.session.rollback()
    db.session.execute(text("UPDATE decisions SET recorded_by = NULL"))  # who recorded it may be forgotten
    db.session.rollback()


def test_what_is_kept_of_a_form_is_what_a_form_has():
    kept = content_of({"verdict": "accept", "resolution": "A.", "csrf_token": "x"}, {3: "for", 4: "perhaps"}, {9: " ", 8: "Yes."})
    assert kept == {"verdict": "accept", "resolution": "A.", "reasons": "", "departure": "", "again_on": "", "decided_on": "", "session": "", "votes": {"3": "for"}, "points": {"8": "Yes."}}
