"""Reports, decisions, second looks, appeals, the public log; each clear, none twice, nothing lost."""

import csv
import io
import threading
from datetime import timedelta

import pytest
import time_machine

from forum.accounts import queries as accounts
from forum.discussions.actions import commenting
from forum.discussions.models import Comment
from forum.kernel import clock, worker
from forum.kernel.db import db, transaction
from forum.kernel.errors import Conflict
from forum.kernel.rules import Role
from forum.moderation.actions import appealing, deciding, noting, reporting
from forum.moderation.models import Appeal, Case, Decision, Report
from forum.moderation.queries import cases, figures
from forum.notifications import queries as notifications
from forum.search import queries as search
from tests.integration.proposals.conftest import town  # noqa: F401

WHY = "The second sentence insults the author of the proposal."


@pytest.fixture
def number(town):  # noqa: F811
    town.add("second", Role.MODERATOR)
    return town.publish()


@pytest.fixture
def comment(town, number):  # noqa: F811
    return say(town, number, "bilal", "Whoever wrote this has cabbage for a brain, honestly.")


def say(town, number, who, words, **more):  # noqa: F811
    with transaction():
        return commenting.post_comment("proposal", number, words=words, once=f"{who}{words}"[:39], actor=town.actor(who), now=clock.now(), **more)


def report(town, who, thing, rule="insult", kind="comment", words=""):  # noqa: F811
    browser = town.browser(who) if who else town.app.test_client()
    return browser.post(f"/moderation/report/{kind}/{thing}", data={"rule": rule, "words": words})


def decide(town, who, case, **more):  # noqa: F811
    data = {"outcome": "hidden", "rule": "insult", "reasons": WHY, "days": "7", **more}
    return town.browser(who).post(f"/staff/moderation/{case}/decision", data=data)


def only_case():
    found = db.session.query(Case).one()
    db.session.refresh(found)
    return found


def words_for(town, who):  # noqa: F811
    worker.drain()
    return [str(n.sentence) for n in notifications.inbox(town.people[who].id)]


def page(town, number, who=None):  # noqa: F811
    return (town.browser(who) if who else town.app.test_client()).get(f"/talk/proposal/{number}").text


class TestReporting:
    def test_reports_on_one_thing_are_one_case(self, town, comment):  # noqa: F811
        assert "cabbage" in town.app.test_client().get(f"/moderation/report/comment/{comment}").text
        assert report(town, "mariam", comment, words="Look at the end.").status_code == 303
        assert report(town, "usman", comment, "spam").status_code == 303
        assert report(town, None, comment).status_code == 303
        assert only_case().reports == 3
        desk = town.browser("moderator").get("/staff/moderation").text
        assert "3 reports" in desk
        assert "cabbage" in desk
        shown = town.browser("moderator").get(f"/staff/moderation/{only_case().id}").text
        assert "Look at the end." in shown
        assert "somebody not signed in" in shown

    def test_the_same_person_twice_is_told_so(self, town, comment):  # noqa: F811
        report(town, "mariam", comment)
        again = report(town, "mariam", comment)
        assert again.status_code == 422
        assert "reported this already" in again.text
        assert only_case().reports == 1

    def test_one_s_own_words_are_not_reported(self, town, comment):  # noqa: F811
        assert report(town, "bilal", comment).status_code == 403

    @pytest.mark.parametrize(("path", "status"), [("comment/999999", 404), ("nothing/1", 404), ("proposal/999", 404), ("comment/99999999999999999999", 404)])
    def test_what_is_not_there_is_said(self, town, comment, path, status):  # noqa: F811
        assert town.browser("mariam").get(f"/moderation/report/{path}").status_code == status
        assert town.browser("mariam").post(f"/moderation/report/{path}", data={"rule": "insult"}).status_code in {status, 422}

    @pytest.mark.parametrize("data", [{}, {"rule": "ugly"}, {"rule": "insult", "words": "x" * 501}, {"rule": "insult", "website": "http://spam.example"}])
    def test_nonsense_and_machines_are_refused_with_a_sentence(self, town, comment, data):  # noqa: F811
        answer = town.browser("mariam").post(f"/moderation/report/comment/{comment}", data=data)
        assert answer.status_code == 422
        assert "There is a problem" in answer.text
        assert db.session.query(Case).count() == 0

    def test_a_flood_of_reports_is_slowed_down(self, town, number, settings, database_url, tmp_path):  # noqa: F811
        comments = [say(town, number, "usman", f"A thought no. {n}.") for n in range(22)]
        from forum.app import create_app
        limited = create_app({**settings, "DATABASE_URL": database_url, "FORUM_INSTANCE": str(tmp_path / "limited"), "FORUM_RATE_LIMITS": "on"})
        limited.config["WTF_CSRF_ENABLED"] = False
        browser = limited.test_client()
        codes = [browser.post(f"/moderation/report/comment/{c}", data={"rule": "spam"}).status_code for c in comments]
        assert codes == [303] * 20 + [429] * 2

    def test_twenty_people_at_once_make_one_case(self, town, comment):  # noqa: F811
        db.session.remove()
        names = [f"crowd{n}" for n in range(8)]
        with town.app.app_context():
            for name in names:
                town.add(name)
        gate, faults = threading.Barrier(8), []

        def one(name):
            with town.app.app_context():
                gate.wait()
                try:
                    with transaction():
                        reporting.report_thing("comment", comment, rule="insult", words="", actor=town.actor(name), now=clock.now())
                except Exception as error:
                    faults.append(error)

        workers = [threading.Thread(target=one, args=(n,)) for n in names]
        [w.start() for w in workers]
        [w.join() for w in workers]
        assert faults == []
        assert only_case().reports == 8
        assert db.session.query(Report).count() == 8


