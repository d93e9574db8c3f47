"""Threads: posting, answering, editing, removing, marking, pinning, locking; flat pages; nothing lost, nothing counted twice."""

import threading
from datetime import timedelta

import pytest
import time_machine

from forum.discussions.actions import commenting, tending
from forum.discussions.models import Comment, CommentMark, Thread
from forum.discussions.queries import threads
from forum.discussions.types import Order, Stance, Voices
from forum.kernel import clock, worker
from forum.kernel.db import db, transaction
from forum.kernel.rules import Role
from forum.proposals.queries import reading
from forum.search import queries as search
from tests.integration.proposals.conftest import town  # noqa: F401

HOSTILE = ["<script>alert(1)</script>", "[x](javascript:alert(1))", "<img src=x onerror=alert(1)>", "](javascript:1)", "\u202eevil\u202c", "> " * 500, "* " * 2000, "`" * 3000,
           "|a|b|\n|-|-|\n" * 200, "#" * 50 + " x", "a" * 9000, "&lt;script&gt;", "\x00nul", "🚸" * 1000]  # fmt: skip


@pytest.fixture
def number(town):  # noqa: F811
    return town.publish()


def say(town, number, who="bilal", words="A thought.", **more):  # noqa: F811
    with transaction():
        return commenting.post_comment("proposal", number, words=words, once=f"{who}{words}{more.get('parent_id')}"[:39], actor=town.actor(who), now=more.pop("now", clock.now()), **more)


def send(browser, number, text="A thought.", **more):
    return browser.post(f"/talk/proposal/{number}", data={"text": text, "stance": "", "once": text[:39], **more})


