"""Endorsing: residents of the area, once each; the threshold is crossed once, with everybody pressing at the same moment."""

import threading
from datetime import timedelta

import pytest
import time_machine

from forum.kernel import clock, worker
from forum.kernel.db import db, transaction
from forum.kernel.errors import ForumError
from forum.kernel.events import Event
from forum.proposals import jobs
from forum.proposals.actions import endorsing, moving
from forum.proposals.models import Endorsement
from forum.proposals.queries import reading, standing
from forum.proposals.types import Kind, Stage
from tests.integration.proposals.conftest import NORTH

OFFICIAL = {"office": "The water office."}


def endorse(town, number, *names):
    for name in names:
        with transaction():
            endorsing.endorse(number, actor=town.actor(name), now=clock.now())


def crossings():
    return db.session.query(Event).filter_by(kind="proposals.ThresholdReached").count()


class TestEndorsing:
    def test_a_resident_endorses_takes_back_and_endorses_again(self, town):
        number = town.publish(district=NORTH)
        bilal = town.browser("bilal")
        assert bilal.post(f"/proposals/{number}/endorsement").headers["Location"].endswith("done=endorsed#support")
        assert "You endorse this" in bilal.get(f"/proposals/{number}").text
        assert reading.row(number).support == 1
        assert bilal.post(f"/proposals/{number}/endorsement/withdrawal").status_code == 303
        db.session.expire_all()
        assert reading.row(number).support == 0
        bilal.post(f"/proposals/{number}/endorsement")
        db.session.expire_all()
        assert reading.row(number).support == 1
        assert db.session.query(Endorsement).count() == 2

    def test_a_double_click_and_two_tabs_count_once(self, town):
        number = town.publish(district=NORTH)
        bilal = town.browser("bilal")
        assert [bilal.post(f"/proposals/{number}/endorsement").status_code for _ in range(3)] == [303] * 3
        assert reading.row(number).support == 1
        assert [bilal.post(f"/proposals/{number}/endorsement/withdrawal").status_code for _ in range(2)] == [303] * 2
        db.session.expire_all()
        assert reading.row(number).support == 0

    @pytest.mark.parametrize(("who", "sentence"), [
        ("nobody", "Confirm your district to do this."), ("tahir", "This is for residents of another district."),
    ])  # fmt: skip
    def test_who_may_not_is_told_why_and_what_next(self, town, who, sentence):
        number = town.publish(district=NORTH)
        browser = town.browser(who)
        assert sentence in browser.get(f"/proposals/{number}").text
        answer = browser.post(f"/proposals/{number}/endorsement")
        assert answer.status_code == 403
        assert sentence in answer.text
        assert reading.row(number).support == 0

    def test_a_stranger_is_asked_to_sign_in(self, town):
        number = town.publish()
        assert "Sign in to endorse" in town.app.test_client().get(f"/proposals/{number}").text
        assert town.app.test_client().post(f"/proposals/{number}/endorsement").status_code == 401

    def test_the_version_that_was_seen_is_kept(self, town):
        number = town.publish()
        endorse(town, number, "bilal")
        town.change(number, measure="Else.")
        endorse(town, number, "mariam")
        kept = {e.person_id: e.version_number for e in db.session.query(Endorsement)}
        assert kept == {town.people["bilal"].id: 1, town.people["mariam"].id: 2}

    def test_what_was_read_before_a_substantial_change_is_not_endorsed_after_it(self, town):
        number = town.publish()
        bilal = town.browser("bilal")
        assert 'name="version" value="1"' in bilal.get(f"/proposals/{number}").text
        town.change(number, is_substantial=False, measure="Replace it!")
        assert bilal.post(f"/proposals/{number}/endorsement", data={"version": "1"}).status_code == 303
        assert db.session.query(Endorsement).one().version_number == 1
        town.change(number, measure="Close the whole street.")
        answer = town.browser("mariam").post(f"/proposals/{number}/endorsement", data={"version": "2"})
        assert answer.status_code == 409
        assert "was changed substantially while you were reading" in answer.text
        assert town.browser("mariam").post(f"/proposals/{number}/endorsement", data={"version": "3"}).status_code == 303

    def test_after_withdrawal_it_is_refused_in_words(self, town):
        number = town.publish()
        with transaction():
            moving.withdraw_proposal(number, reason="We found a better way", actor=town.actor("ayesha"), now=clock.now())
        answer = town.browser("bilal").post(f"/proposals/{number}/endorsement")
        assert answer.status_code == 403
        assert "Its authors have withdrawn this proposal" in answer.text
        assert "We found a better way" in town.app.test_client().get(f"/proposals/{number}").text

    def test_it_costs_one_round_trip_and_few_statements(self, town, count_queries):
        number = town.publish()
        bilal = town.browser("bilal")
        with count_queries() as seen:
            assert bilal.post(f"/proposals/{number}/endorsement").status_code == 303
        assert len(seen) <= 16