class TestDeciding:
    def test_hidden_words_keep_their_place_and_their_author_reads_why(self, town, number, comment):  # noqa: F811
        answer = say(town, number, "usman", "I see it differently, and calmly.", parent_id=comment)
        report(town, "mariam", comment)
        assert decide(town, "moderator", only_case().id).status_code == 303
        for reader in (None, "mariam", "moderator"):
            shown = page(town, number, reader)
            assert "cabbage" not in shown
            assert "hidden by a moderator" in shown
            assert "calmly" in shown
        assert "cabbage" in page(town, number, "bilal")
        assert db.session.get(Comment, comment).source.startswith("Whoever")
        assert any("was hidden" in w for w in words_for(town, "bilal"))
        assert any("What you reported" in w and "Hidden" in w for w in words_for(town, "mariam"))
        assert [f.subject_id for f in search.found("cabbage")] == []
        decision = db.session.query(Decision).one()
        statement = town.browser("bilal").get(f"/moderation/statements/{decision.id}").text
        assert WHY in statement
        assert "Insults a person" in statement
        assert "a moderator, a person" in statement
        assert answer

    def test_a_statement_is_for_its_author_only(self, town, comment):  # noqa: F811
        report(town, "mariam", comment)
        decide(town, "moderator", only_case().id)
        number = db.session.query(Decision).one().id
        assert town.browser("mariam").get(f"/moderation/statements/{number}").status_code == 404
        assert town.browser("mariam").post(f"/moderation/statements/{number}/appeal", data={"words": "It is wrong, I say."}).status_code == 404
        assert town.app.test_client().get(f"/moderation/statements/{number}").status_code in {302, 303, 401}

    def test_kept_it_stays_and_whoever_reported_hears_so(self, town, number, comment):  # noqa: F811
        report(town, "mariam", comment)
        assert decide(town, "moderator", only_case().id, outcome="kept", rule="", reasons="").status_code == 303
        assert "cabbage" in page(town, number)
        assert any("Left as it is" in w for w in words_for(town, "mariam"))
        assert not [w for w in words_for(town, "bilal") if "hidden" in w]
        assert report(town, "usman", comment).status_code == 303
        assert db.session.query(Case).count() == 2

    def test_a_warning_leaves_the_words(self, town, number, comment):  # noqa: F811
        report(town, "mariam", comment)
        decide(town, "moderator", only_case().id, outcome="warned")
        assert "cabbage" in page(town, number)
        assert any("breaks a rule" in w for w in words_for(town, "bilal"))

    def test_a_suspension_ends_by_itself_and_lets_one_read_and_appeal(self, town, number, comment):  # noqa: F811
        report(town, "mariam", comment)
        assert decide(town, "moderator", only_case().id, outcome="suspended", days="7").status_code == 303
        bilal = town.browser("bilal")
        assert bilal.post(f"/talk/proposal/{number}", data={"text": "And another thing.", "stance": "", "once": "z"}).status_code == 403
        decision = db.session.query(Decision).one()
        assert bilal.post(f"/moderation/statements/{decision.id}/appeal", data={"words": "It was a joke among friends."}).status_code == 303
        with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
            again = town.browser("bilal").post(f"/talk/proposal/{number}", data={"text": "I am back, calmer.", "stance": "", "once": "y"})
            assert again.status_code == 303

    def test_a_suspension_asks_who_one_is_once_more(self, town, comment):  # noqa: F811
        from tests.support.city import sign_in_as
        report(town, "mariam", comment)
        stale = sign_in_as(town.app, town.people["moderator"], fresh=False)
        answer = stale.post(f"/staff/moderation/{only_case().id}/decision", data={"outcome": "suspended", "rule": "insult", "reasons": WHY, "days": "7"})
        assert answer.status_code == 403
        assert only_case().state == "open"

    @pytest.mark.parametrize("data", [{"outcome": ""}, {"outcome": "burnt"}, {"rule": ""}, {"rule": "x"}, {"reasons": ""}, {"reasons": "no"}, {"reasons": "x" * 2001},
                                      {"outcome": "suspended", "days": "0"}, {"outcome": "suspended", "days": "999"}, {"outcome": "suspended", "days": "x"}])  # fmt: skip
    def test_a_decision_without_a_rule_or_reasons_is_none(self, town, comment, data):  # noqa: F811
        report(town, "mariam", comment)
        answer = decide(town, "moderator", only_case().id, **data)
        assert answer.status_code == 422
        assert only_case().state == "open"

    def test_a_case_is_decided_once(self, town, comment):  # noqa: F811
        report(town, "mariam", comment)
        case = only_case().id
        decide(town, "moderator", case)
        again = decide(town, "second", case, outcome="kept")
        assert again.status_code == 422
        assert "decided already" in again.text
        assert db.session.query(Decision).count() == 1

    def test_what_a_colleague_reads_is_left_to_them(self, town, comment):  # noqa: F811
        report(town, "mariam", comment)
        case = only_case().id
        assert town.browser("moderator").post(f"/staff/moderation/{case}/claim").status_code == 303
        assert town.browser("second").post(f"/staff/moderation/{case}/claim").status_code == 409
        assert decide(town, "second", case).status_code == 422
        assert "is reading it" in town.browser("second").get("/staff/moderation").text
        town.browser("moderator").post(f"/staff/moderation/{case}/claim", data={"claimed": "no"})
        assert decide(town, "second", case).status_code == 303

    def test_nobody_decides_on_their_own_words_or_their_own_report(self, town, number):  # noqa: F811
        mine = say(town, number, "moderator", "A moderator says something sharp, too sharp perhaps.")
        report(town, "mariam", mine)
        assert decide(town, "moderator", only_case().id).status_code == 403
        other = say(town, number, "usman", "Something that a moderator dislikes.")
        report(town, "moderator", other)
        case = db.session.query(Case).filter_by(thing_id=other).one().id
        assert decide(town, "moderator", case).status_code == 403
        assert decide(town, "second", case).status_code == 303

    @pytest.mark.parametrize("who", ["mariam", "officer", "admin"])
    def test_only_moderators_decide(self, town, comment, who):  # noqa: F811
        report(town, "usman", comment)
        assert decide(town, who, only_case().id).status_code == 403

    def test_a_hidden_proposal_is_found_nowhere_and_comes_back_whole(self, town, number):  # noqa: F811
        worker.drain()
        report(town, "mariam", number, kind="proposal")
        decide(town, "moderator", only_case().id, rule="unlawful")
        worker.drain()
        stranger = town.app.test_client()
        assert stranger.get(f"/proposals/{number}").status_code == 410
        assert "water pipe" not in stranger.get("/proposals").text
        assert [f.kind for f in search.found("pipe") if f.kind == "proposal"] == []
        assert town.browser("mariam").post(f"/proposals/{number}/endorsement").status_code == 410
        decision = db.session.query(Decision).one()
        with transaction():
            made = appealing.appeal(decision.id, words="No law forbids to ask for a pipe.", actor=town.actor("ayesha"), now=clock.now())
            appealing.decide_appeal(made, upheld=True, reply="You are right, none does.", actor=town.actor("second"), now=clock.now())
        worker.drain()
        assert stranger.get(f"/proposals/{number}").status_code == 200
        assert [f.kind for f in search.found("pipe") if f.kind == "proposal"] == ["proposal"]


