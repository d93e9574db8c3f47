"""Who is told of what, by which way, when, and how it stops."""

import email
import email.policy
import re
from datetime import timedelta

import pytest
import time_machine

from forum.discussions.actions import commenting
from forum.kernel import clock, worker
from forum.kernel.db import db, transaction
from forum.kernel.outbox import Mail
from forum.notifications import actions, jobs, queries
from forum.notifications.types import FollowLevel
from tests.integration.proposals.conftest import town  # noqa: F401

OFF = {"data": {"List-Unsubscribe": "One-Click"}}


@pytest.fixture
def number(town):  # noqa: F811
    made = town.publish()
    worker.drain()
    with transaction():
        for who in town.people:
            actions.mark_all_read(actor=town.actor(who), now=clock.now())
        db.session.execute(db.text("UPDATE notices SET mail_due_at = NULL"))
    return made


def say(town, number, who, words, **more):  # noqa: F811
    with transaction():
        return commenting.post_comment("proposal", number, words=words, once=f"{who}{words}"[:39], actor=town.actor(who), now=clock.now(), **more)


def wish(town, who, rhythm, quiet=None):  # noqa: F811
    with transaction():
        actions.choose_wishes(rhythm=rhythm, quiet=quiet, actor=town.actor(who), now=clock.now())


def level(town, who, number, chosen):  # noqa: F811
    with transaction():
        actions.follow("proposal", number, level=chosen, actor=town.actor(who), now=clock.now())


def told(town, who):  # noqa: F811
    worker.drain()
    return [str(n.sentence) for n in queries.inbox(town.people[who].id) if n.path.startswith("/talk")]


def posted(town, who):  # noqa: F811
    """Every mail of notices that somebody got, oldest first, after the jobs ran."""
    worker.drain()
    jobs.mail()
    found = db.session.query(Mail).filter(Mail.person_id == town.people[who].id, Mail.once.like("notice %")).order_by(Mail.id).all()
    db.session.rollback()
    return found


class TestLevels:
    @pytest.mark.parametrize(("chosen", "mention", "reply", "other"), [
        (FollowLevel.ALL, 1, 1, 1), (FollowLevel.DECISIONS, 1, 1, 0), (FollowLevel.MENTIONS, 1, 0, 0), (FollowLevel.NONE, 0, 0, 0),
    ])  # fmt: skip
    def test_each_level_lets_through_what_it_says(self, town, number, chosen, mention, reply, other):  # noqa: F811
        first = say(town, number, "bilal", "My thought on the pipe.")
        level(town, "bilal", number, chosen)
        say(town, number, "mariam", f"What does @{town.people['bilal'].handle} think of costs?")
        say(town, number, "usman", "I answer you with pleasure.", parent_id=first)
        say(town, number, "usman", "Something else entirely here.")
        words = told(town, "bilal")
        assert [sum(part in w for w in words) for part in ("mentioned", "answered", "new comment")] == [mention, reply, other]

    def test_who_was_blocked_cannot_reach_one_and_is_not_told(self, town, number):  # noqa: F811
        bilal = town.people["bilal"].handle
        assert town.browser("bilal").post(f"/account/notices/people/{town.people['usman'].handle}", data={"blocked": "yes"}).status_code == 303
        answer = town.browser("usman").post(f"/talk/proposal/{number}", data={"text": f"Listen, @{bilal}!", "stance": "", "once": "x1"}, follow_redirects=True)
        assert answer.status_code == 200
        assert "Listen" in answer.text
        assert "Not everybody you named gets a notice" in answer.text
        assert "blocked" not in answer.text
        assert told(town, "bilal") == []
        say(town, number, "mariam", f"And you, @{bilal}?")
        assert len(told(town, "bilal")) == 1
        assert "usman Tester" in town.browser("bilal").get("/account/notices").text
        town.browser("bilal").post(f"/account/notices/people/{town.people['usman'].handle}", data={"blocked": "no"})
        say(town, number, "usman", f"Once more, @{bilal}.")
        assert len(told(town, "bilal")) == 2

    def test_nobody_blocks_themselves_or_nobody(self, town, number):  # noqa: F811
        bilal = town.browser("bilal")
        assert bilal.post(f"/account/notices/people/{town.people['bilal'].handle}", data={"blocked": "yes"}).status_code == 422
        assert bilal.post("/account/notices/people/nobody-at-all", data={"blocked": "yes"}).status_code == 404