class TestThreshold:
    def test_crossing_moves_it_on_and_is_told(self, town):
        number = town.publish(district=NORTH)
        endorse(town, number, "bilal", "mariam")
        assert reading.row(number).stage == Stage.OPEN
        answer = town.browser("usman").post(f"/proposals/{number}/endorsement")
        assert "done=crossed" in answer.headers["Location"]
        db.session.expire_all()
        assert reading.row(number).stage == Stage.UNDER_REVIEW
        assert crossings() == 1
        assert "“Repair the water pipe” is now: Under review." in town.notices("ayesha")

    def test_taken_back_and_given_again_it_is_not_crossed_twice(self, town):
        number = town.publish(district=NORTH)
        endorse(town, number, "bilal", "mariam", "usman")
        with transaction():
            endorsing.withdraw_endorsement(number, actor=town.actor("usman"), now=clock.now())
        endorse(town, number, "usman", "ayesha")
        assert crossings() == 1
        assert reading.row(number).stage == Stage.UNDER_REVIEW

    def test_fifty_people_at_the_same_moment_cross_it_once(self, town):
        """Real threads, each with its own connection; the counter, the rows and the event agree."""
        for n in range(50):
            town.add(f"resident{n}", district=NORTH)
        from forum.proposals.actions import rules
        with transaction():
            rules.set_rule(NORTH, threshold=25, days=90, actor=town.actor("admin"), now=clock.now())
        number = town.publish(district=NORTH)
        db.session.remove()
        actors = [town.actor(f"resident{n}") for n in range(50)]
        gate, results, faults = threading.Barrier(10), [], []

        def press(some):
            with town.app.app_context():
                gate.wait()
                for actor in some:
                    try:
                        with transaction():
                            results.append(endorsing.endorse(number, actor=actor, now=clock.now()).crossed)
                    except Exception as error:
                        faults.append(error)

        threads = [threading.Thread(target=press, args=(actors[n::10] + actors[n::10],)) for n in range(10)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        assert faults == []
        assert sum(results) == 1
        assert reading.row(number).support == db.session.query(Endorsement).filter_by(withdrawn_at=None).count() == 50
        assert crossings() == 1

    def test_the_same_person_from_many_connections_counts_once(self, town):
        number = town.publish(district=NORTH)
        db.session.remove()
        actor, gate, faults = town.actor("bilal"), threading.Barrier(8), []

        def press():
            with town.app.app_context():
                gate.wait()
                try:
                    with transaction():
                        endorsing.endorse(number, actor=actor, now=clock.now())
                except Exception as error:
                    faults.append(error)

        threads = [threading.Thread(target=press) for _ in range(8)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        assert faults == []
        assert reading.row(number).support == 1

    def test_the_date_passes(self, town):
        number = town.publish(district=NORTH)
        endorse(town, number, "bilal")
        with time_machine.travel(clock.now() + timedelta(days=91), tick=False):
            with pytest.raises(ForumError, match="date for endorsements has passed"), transaction():
                endorsing.endorse(number, actor=town.actor("mariam"), now=clock.now())
            for _ in range(3):
                jobs.close_overdue()
        assert reading.row(number).stage == Stage.CLOSED
        assert "The date passed before enough residents had endorsed it." in town.app.test_client().get(f"/proposals/{number}").text
        assert db.session.query(Event).filter_by(kind="proposals.StageMoved").count() == 2

    def test_what_was_promised_stays_when_the_rule_changes(self, town):
        number = town.publish(district=NORTH)
        answer = town.browser("admin").post("/staff/proposals/rules", data={"area": NORTH, "threshold": 999, "days": 30})
        assert answer.status_code == 303
        db.session.expire_all()
        assert reading.row(number).threshold == 3
        assert standing.rule_for(NORTH) == (999, 30)

    @pytest.mark.parametrize("form", [{"threshold": "0"}, {"threshold": "x"}, {"days": "3"}, {"days": "9999"}, {"area": "77"}, {"threshold": "1000001"}])
    def test_a_rule_that_is_none_is_refused(self, town, form):
        assert town.browser("admin").post("/staff/proposals/rules", data={"area": NORTH, "threshold": 5, "days": 30, **form}).status_code == 422

    def test_officials_have_no_threshold_and_an_officer_takes_them_to_review(self, town):
        number = town.publish("officer", "Opening hours of the desks", kind=Kind.OFFICIAL, **OFFICIAL)
        assert reading.row(number).threshold is None
        endorse(town, number, "bilal")
        assert town.browser("moderator").post(f"/proposals/{number}/review").status_code == 303
        db.session.expire_all()
        assert reading.row(number).stage == Stage.UNDER_REVIEW

    def test_a_citizens_one_is_not_taken_to_review_by_hand(self, town):
        number = town.publish()
        assert town.browser("officer").post(f"/proposals/{number}/review").status_code == 403


class TestWithdrawing:
    def test_it_needs_a_reason_and_can_be_undone_within_a_day(self, town):
        number = town.publish()
        ayesha = town.browser("ayesha")
        assert ayesha.post(f"/proposals/{number}/withdrawal", data={"reason": ""}).status_code == 422
        assert ayesha.post(f"/proposals/{number}/withdrawal", data={"reason": "We found a better way"}).status_code == 303
        assert "Undo the withdrawal" in ayesha.get(f"/proposals/{number}").text
        assert ayesha.post(f"/proposals/{number}/restoration").status_code == 303
        db.session.expire_all()
        assert reading.row(number).stage == Stage.OPEN

    def test_after_a_day_it_cannot(self, town):
        number = town.publish()
        with transaction():
            moving.withdraw_proposal(number, reason="We found a better way", actor=town.actor("ayesha"), now=clock.now() - timedelta(days=2))
        assert town.browser("ayesha").post(f"/proposals/{number}/restoration").status_code == 409

    def test_one_that_had_reached_its_threshold_comes_back_where_it_was(self, town):
        number = town.publish(district=NORTH)
        endorse(town, number, "bilal", "mariam", "usman")
        ayesha = town.browser("ayesha")
        ayesha.post(f"/proposals/{number}/withdrawal", data={"reason": "A mistake, sorry"})
        ayesha.post(f"/proposals/{number}/restoration")
        db.session.expire_all()
        assert reading.row(number).stage == Stage.UNDER_REVIEW
        assert crossings() == 1

    @pytest.mark.parametrize("who", ["bilal", "officer", "admin"])
    def test_nobody_else_can(self, town, who):
        number = town.publish()
        assert town.browser(who).post(f"/proposals/{number}/withdrawal", data={"reason": "Because I say so"}).status_code == 403

    def test_the_city_closes_with_a_reason_only(self, town):
        number = town.publish()
        moderator = town.browser("moderator")
        assert moderator.post(f"/proposals/{number}/closing", data={"reason": "no"}).status_code == 422
        assert town.browser("bilal").post(f"/proposals/{number}/closing", data={"reason": "It is not a matter of the city."}).status_code == 403
        assert moderator.post(f"/proposals/{number}/closing", data={"reason": "It is not a matter of the city."}).status_code == 303
        assert "It is not a matter of the city." in town.app.test_client().get(f"/proposals/{number}").text


class TestFollowing:
    def test_levels_decide_what_is_told(self, town):
        number = town.publish()
        with transaction():
            endorsing.endorse(number, actor=town.actor("usman"), now=clock.now())
        for name, level in (("bilal", "all"), ("mariam", "decisions"), ("usman", "none")):
            assert town.browser(name).post(f"/proposals/{number}/following", data={"level": level}).status_code == 303
        town.change(number, is_substantial=False, measure="Else.")
        with transaction():
            moving.close_proposal(number, reason="It is not a matter of the city.", actor=town.actor("moderator"), now=clock.now())
        assert len(town.notices("bilal")) == 2
        assert len(town.notices("mariam")) == 1
        assert len(town.notices("usman")) == 0

    def test_what_is_no_level_is_refused(self, town):
        number = town.publish()
        assert town.browser("bilal").post(f"/proposals/{number}/following", data={"level": "loud"}).status_code == 422

    def test_a_choice_made_before_is_not_overruled_by_endorsing(self, town):
        number = town.publish()
        bilal = town.browser("bilal")
        bilal.post(f"/proposals/{number}/following", data={"level": "none"})
        bilal.post(f"/proposals/{number}/endorsement")
        from forum.notifications.queries import follow_level
        assert follow_level(town.people["bilal"].id, "proposal", number) == "none"

    def test_a_job_that_runs_ten_times_tells_once(self, town):
        number = town.publish()
        town.browser("bilal").post(f"/proposals/{number}/following", data={"level": "all"})
        town.change(number, measure="Else.")
        for _ in range(10):
            worker.drain()
        assert len(town.notices("bilal")) == 1