class TestTwoPairsOfEyes:
    @pytest.fixture
    def official(self, town, number):  # noqa: F811
        made = say(town, number, "officer", "The office regrets that citizens are like this.")
        report(town, "mariam", made)
        return made

    def test_words_of_the_city_are_hidden_by_two(self, town, number, official):  # noqa: F811
        decide(town, "moderator", only_case().id)
        assert only_case().state == "second"
        assert "The office regrets" in page(town, number)
        assert not [w for w in words_for(town, "officer") if "hidden" in w]
        decision = db.session.query(Decision).one().id
        own = town.browser("moderator").post(f"/staff/moderation/decisions/{decision}/second", data={"agrees": "yes"})
        assert own.status_code == 403
        assert town.browser("second").post(f"/staff/moderation/decisions/{decision}/second", data={"agrees": "yes"}).status_code == 303
        assert "The office regrets" not in page(town, number)
        assert any("was hidden" in w for w in words_for(town, "officer"))
        assert "two moderators" in town.browser("officer").get(f"/moderation/statements/{decision}").text

    def test_without_the_second_it_is_decided_anew(self, town, number, official):  # noqa: F811
        decide(town, "moderator", only_case().id)
        decision = db.session.query(Decision).one().id
        town.browser("second").post(f"/staff/moderation/decisions/{decision}/second", data={"agrees": "no"})
        assert only_case().state == "open"
        assert "The office regrets" in page(town, number)
        assert decide(town, "second", only_case().id, outcome="kept").status_code == 303

    def test_leaving_them_as_they_are_takes_one(self, town, number, official):  # noqa: F811
        decide(town, "moderator", only_case().id, outcome="warned")
        assert only_case().state == "decided"

    def test_the_second_look_happens_once(self, town, number, official):  # noqa: F811
        decide(town, "moderator", only_case().id)
        decision = db.session.query(Decision).one().id
        assert [town.browser("second").post(f"/staff/moderation/decisions/{decision}/second", data={"agrees": "yes"}).status_code for _ in range(2)] == [303, 409]