class TestMail:
    def test_at_once_is_one_mail_for_one_act_however_often_the_job_runs(self, town, number):  # noqa: F811
        wish(town, "ayesha", "at_once")
        say(town, number, "bilal", "A first thought.")
        for _ in range(10):
            mails = posted(town, "ayesha")
        assert len(mails) == 1
        assert "new comment" in mails[0].subject

    def test_a_daily_letter_holds_seven_at_most_and_says_how_many_more(self, town, number):  # noqa: F811
        with time_machine.travel("2026-11-24 05:00+00:00", tick=False):
            wish(town, "ayesha", "daily")
            for n in range(9):
                say(town, number, "bilal", f"Thought number {n}.")
            assert posted(town, "ayesha") == []
        with time_machine.travel("2026-11-25 03:01+00:00", tick=False):
            (mail,) = posted(town, "ayesha")
        assert "9 notices" in mail.subject
        assert mail.text.count("/talk/comments/") == 7
        assert mail.html.count("<li>") == 7
        assert "2 more" in mail.text

    def test_what_was_read_meanwhile_is_not_mailed(self, town, number):  # noqa: F811
        with time_machine.travel("2026-11-24 05:00+00:00", tick=False):
            say(town, number, "bilal", "A thought.")
            worker.drain()
            town.browser("ayesha").post("/notices/read")
        with time_machine.travel("2026-11-25 03:01+00:00", tick=False):
            assert posted(town, "ayesha") == []

    def test_quiet_hours_hold_it_back_and_lose_nothing(self, town, number):  # noqa: F811
        with time_machine.travel("2026-11-24 18:00+00:00", tick=False):  # eleven at night
            wish(town, "ayesha", "at_once", (22, 7))
            say(town, number, "bilal", "A thought at night.")
            assert posted(town, "ayesha") == []
        with time_machine.travel("2026-11-25 02:01+00:00", tick=False):
            assert len(posted(town, "ayesha")) == 1

    def test_never_means_only_what_concerns_the_account(self, town, number):  # noqa: F811
        wish(town, "ayesha", "never")
        say(town, number, "bilal", "A thought.")
        assert posted(town, "ayesha") == []
        before = db.session.query(Mail).filter_by(person_id=town.people["ayesha"].id).count()
        from forum.accounts.actions import roles
        from forum.kernel.rules import Role
        with transaction():
            roles.grant_role(person_id=town.people["ayesha"].id, role=Role.OFFICER.value, area_id=None, reason="for a test", actor=town.actor("admin"), now=clock.now())
        assert db.session.query(Mail).filter_by(person_id=town.people["ayesha"].id).count() == before + 1

    def test_a_new_choice_holds_for_what_already_waits(self, town, number):  # noqa: F811
        wish(town, "ayesha", "weekly")
        say(town, number, "bilal", "A thought.")
        assert posted(town, "ayesha") == []
        wish(town, "ayesha", "at_once")
        assert len(posted(town, "ayesha")) == 1

    def test_it_is_written_in_the_reader_s_language_from_right_to_left(self, town, number):  # noqa: F811
        from forum.accounts.actions import profile
        with transaction():
            profile.choose_language("ur", actor=town.actor("ayesha"), known=("en", "ur"))
        wish(town, "ayesha", "at_once")
        say(town, number, "bilal", "A thought.")
        say(town, number, "mariam", "Another thought.")
        (mail,) = posted(town, "ayesha")
        assert 'dir="rtl"' in mail.html
        assert "/ur/talk/comments/" in mail.text
        assert "thought" not in mail.text
        assert "What concerns you" not in mail.text

    def test_many_people_cost_a_fixed_number_of_queries(self, town, number, count_queries):  # noqa: F811
        for who in ("bilal", "mariam", "usman"):
            level(town, who, number, FollowLevel.ALL)
        say(town, number, "tahir", "A thought.")
        with count_queries() as few:
            worker.drain()
        for n in range(12):
            level(town, town.add(f"extra{n}") and f"extra{n}", number, FollowLevel.ALL)
        say(town, number, "tahir", "Another thought, later.")
        with count_queries() as many:
            worker.drain()
        assert len(many) <= len(few) + 1