class TestPosting:
    def test_a_comment_is_written_seen_counted_found_and_told(self, town, number):  # noqa: F811
        answer = send(town.browser("bilal"), number, "The **old** aqueduct leaks.", stance="for")
        assert answer.status_code == 303
        page = town.app.test_client().get(f"/talk/proposal/{number}").text
        assert "<strong>old</strong>" in page
        assert "stance-for" in page
        worker.drain()
        assert reading.row(number).comments == 1
        assert [f.kind for f in search.found("aqueduct")] == ["comment"]
        assert any("new comment" in w for w in _notices(town, "ayesha"))
        assert "1" in town.app.test_client().get(f"/proposals/{number}").text

    def test_an_answer_and_a_mention_are_told_to_whom_they_concern_once(self, town, number):  # noqa: F811
        first = say(town, number, "bilal")
        handle = town.people["usman"].handle
        send(town.browser("mariam"), number, f"I agree, and so does @{handle}.", parent=str(first))
        assert [w for w in _notices(town, "bilal") if "answered" in w]
        assert len([w for w in _notices(town, "usman") if "mentioned" in w]) == 1
        assert not [w for w in _notices(town, "mariam") if "comment" in w]

    def test_the_same_form_twice_is_one_comment(self, town, number):  # noqa: F811
        browser = town.browser("bilal")
        assert [send(browser, number).status_code for _ in range(3)] == [303] * 3
        assert db.session.query(Comment).count() == 1

    @pytest.mark.parametrize(("text", "status"), [("", 422), (" ", 422), ("x", 422), ("y" * 10_001, 422), ("z" * 1_000_000, 422)])
    def test_too_little_or_too_much_is_said_and_comes_back_whole(self, town, number, text, status):  # noqa: F811
        answer = send(town.browser("bilal"), number, text)
        assert answer.status_code == status
        assert text.strip() in answer.text
        assert db.session.query(Comment).count() == 0

    def test_an_answer_to_something_just_removed_keeps_the_words(self, town, number):  # noqa: F811
        first = say(town, number, "bilal", now=clock.now() - timedelta(hours=1))
        with transaction():
            commenting.remove_comment(first, actor=town.actor("bilal"), now=clock.now())
        answer = send(town.browser("mariam"), number, "My careful answer.", parent=str(first))
        assert answer.status_code == 422
        assert "was removed in the meantime" in answer.text
        assert "My careful answer." in answer.text

    @pytest.mark.parametrize("parent", ["999", "x", "-1", "99999999999999999999"])
    def test_an_answer_to_nothing_is_no_fault(self, town, number, parent):  # noqa: F811
        assert send(town.browser("bilal"), number, parent=parent).status_code in {303, 404, 422}

    def test_an_answer_cannot_be_smuggled_into_another_thread(self, town, number):  # noqa: F811
        other = town.publish("bilal", "Another proposal")
        first = say(town, other, "mariam")
        assert send(town.browser("usman"), number, parent=str(first)).status_code == 422

    @pytest.mark.parametrize("path", ["/talk/proposal/999", "/talk/nothing/1", "/talk/comments/999", "/talk/comments/999/history"])
    def test_what_is_not_there_is_said(self, town, number, path):  # noqa: F811
        assert town.app.test_client().get(path).status_code == 404

    def test_a_draft_has_no_thread(self, town, number):  # noqa: F811
        draft = town.draft("bilal", "Only a draft so far")
        assert town.app.test_client().get(f"/talk/proposal/{draft}").status_code == 404
        assert send(town.browser("bilal"), draft).status_code == 404

    def test_strangers_are_asked_to_sign_in(self, town, number):  # noqa: F811
        assert "Sign in to take part" in town.app.test_client().get(f"/talk/proposal/{number}").text
        assert send(town.app.test_client(), number).status_code == 401

    @pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
    def test_hostile_words_stay_words(self, town, number, text):  # noqa: F811
        send(town.browser("bilal"), number, text)
        page = town.app.test_client().get(f"/talk/proposal/{number}").text
        for evil in ("<script>alert", "<img src=x", 'href="javascript'):
            assert evil not in page

    def test_two_hundred_answers_at_once_all_stand_with_a_place_of_their_own(self, town, number):  # noqa: F811
        first = say(town, number, "ayesha")
        db.session.remove()
        actors, faults, gate = [town.actor(n) for n in ("bilal", "mariam", "usman", "tahir")], [], threading.Barrier(8)

        def answer(k):
            with town.app.app_context():
                gate.wait()
                for n in range(25):
                    try:
                        with transaction():
                            commenting.post_comment("proposal", number, words=f"Answer {k} {n}", parent_id=first, once=f"{k}-{n}", actor=actors[k % 4], now=clock.now())
                    except Exception as error:
                        faults.append(error)

        workers = [threading.Thread(target=answer, args=(k,)) for k in range(8)]
        [w.start() for w in workers]
        [w.join() for w in workers]
        assert faults == []
        assert sorted(c.ordinal for c in db.session.query(Comment).filter_by(parent_id=first)) == list(range(1, 201))
        row = db.session.get(Comment, first)
        assert (row.direct, row.below, threads.thread("proposal", number).comments) == (200, 200, 201)

    def test_the_first_two_comments_at_once_begin_one_thread(self, town, number):  # noqa: F811
        db.session.remove()
        gate, faults = threading.Barrier(4), []

        def first(name):
            with town.app.app_context():
                gate.wait()
                try:
                    with transaction():
                        commenting.post_comment("proposal", number, words="First!", once=name, actor=town.actor(name), now=clock.now())
                except Exception as error:
                    faults.append(error)

        workers = [threading.Thread(target=first, args=(n,)) for n in ("bilal", "mariam", "usman", "tahir")]
        [w.start() for w in workers]
        [w.join() for w in workers]
        assert faults == []
        assert db.session.query(Thread).count() == 1
        assert threads.thread("proposal", number).comments == 4


def _notices(town, name):  # noqa: F811
    from forum.notifications import queries as notifications
    worker.drain()
    return [str(n.sentence) for n in notifications.inbox(town.people[name].id) if n.path.startswith("/talk")]