class TestAppeals:
    @pytest.fixture
    def decision(self, town, number, comment):  # noqa: F811
        report(town, "mariam", comment)
        decide(town, "moderator", only_case().id)
        return db.session.query(Decision).one().id

    def appeal(self, town, decision, words="It was irony; read the sentence before it."):  # noqa: F811
        return town.browser("bilal").post(f"/moderation/statements/{decision}/appeal", data={"words": words})

    def reply(self, town, who, upheld="yes", reply="You are right: read as a whole it is no insult."):  # noqa: F811
        return town.browser(who).post(f"/staff/moderation/appeals/{db.session.query(Appeal).one().id}", data={"upheld": upheld, "reply": reply})

    def test_another_moderator_decides_and_what_was_hidden_comes_back(self, town, number, decision):  # noqa: F811
        assert self.appeal(town, decision).status_code == 303
        assert self.reply(town, "moderator").status_code == 403
        assert "hidden by a moderator" in page(town, number)
        assert self.reply(town, "second").status_code == 303
        assert "cabbage" in page(town, number)
        assert any("upheld" in w for w in words_for(town, "bilal"))
        assert "read as a whole" in town.browser("bilal").get(f"/moderation/statements/{decision}").text
        worker.drain()
        assert [f.kind for f in search.found("cabbage")] == ["comment"]

    def test_rejected_it_stays_hidden_and_the_reply_says_why(self, town, number, decision):  # noqa: F811
        self.appeal(town, decision)
        self.reply(town, "second", "no", "Irony or not, it runs down a person.")
        assert "hidden by a moderator" in page(town, number)
        assert "Irony or not" in town.browser("bilal").get(f"/moderation/statements/{decision}").text

    def test_a_second_appeal_is_answered_clearly(self, town, decision):  # noqa: F811
        self.appeal(town, decision)
        again = self.appeal(town, decision, "And I say it again, louder.")
        assert again.status_code == 422
        assert "appealed against this already" in again.text
        assert db.session.query(Appeal).count() == 1
        self.reply(town, "second", "no", "It stays as it is, sorry.")
        assert self.appeal(town, decision, "Still not convinced at all.").status_code == 422
        assert self.reply(town, "second").status_code == 422

    def test_two_at_the_same_moment_are_one(self, town, decision):  # noqa: F811
        db.session.remove()
        gate, answers = threading.Barrier(2), []

        def one():
            with town.app.app_context():
                gate.wait()
                try:
                    with transaction():
                        answers.append(appealing.appeal(decision, words="It was irony, truly.", actor=town.actor("bilal"), now=clock.now()))
                except Conflict:
                    answers.append(None)

        workers = [threading.Thread(target=one) for _ in range(2)]
        [w.start() for w in workers]
        [w.join() for w in workers]
        assert sorted(a is None for a in answers) == [False, True]
        assert db.session.query(Appeal).count() == 1

    def test_after_thirty_days_it_is_too_late(self, town, decision):  # noqa: F811
        with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
            late = self.appeal(town, decision)
            assert late.status_code == 422
            assert "thirty days" in late.text

    @pytest.mark.parametrize("words", ["", "no", "x" * 4001])
    def test_too_little_or_too_much_is_said(self, town, decision, words):  # noqa: F811
        answer = self.appeal(town, decision, words)
        assert answer.status_code == 422
        assert words in answer.text

    def test_an_upheld_appeal_ends_the_suspension_too(self, town, number, comment):  # noqa: F811
        report(town, "mariam", comment)
        decide(town, "moderator", only_case().id, outcome="suspended", days="30")
        decision = db.session.query(Decision).one().id
        assert accounts.running_suspension(town.people["bilal"].id, clock.now())
        self.appeal(town, decision)
        self.reply(town, "admin")
        assert accounts.running_suspension(town.people["bilal"].id, clock.now()) is None

    def test_an_old_appeal_does_not_show_what_was_hidden_anew(self, town, number, comment, decision):  # noqa: F811
        self.appeal(town, decision)
        self.reply(town, "second")
        report(town, "usman", comment)
        case = db.session.query(Case).filter_by(state="open").one().id
        decide(town, "second", case, rule="hatred")
        assert "hidden by a moderator" in page(town, number)
        holds = db.session.query(Decision.id).filter_by(in_force=True).order_by(Decision.id.desc()).first()
        assert holds.id == db.session.query(Decision).order_by(Decision.id.desc()).first().id


