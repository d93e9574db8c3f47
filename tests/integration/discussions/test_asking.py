"""A question to people who know: routed by field to those who take questions, answered in the thread, declined, or run out."""

from datetime import timedelta

import pytest
import time_machine

from forum.discussions import jobs
from forum.discussions.actions import asking, commenting
from forum.discussions.models import ExpertAsked, ExpertQuestion
from forum.discussions.queries import asking as questions
from forum.discussions.types import Asked
from forum.kernel import clock, worker
from forum.kernel.db import db, transaction
from forum.notifications import queries as notifications
from forum.professionals.actions import keeping
from tests.integration.professionals.test_standing import city, verify  # noqa: F401
from tests.integration.proposals.conftest import town  # noqa: F401

WORDS = "How many buses an hour can that lane carry?"


@pytest.fixture
def number(city):  # noqa: F811
    verify(city, "bilal")
    opt_in(city, "bilal")
    made = city.publish()
    worker.drain()
    return made


def opt_in(city, who, takes=True):  # noqa: F811
    with transaction():
        keeping.save_profile(headline="", sections={}, takes_questions=takes, actor=city.actor(who), now=clock.now())


def ask(city, number, who="mariam", words=WORDS, field=None):  # noqa: F811
    return city.browser(who).post(f"/talk/proposal/{number}/experts", data={"field": field or city.field, "words": words})


def told(city, who):  # noqa: F811
    worker.drain()
    return [str(n.sentence) for n in notifications.inbox(city.people[who].id)]


def only():
    return db.session.query(ExpertQuestion).populate_existing().one()


class TestAsking:
    def test_asked_answered_and_shown_in_the_discussion(self, city, number):  # noqa: F811
        assert ask(city, number).status_code == 303
        assert any("asked a question in your field" in w for w in told(city, "bilal"))
        inbox = city.browser("bilal").get("/account/questions").text
        assert "How many buses" in inbox
        answer = city.browser("bilal").post(f"/account/questions/{only().id}/answer", data={"words": "Sixty, with two stops side by side.", "interest": "None"})
        assert answer.status_code == 303
        thread = city.app.test_client().get(f"/talk/proposal/{number}").text
        assert "How many buses" in thread
        assert "Sixty, with two stops" in thread
        assert "Own interest: None" in thread
        assert any("was answered" in w for w in told(city, "mariam"))
        page = city.app.test_client().get(f"/talk/proposal/{number}/experts").text
        assert "answered" in page
        assert only().state == Asked.ANSWERED

    def test_authors_the_asker_and_who_takes_none_are_not_asked(self, city, number):  # noqa: F811
        opt_in(city, "bilal", takes=False)
        answer = ask(city, number)
        assert answer.status_code == 422
        assert "takes questions yet" in answer.text
        assert WORDS in answer.text
        opt_in(city, "bilal")
        assert ask(city, number, who="bilal").status_code == 422
        assert ask(city, number, field=city.other_field).status_code == 422

    def test_they_are_asked_in_turn_ten_at_most(self, city, number):  # noqa: F811
        for n in range(12):
            city.add(f"expert{n}")
            verify(city, f"expert{n}", number=f"CIVIL/{20_000 + n}")
            opt_in(city, f"expert{n}")
        ask(city, number)
        first = questions.people_asked(only().id)
        assert len(first) == 10
        other = city.publish(title="Another proposal altogether")
        ask(city, other)
        newest = db.session.query(ExpertQuestion).order_by(ExpertQuestion.id.desc()).first()
        assert {p.id for p in city.people.values()} & questions.people_asked(newest.id) - first  # who was not asked before comes first
        assert len(questions.people_asked(newest.id) - first) == 3

    @pytest.mark.parametrize("words", ["", "Why?", "x" * 700])
    def test_too_little_or_too_much_is_said(self, city, number, words):  # noqa: F811
        answer = ask(city, number, words=words)
        assert answer.status_code == 422
        assert 'id="words-error"' in answer.text

    def test_twice_and_three_in_a_day_are_enough(self, city, number):  # noqa: F811
        assert ask(city, number).status_code == 303
        assert ask(city, number).status_code == 422
        for n in range(2):
            other = city.publish(title=f"Another proposal number {n}")
            assert ask(city, other).status_code == 303
        assert ask(city, city.publish(title="The last of many proposals")).status_code == 422

    def test_a_hidden_or_unknown_subject_is_asked_nothing_about(self, city, number):  # noqa: F811
        assert ask(city, 9_999).status_code == 404
        assert city.browser("mariam").post("/talk/weather/1/experts", data={"field": city.field, "words": WORDS}).status_code == 404


class TestAnswers:
    def test_who_was_not_asked_answers_nothing(self, city, number):  # noqa: F811
        ask(city, number)
        for who in ("usman", "mariam"):
            assert city.browser(who).get(f"/account/questions/{only().id}").status_code == 404
            assert city.browser(who).post(f"/account/questions/{only().id}/answer", data={"words": "Seventy, I say."}).status_code == 404

    def test_declined_by_all_the_asker_hears(self, city, number):  # noqa: F811
        ask(city, number)
        city.browser("bilal").post(f"/account/questions/{only().id}/refusal", data={"reason": "Not my kind of bus"})
        assert only().state == Asked.DECLINED
        assert any("declined" in w for w in told(city, "mariam"))
        assert "Not my kind of bus" not in city.app.test_client().get(f"/talk/proposal/{number}/experts").text
        assert city.browser("bilal").post(f"/account/questions/{only().id}/answer", data={"words": "Well, after all: sixty."}).status_code == 422

    def test_after_fourteen_days_it_runs_out_once(self, city, number):  # noqa: F811
        ask(city, number)
        with time_machine.travel(clock.now() + timedelta(days=14, minutes=1)):
            for _ in range(10):
                jobs.expire()
            assert sum("in time" in w for w in told(city, "mariam")) == 1
        assert only().state == Asked.EXPIRED
        assert db.session.query(ExpertAsked).populate_existing().one().state == Asked.EXPIRED

    def test_an_answer_sent_twice_is_one_comment(self, city, number):  # noqa: F811
        ask(city, number)
        browser, data = city.browser("bilal"), {"words": "Sixty, with two stops side by side.", "once": "the-same-form"}
        assert browser.post(f"/account/questions/{only().id}/answer", data=data).status_code == 303
        assert browser.post(f"/account/questions/{only().id}/answer", data=data).status_code == 422
        assert city.app.test_client().get(f"/talk/proposal/{number}").text.count("Sixty, with two stops") == 1

    def test_an_answer_can_be_taken_away_and_its_place_stays(self, city, number):  # noqa: F811
        ask(city, number)
        with transaction():
            made = asking.answer_question(only().id, words="Sixty, I think.", interest="", once="a", actor=city.actor("bilal"), now=clock.now())
        with transaction():
            assert not commenting.remove_comment(made, actor=city.actor("bilal"), now=clock.now())

    def test_an_empty_answer_loses_nothing(self, city, number):  # noqa: F811
        ask(city, number)
        answer = city.browser("bilal").post(f"/account/questions/{only().id}/answer", data={"words": "", "interest": "I run a bus company"})
        assert answer.status_code == 422
        assert "I run a bus company" in answer.text