class TestChanging:
    def test_within_a_quarter_of_an_hour_freely_later_with_history(self, town, number):  # noqa: F811
        made = say(town, number, now=clock.now() - timedelta(minutes=20))
        bilal = town.browser("bilal")
        assert bilal.post(f"/talk/comments/{made}/edit", data={"text": "A better thought.", "stance": "against"}).status_code == 303
        assert db.session.get(Comment, made).edits == 1
        page = town.app.test_client().get(f"/talk/comments/{made}/history").text
        assert "A thought." in page
        assert "A better thought." in page
        fresh = say(town, number, words="Just now.")
        bilal.post(f"/talk/comments/{fresh}/edit", data={"text": "Just now!", "stance": ""})
        assert db.session.get(Comment, fresh).edits == 0

    def test_stances_are_counted_as_they_are_now(self, town, number):  # noqa: F811
        made = say(town, number, stance=Stance.FOR)
        with transaction():
            commenting.edit_comment(made, words="Changed my mind.", stance=Stance.AGAINST, actor=town.actor("bilal"), now=clock.now())
        view = threads.thread("proposal", number)
        assert (view.stances[Stance.FOR], view.stances[Stance.AGAINST], view.comments) == (0, 1, 1)

    def test_nobody_else_can(self, town, number):  # noqa: F811
        made = say(town, number)
        for who in ("mariam", "admin", "moderator"):
            browser = town.browser(who)
            assert browser.get(f"/talk/comments/{made}/edit").status_code == 404
            assert browser.post(f"/talk/comments/{made}/edit", data={"text": "Mine now.", "stance": ""}).status_code == 403
            assert browser.post(f"/talk/comments/{made}/removal").status_code == 403

    def test_undone_at_once_it_is_gone_without_a_trace(self, town, number):  # noqa: F811
        made = say(town, number)
        assert town.browser("bilal").post(f"/talk/comments/{made}/removal").headers["Location"].endswith("done=undone")
        assert db.session.query(Comment).count() == 0
        assert threads.thread("proposal", number).comments == 0
        say(town, number, words="Another.")
        assert db.session.query(Comment).one().ordinal == 1

    def test_removed_later_or_answered_its_place_stays_and_the_answers_with_it(self, town, number):  # noqa: F811
        made = say(town, number)
        say(town, number, "mariam", "An answer.", parent_id=made)
        town.browser("bilal").post(f"/talk/comments/{made}/removal")
        page = town.app.test_client().get(f"/talk/proposal/{number}").text
        assert "removed by its author" in page
        assert "An answer." in page
        assert "A thought." not in page
        assert db.session.get(Comment, made).source == ""
        worker.drain()
        assert [f.subject_id for f in search.found("thought")] == []

    def test_removed_twice_is_said(self, town, number):  # noqa: F811
        made = say(town, number, now=clock.now() - timedelta(hours=1))
        bilal = town.browser("bilal")
        assert [bilal.post(f"/talk/comments/{made}/removal").status_code for _ in range(2)] == [303, 409]


class TestMarks:
    def mark(self, browser, comment, helpful):
        return browser.post(f"/talk/comments/{comment}/mark", data={"helpful": helpful})

    def test_they_are_counted_once_changed_and_taken_back(self, town, number):  # noqa: F811
        made = say(town, number)
        mariam = town.browser("mariam")
        for helpful in ("yes", "yes", "no", "none", "yes"):
            assert self.mark(mariam, made, helpful).status_code == 303
        row = db.session.get(Comment, made)
        assert (row.helpful, row.unhelpful, db.session.query(CommentMark).count()) == (1, 0, 1)
        assert row.score > 300_000

    def test_not_ones_own_not_odd_ones(self, town, number):  # noqa: F811
        made = say(town, number)
        assert self.mark(town.browser("bilal"), made, "yes").status_code == 403
        assert self.mark(town.browser("mariam"), made, "loud").status_code == 422

    def test_no_number_is_shown_before_the_fifth(self, town, number):  # noqa: F811
        made = say(town, number)
        names = [town.add(f"reader{n}") and f"reader{n}" for n in range(5)]
        for n, name in enumerate(names):
            with transaction():
                tending.mark_comment(made, is_helpful=n != 4, actor=town.actor(name), now=clock.now())
            page = town.app.test_client().get(f"/talk/proposal/{number}").text
            assert ('class="soft with-icon numbers"' in page) == (n == 4)