class TestNewcomers:
    @pytest.fixture
    def new(self, town, number):  # noqa: F811
        town.add("new")
        return number

    def test_words_with_a_link_wait_for_a_person_and_are_told_of_then(self, town, new):  # noqa: F811
        handle = town.people["usman"].handle
        made = say(town, new, "new", f"Look at https://example.org/offer, @{handle}!")
        assert "example.org" not in page(town, new)
        assert "waits until a moderator has read it" in page(town, new)
        assert "example.org" in page(town, new, "new")
        assert any("waits until a moderator" in w for w in words_for(town, "new"))
        assert not [w for w in words_for(town, "usman") if "mentioned" in w]
        assert only_case().is_held
        assert decide(town, "moderator", only_case().id, outcome="kept", rule="", reasons="").status_code == 303
        assert "example.org" in page(town, new)
        assert [w for w in words_for(town, "usman") if "mentioned" in w]
        assert any("is now shown" in w for w in words_for(town, "new"))
        assert made

    def test_words_without_one_do_not_wait(self, town, new):  # noqa: F811
        say(town, new, "new", "I am new here and agree.")
        assert "I am new here" in page(town, new)

    def test_who_confirmed_a_district_or_is_three_days_old_is_no_newcomer(self, town, new):  # noqa: F811
        say(town, new, "bilal", "Source: https://example.org/figures")
        with time_machine.travel(clock.now() + timedelta(days=4), tick=False):
            say(town, new, "new", "Another: https://example.org/more")
            assert page(town, new).count("example.org") >= 2

    def test_the_sixth_in_an_hour_is_asked_to_wait_and_keeps_the_words(self, town, new):  # noqa: F811
        browser = town.browser("new")
        codes = [browser.post(f"/talk/proposal/{new}", data={"text": f"Thought number {n} of mine.", "stance": "", "once": f"n{n}"}).status_code for n in range(5)]
        assert codes == [303] * 5
        sixth = browser.post(f"/talk/proposal/{new}", data={"text": "My sixth thought.", "stance": "", "once": "n6"})
        assert sixth.status_code == 429
        assert "My sixth thought." in sixth.text

    def test_a_link_put_in_afterwards_waits_too(self, town, new):  # noqa: F811
        made = say(town, new, "new", "An innocent thought of mine.")
        town.browser("new").post(f"/talk/comments/{made}/edit", data={"text": "Buy at https://example.org/offer", "stance": ""})
        assert "example.org" not in page(town, new)