class TestStopping:
    def link(self, town, number):  # noqa: F811
        wish(town, "ayesha", "at_once")
        say(town, number, "bilal", "A thought.")
        (mail,) = posted(town, "ayesha")
        from forum.kernel.outbox import message_of
        raw = message_of(mail).as_bytes()
        message = email.message_from_bytes(raw, policy=email.policy.default)
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert re.search(rb"^List-Unsubscribe: <https?://[^ ]+>\r?$", raw, re.MULTILINE)  # one plain line, which mail programs can read
        address = message["List-Unsubscribe"].strip("<>")
        assert address in mail.text
        return "/" + address.split("/", 3)[3]

    def test_one_click_from_a_mail_program_stops_it_without_signing_in(self, town, number, app):  # noqa: F811
        path = self.link(town, number)
        app.config["WTF_CSRF_ENABLED"] = True
        assert app.test_client().post(path, **OFF).status_code == 200
        assert queries.wishes_of({town.people["ayesha"].id})[town.people["ayesha"].id].rhythm == "never"
        assert app.test_client().post(path, **OFF).status_code == 200
        say(town, number, "mariam", "One more thought.")
        assert len(posted(town, "ayesha")) == 1
        assert len(told(town, "ayesha")) == 2

    def test_looking_at_the_link_stops_nothing(self, town, number, app):  # noqa: F811
        path = self.link(town, number)
        assert "Stop the mail" in app.test_client().get(path).text
        assert queries.wishes_of({town.people["ayesha"].id})[town.people["ayesha"].id].rhythm == "at_once"

    @pytest.mark.parametrize("token", ["x", "0000000000-" + "0" * 32, "abc", "%00", "a" * 500])
    def test_a_link_that_is_not_ours_stops_nobody(self, town, number, app, token):  # noqa: F811
        self.link(town, number)
        assert app.test_client().post(f"/notices/off/{token}", **OFF).status_code == 404

    def test_one_person_s_link_is_not_another_s(self, town, number, app):  # noqa: F811
        path = self.link(town, number)
        stolen = path.replace(town.people["ayesha"].public_id, town.people["bilal"].public_id)
        assert app.test_client().post(stolen, **OFF).status_code == 404


class TestChoosing:
    def test_what_was_chosen_is_kept_and_shown(self, town, number):  # noqa: F811
        browser = town.browser("bilal")
        assert browser.post("/account/notices", data={"rhythm": "weekly", "quiet_from": "22", "quiet_to": "7"}).status_code == 303
        page = browser.get("/account/notices").text
        assert 'value="weekly" checked' in page
        assert queries.wishes_of({town.people["bilal"].id})[town.people["bilal"].id].quiet == (22, 7)

    @pytest.mark.parametrize("data", [{}, {"rhythm": "hourly"}, {"rhythm": "daily", "quiet_from": "25", "quiet_to": "1"}, {"rhythm": "daily", "quiet_from": "x", "quiet_to": "1"}])
    def test_nonsense_is_refused_with_a_sentence(self, town, number, data):  # noqa: F811
        answer = town.browser("bilal").post("/account/notices", data={"quiet_from": "", "quiet_to": "", **data})
        assert answer.status_code == 422
        assert "There is a problem" in answer.text

    def test_a_mail_that_fails_keeps_nobody_else_waiting(self, town, number, monkeypatch):  # noqa: F811
        for who in ("ayesha", "mariam"):
            wish(town, who, "at_once")
        level(town, "mariam", number, FollowLevel.ALL)
        say(town, number, "bilal", "A thought.")
        worker.drain()
        real, broken = actions.mail_due, town.people["ayesha"].id

        def mail_due(person_id, **more):
            if person_id == broken:
                msg = "no"
                raise RuntimeError(msg)
            return real(person_id, **more)

        monkeypatch.setattr(jobs, "mail_due", mail_due)
        jobs.mail()
        assert db.session.query(Mail).filter(Mail.once.like("notice %")).count() == 1
        db.session.rollback()
        monkeypatch.undo()
        jobs.mail()
        assert db.session.query(Mail).filter(Mail.once.like("notice %")).count() == 2


def test_the_inbox_is_younger_than_the_mail(town, number):  # noqa: F811
    """A notice stands in the inbox before any mail of it is written, so a mail never leads to nothing."""
    wish(town, "ayesha", "at_once")
    say(town, number, "bilal", "A thought.")
    worker.drain()
    assert len(told(town, "ayesha")) == 1
    assert db.session.query(Mail).filter(Mail.once.like("notice %")).count() == 0
    assert clock.now() - timedelta(minutes=1) < queries.inbox(town.people["ayesha"].id)[0].at