class TestTending:
    def test_an_official_answer_stands_on_top_once(self, town, number):  # noqa: F811
        town.grants["officer"] = (Role.OFFICER,)
        say(town, number)
        made = say(town, number, "officer", "We will look at it.")
        assert town.browser("officer").post(f"/talk/comments/{made}/pin").status_code == 303
        page = town.app.test_client().get(f"/talk/proposal/{number}").text
        assert "Official answer" in page
        assert page.count(f'id="c-{made}"') == 1

    def test_a_citizens_comment_is_not_pinned(self, town, number):  # noqa: F811
        made = say(town, number)
        assert town.browser("officer").post(f"/talk/comments/{made}/pin").status_code == 403
        assert town.browser("bilal").post(f"/talk/comments/{made}/pin").status_code == 403

    def test_a_locked_thread_takes_nothing_and_says_why(self, town, number):  # noqa: F811
        made = say(town, number)
        moderator = town.browser("moderator")
        assert moderator.post(f"/talk/proposal/{number}/lock", data={"reason": ""}).status_code == 422
        assert moderator.post(f"/talk/proposal/{number}/lock", data={"reason": "It has become a quarrel."}).status_code == 303
        answer = send(town.browser("mariam"), number, "One more thing.")
        assert answer.status_code == 422
        assert "It has become a quarrel." in answer.text
        assert town.browser("bilal").post(f"/talk/comments/{made}/edit", data={"text": "Edited.", "stance": ""}).status_code == 422
        assert moderator.post(f"/talk/proposal/{number}/lock", data={"locked": "no"}).status_code == 303
        assert send(town.browser("mariam"), number, "One more thing.").status_code == 303

    def test_what_is_new_since_the_last_visit_is_said_when_one_wants_it(self, town, number):  # noqa: F811
        say(town, number)
        mariam = town.browser("mariam")
        assert "new since your visit" not in mariam.get(f"/talk/proposal/{number}").text
        mariam.post(f"/talk/proposal/{number}/seen")
        say(town, number, words="Something new.")
        assert "1 new since your visit" in mariam.get(f"/talk/proposal/{number}").text