class TestCrowds:
    TEXT = "Dear council, we the people of this sector demand that the old market stays where it is and that nobody builds a plaza there."

    def test_copies_are_shown_and_nothing_is_done(self, town, number):  # noqa: F811
        for n, who in enumerate(("bilal", "mariam", "usman", "tahir")):
            say(town, number, who, self.TEXT + f" {n}")
        say(town, number, "ayesha", "I have another view of markets, plazas, sectors and councils altogether, and it is mine alone to hold.")
        (echo,) = figures.echoes(clock.now())
        assert (len(echo.things), echo.authors) == (4, 4)
        desk = town.browser("moderator").get("/staff/moderation/crowds").text
        assert "4 texts" in desk
        assert page(town, number).count("old market stays") == 4
        assert len(cases.copies("comment", echo.things[0])) == 3

    def test_a_crowded_hour_is_shown(self, town, number):  # noqa: F811
        for n in range(24):
            with transaction():
                noting.note_words("comment", 1000 + n, f"Different thought {n}", about=("proposal", number), actor=town.actor("bilal"), now=clock.now())
        (burst,) = figures.bursts(clock.now() + timedelta(seconds=1))
        assert (burst.count, burst.authors) == (24, 1)
        assert town.browser("moderator").get("/staff/moderation/crowds").status_code == 200

    def test_traces_are_forgotten_after_a_month(self, town, number, comment):  # noqa: F811
        with transaction():
            noting.forget_traces(clock.now() + timedelta(days=31))
        assert cases.copies("comment", comment) == []


class TestInTheOpen:
    def test_the_log_names_nobody_and_is_a_table_too(self, town, number, comment):  # noqa: F811
        report(town, "mariam", comment, words="Secret words of the reporter")
        decide(town, "moderator", only_case().id)
        stranger = town.app.test_client()
        log = stranger.get("/moderation/log").text
        rows = list(csv.DictReader(io.StringIO(stranger.get("/moderation/log.csv").text.lstrip("\ufeff"))))
        assert "Hidden" in log
        assert [(r["outcome"], r["rule"], r["decided by"]) for r in rows] == [("hidden", "insult", "person")]
        whole = log + stranger.get("/moderation/log.csv").text + stranger.get("/moderation/figures").text + stranger.get("/record").text
        for secret in ("cabbage", "Bilal", "Mariam", "Moderator Tester", WHY, "Secret words"):
            assert secret not in whole

    def test_the_figures_count_what_happened(self, town, number, comment):  # noqa: F811
        report(town, "mariam", comment)
        report(town, "usman", comment)
        decide(town, "moderator", only_case().id)
        decision = db.session.query(Decision).one().id
        with transaction():
            made = appealing.appeal(decision, words="It was irony, truly so.", actor=town.actor("bilal"), now=clock.now())
            appealing.decide_appeal(made, upheld=True, reply="It was indeed irony.", actor=town.actor("second"), now=clock.now())
        month = figures.months(clock.now())[0]
        assert (month.reports, month.decisions, month.rules, month.appeals, month.overturned) == (2, {"hidden": 1}, {"insult": 1}, 1, 1)
        assert town.app.test_client().get("/moderation/figures").status_code == 200

    def test_pages_for_everybody_are_open_and_the_desk_is_not(self, town, number):  # noqa: F811
        for path in ("/moderation", "/moderation/log", "/moderation/figures"):
            assert town.app.test_client().get(path).status_code == 200
        for who in ("mariam", "officer"):
            assert town.browser(who).get("/staff/moderation").status_code == 403

    def test_the_queue_costs_a_fixed_number_of_queries(self, town, number, count_queries):  # noqa: F811
        browser = town.browser("moderator")
        for n in range(2):
            report(town, "mariam", say(town, number, "usman", f"Thought {n} of mine."))
        with count_queries() as few:
            browser.get("/staff/moderation")
        for n in range(2, 5):
            report(town, "mariam", say(town, number, "usman", f"Thought {n} of mine."))
        with count_queries() as many:
            browser.get("/staff/moderation")
        assert len(many) - len(few) <= 3 * 2  # each kind is asked for its own things

    def test_topics_are_corrected_by_staff_and_it_is_recorded(self, town, number):  # noqa: F811
        from forum.proposals.queries import reading
        assert town.browser("mariam").post(f"/proposals/{number}/topics", data={"topics": "1"}).status_code == 403
        assert town.browser("moderator").post(f"/proposals/{number}/topics", data={}).status_code == 422
        assert town.browser("moderator").post(f"/proposals/{number}/topics", data={"topics": "1"}).status_code == 303
        assert reading.topic_ids(number) == (1,)


def test_a_case_that_is_decided_wakes_nobody_twice(town, number, comment):  # noqa: F811
    report(town, "mariam", comment)
    with transaction():
        deciding.decide(only_case().id, outcome="hidden", rule="insult", reasons=WHY, days=None, actor=town.actor("moderator"), now=clock.now())
    worker.drain()
    worker.drain()
    assert len([w for w in words_for(town, "bilal") if "hidden" in w]) == 1


class TestEdges:
    def test_people_with_a_role_are_not_suspended_and_the_words_come_back(self, town, number):  # noqa: F811
        made = say(town, number, "officer", "Something rude by the office itself.")
        report(town, "mariam", made)
        case = only_case().id
        answer = decide(town, "moderator", case, outcome="suspended")
        assert answer.status_code == 422
        assert "People with a role are not suspended" in answer.text
        assert WHY in answer.text
        assert only_case().state == "open"

    def test_what_its_author_undid_after_the_report_can_still_be_closed(self, town, number):  # noqa: F811
        made = say(town, number, "bilal", "I take this back at once.")
        report(town, "mariam", made)
        with transaction():
            traceless = commenting.remove_comment(made, actor=town.actor("bilal"), now=clock.now())
        assert not traceless  # its number must not pass to the next comment, or the case would
        assert "Its author removed it." in town.browser("moderator").get(f"/staff/moderation/{only_case().id}").text
        assert decide(town, "moderator", only_case().id).status_code == 303
        worker.drain()
        assert db.session.execute(db.text("SELECT count(*) FROM event_deliveries")).scalar() == 0

    @pytest.mark.parametrize("data", [{}, {"rule": "insult"}, {"rule": "x"}])
    def test_hidden_words_are_not_shown_by_the_form_that_reports_them(self, town, comment, data):  # noqa: F811
        report(town, "mariam", comment)
        decide(town, "moderator", only_case().id)
        for browser in (town.app.test_client(), town.browser("usman")):
            answer = browser.post(f"/moderation/report/comment/{comment}", data=data)
            assert answer.status_code == 404
            assert "cabbage" not in answer.text

    def test_an_author_who_moderates_does_not_learn_who_reported(self, town, number):  # noqa: F811
        mine = say(town, number, "moderator", "A moderator says something sharp, too sharp perhaps.")
        report(town, "mariam", mine, words="Look how he talks")
        page_ = town.browser("moderator").get(f"/staff/moderation/{only_case().id}").text
        assert "Look how he talks" not in page_
        assert "mariam" not in page_

    def test_who_reported_does_not_decide_the_appeal(self, town, comment):  # noqa: F811
        report(town, "second", comment)
        decide(town, "moderator", only_case().id)
        decision = db.session.query(Decision).one().id
        town.browser("bilal").post(f"/moderation/statements/{decision}/appeal", data={"words": "It was irony, as anybody sees."})
        appeal = db.session.query(Appeal).one().id
        data = {"upheld": "no", "reply": "It stays as it is, sorry."}
        assert town.browser("second").post(f"/staff/moderation/appeals/{appeal}", data=data).status_code == 403
        assert town.browser("admin").post(f"/staff/moderation/appeals/{appeal}", data=data).status_code == 303

    def test_a_link_in_capitals_is_a_link(self, town, number):  # noqa: F811
        town.add("new")
        say(town, number, "new", "Look [here](HTTP://spam.example/offer), all of you.")
        assert "spam.example" not in page(town, number)