class TestReading:
    def fill(self, town, number, roots, children=0):  # noqa: F811
        people = [town.people[n].id for n in ("bilal", "mariam", "usman", "tahir")]
        now = clock.now()
        say(town, number, "ayesha", "The first of many.")
        thread = db.session.query(Thread).one()
        with transaction():
            rows = [Comment(thread_id=thread.id, ordinal=n + 2, author_id=people[n % 4], source="s", html=f"<p>Root {n}</p>", at=now - timedelta(days=3), score=n * 7919 % 1000,
                            below=n % 13, direct=children if n == 0 else 0, once=f"r{n}") for n in range(roots)]  # fmt: skip
            db.session.add_all(rows)
            db.session.flush()
            parent, thread.roots = rows[0].id, roots + 1
            db.session.add_all(Comment(thread_id=thread.id, parent_id=parent, ordinal=n + 1, author_id=people[n % 4], source="s", html=f"<p>Reply {n}</p>", at=now, once=f"k{n}")
                               for n in range(children))  # fmt: skip
        return parent

    @pytest.mark.parametrize("order", list(Order))
    def test_pages_follow_one_another_without_gap_or_repetition(self, town, number, order):  # noqa: F811
        self.fill(town, number, 75)
        view, seen, after = threads.thread("proposal", number), [], None
        for _ in range(9):
            page = threads.page(view, order=order, after=after, now=clock.now())
            seen += [b.comment.id for b in page.roots]
            after = page.next
            if after is None:
                break
        assert len(seen) == len(set(seen)) == 76

    def test_something_of_today_is_seen_however_many_are_better(self, town, number):  # noqa: F811
        self.fill(town, number, 60)
        say(town, number, "tahir", "Said today.")
        page = threads.page(threads.thread("proposal", number), order=Order.BEST, now=clock.now())
        assert [b.comment.html for b in page.fresh] == ["<p>Said today.</p>\n"]

    def test_the_costs_are_fixed(self, town, number, count_queries):  # noqa: F811
        costs = []
        for roots in (3, 90):
            if roots == 90:
                for table in (Comment, Thread):
                    db.session.query(table).delete()
                db.session.commit()
            self.fill(town, number, roots, children=roots * 3)
            for browser in (town.app.test_client(), town.browser("bilal")):
                browser.get(f"/talk/proposal/{number}?order=old")
                town.app.extensions["forum.pages"].clear()
                with count_queries() as seen:
                    page = browser.get(f"/talk/proposal/{number}?order=old")
                assert len(page.data) < 45_000
                costs.append(len(seen))
        assert costs[0] == costs[2] <= 5
        assert costs[1] == costs[3] <= 8

    def test_a_deep_branch_goes_on_on_a_page_of_its_own(self, town, number):  # noqa: F811
        made = None
        for n in range(12):
            made = say(town, number, ("bilal", "mariam")[n % 2], f"Level {n}.", parent_id=made)
        client = town.app.test_client()
        page = client.get(f"/talk/proposal/{number}").text
        assert "Level 2." in page
        assert "Level 3." not in page
        assert "Continue this thread (9)" in page
        assert "Level 11." in client.get(f"/talk/comments/{made}").text
        assert "Level 8." in client.get(f"/talk/comments/{made}").text  # what it answers stands above it

    def test_ten_thousand_deep_is_stored_and_shown(self, town, number):  # noqa: F811
        say(town, number, "bilal", "Top.")
        thread = db.session.query(Thread).one()
        top = db.session.query(Comment).one().id
        with transaction():
            db.session.execute(db.insert(Comment), [
                {"id": top + n, "thread_id": thread.id, "parent_id": top + n - 1, "ordinal": 1, "author_id": town.people["bilal"].id, "source": "s", "html": f"<p>Deep {n}</p>",
                 "at": clock.now(), "direct": 1, "once": f"d{n}"} for n in range(1, 10_001)])  # fmt: skip
            db.session.query(Comment).filter_by(id=top + 10_000).update({"direct": 0})
            if db.engine.dialect.name == "postgresql":
                db.session.execute(db.text("SELECT setval('comments_id_seq', :n)"), {"n": top + 10_001})
        db.session.expire_all()
        assert send(town.browser("mariam"), number, "At the very bottom.", parent=str(top + 10_000)).status_code == 303
        assert town.app.test_client().get(f"/talk/comments/{top + 10_000}").status_code == 200

    def test_voices_are_filtered_and_counted(self, town, number):  # noqa: F811
        say(town, number)
        say(town, number, "officer", "The office says.")
        view = threads.thread("proposal", number)
        assert (view.comments, view.officials) == (2, 1)
        assert [b.comment.html for b in threads.page(view, order=Order.NEW, voices=Voices.OFFICIALS, now=clock.now()).roots] == ["<p>The office says.</p>\n"]

    @pytest.mark.parametrize("query", ["order=x", "voices=x", "after=x", "after=99999999999999999-1", "order=best&after=0-0", "after=%00"])
    def test_odd_addresses_are_answered(self, town, number, query):  # noqa: F811
        say(town, number)
        assert town.app.test_client().get(f"/talk/proposal/{number}?{query}").status_code == 200

    def test_asked_again_it_answers_304_until_somebody_speaks(self, town, number):  # noqa: F811
        say(town, number)
        client = town.app.test_client()
        with time_machine.travel(clock.now(), tick=False):  # a page is another one each hour
            tag = client.get(f"/talk/proposal/{number}").headers["ETag"]
            assert client.get(f"/talk/proposal/{number}", headers={"If-None-Match": tag}).status_code == 304
        say(town, number, words="Something new.")
        assert "Something new." in client.get(f"/talk/proposal/{number}", headers={"If-None-Match": tag}).text

    def test_how_it_is_ordered_is_explained(self, town, number):  # noqa: F811
        assert "Wilson" in town.app.test_client().get("/talk/order").text


def test_a_thread_survives_a_closed_account(town, number):  # noqa: F811
    from forum.accounts.actions.leaving import close_account
    made, declared = say(town, number), town.app.extensions["forum.personal"]
    with transaction():
        close_account(actor=town.actor("bilal"), tables=declared.tables, farewells=declared.farewells, key=b"key", now=clock.now())
    db.session.expire_all()
    assert db.session.get(Comment, made).html
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        assert "former member" in town.app.test_client().get(f"/talk/proposal/{number}").text
