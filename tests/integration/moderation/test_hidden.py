"""What is hidden is hidden on every path, nothing of it moves meanwhile, and all who wrote it are its authors."""

import io
import json
import threading
import zipfile
from datetime import timedelta

import pytest
import time_machine

from forum.discussions.actions import commenting
from forum.discussions.models import Comment
from forum.kernel import clock
from forum.kernel.db import db, transaction
from forum.kernel.errors import Gone
from forum.moderation.actions import deciding
from forum.moderation.models import Case, Decision
from forum.moderation.queries import cases
from forum.proposals.actions import authors, drafting, moving, publishing
from forum.proposals.models import Proposal, ProposalPhoto
from forum.search import queries as search
from tests.integration.moderation.test_moderating import comment, decide, number, only_case, report, say, words_for  # noqa: F401
from tests.integration.proposals.conftest import town  # noqa: F401
from tests.support.pictures import photo

WHY = "The whole text runs down the people of one district."


def hide(town, number):  # noqa: F811
    report(town, "mariam", number, kind="proposal")
    assert decide(town, "moderator", only_case().id, reasons=WHY).status_code == 303


def show_again(town, number):  # noqa: F811
    decision = cases.decisions(only_case().id)[0].id
    town.browser("ayesha").post(f"/moderation/statements/{decision}/appeal", data={"words": "It quotes the law; read the second part."})
    answer = town.browser("second").post("/staff/moderation/appeals/1", data={"upheld": "yes", "reply": "Read as a whole it runs down nobody."})
    assert answer.status_code == 303


def is_found(text):
    return bool(search.found(text))


class TestProposal:
    def test_what_is_said_about_it_goes_out_of_sight_and_comes_back(self, town, number):  # noqa: F811
        said = say(town, number, "bilal", "The pelicans of the lake would suffer most.")
        words_for(town, "bilal")
        assert is_found("pelicans")
        hide(town, number)
        words_for(town, "bilal")
        for path in (f"/talk/proposal/{number}", f"/talk/comments/{said}", f"/talk/comments/{said}/history", f"/talk/proposal/{number}/unread"):
            for who in ("bilal", "ayesha"):
                answer = town.browser(who).get(path)
                assert answer.status_code == 410, path
                assert "pelicans" not in answer.text
        assert not is_found("pelicans")
        answer = town.browser("usman").post(f"/talk/proposal/{number}", data={"text": "And what of the herons?"})
        assert answer.status_code in {404, 410}
        with transaction(), pytest.raises(Gone):
            commenting.edit_comment(said, words="The herons, I meant.", stance=None, actor=town.actor("bilal"), now=clock.now())
        show_again(town, number)
        words_for(town, "bilal")
        assert "pelicans" in town.browser("usman").get(f"/talk/proposal/{number}").text
        assert is_found("pelicans")

    def test_its_authors_cannot_move_it_and_the_date_waits(self, town, number):  # noqa: F811
        before = db.session.get(Proposal, number).closes_at
        hide(town, number)
        actor, now = town.actor("ayesha"), clock.now()
        for act in (
            lambda: publishing.publish(number, reason="A new line", is_substantial=False, actor=actor, now=now),
            lambda: authors.invite(number, handle=town.people["bilal"].handle, part="author", actor=actor, now=now),
            lambda: moving.withdraw_proposal(number, reason="Enough of this", actor=actor, now=now),
        ):
            with pytest.raises(Gone), transaction():
                act()
        with time_machine.travel(before + timedelta(days=1)), transaction():
            assert moving.close_overdue(clock.now()) == 0
        with time_machine.travel(clock.now() + timedelta(days=10)):
            show_again(town, number)
        row = db.session.get(Proposal, number, populate_existing=True)
        assert timedelta(days=9, hours=23) < row.closes_at - before < timedelta(days=10, hours=1)

    def test_its_photos_are_for_authors_and_moderators_only(self, town):  # noqa: F811
        town.add("second", *town.actor("moderator").roles)
        number = town.draft()  # noqa: F811
        town.browser("ayesha").post(f"/proposals/{number}/draft/photos", data={"photo": (io.BytesIO(photo()), "p.jpg"), "alt": "A broken pipe"})
        town.browser("ayesha").post(f"/proposals/{number}/publication", data={})
        path = f"/proposals/photos/{db.session.query(ProposalPhoto).one().id}.jpg"
        assert town.app.test_client().get(path).status_code == 200
        hide(town, number)
        assert town.app.test_client().get(path).status_code == 410
        assert town.browser("usman").get(path).status_code == 410
        for who in ("ayesha", "moderator"):
            answer = town.browser(who).get(path)
            assert answer.status_code == 200
            assert answer.headers["Cache-Control"] == "private, no-store"
        page = town.browser("moderator").get(f"/staff/moderation/{only_case().id}").text
        assert path in page
        assert "A broken pipe" in page


class TestCoAuthors:
    @pytest.fixture
    def together(self, town, number):  # noqa: F811
        with transaction():
            authors.invite(number, handle=town.people["moderator"].handle, part="author", actor=town.actor("ayesha"), now=clock.now())
        with transaction():
            authors.answer_invitation(number, accepted=True, actor=town.actor("moderator"), now=clock.now())
        return number

    def test_a_co_author_is_no_stranger_to_the_case(self, town, together):  # noqa: F811
        assert report(town, "moderator", together, kind="proposal").status_code == 403
        report(town, "mariam", together, kind="proposal", words="Look how they talk")
        page = town.browser("moderator").get(f"/staff/moderation/{only_case().id}").text
        assert "Look how they talk" not in page
        assert decide(town, "moderator", only_case().id).status_code == 403

    def test_all_authors_are_told_and_any_of_them_appeals_once(self, town, together):  # noqa: F811
        report(town, "mariam", together, kind="proposal")
        decide(town, "second", only_case().id, reasons=WHY)
        for who in ("ayesha", "moderator"):
            assert any("was hidden" in w for w in words_for(town, who))
        decision = cases.decisions(only_case().id)[0].id
        path = f"/moderation/statements/{decision}"
        assert town.browser("moderator").get(path).status_code == 200
        assert town.browser("usman").get(path).status_code == 404
        assert town.browser("moderator").post(f"{path}/appeal", data={"words": "We both think this is wrong."}).status_code == 303
        assert town.browser("ayesha").post(f"{path}/appeal", data={"words": "And I think so as well."}).status_code == 422


class TestEvidence:
    def test_words_changed_after_the_report_are_shown_as_they_were(self, town, number):  # noqa: F811
        made = say(town, number, "bilal", "He is a thief and his brother too.")
        report(town, "mariam", made)
        with transaction():
            commenting.edit_comment(made, words="I have a question about the budget.", stance=None, actor=town.actor("bilal"), now=clock.now())
        page = town.browser("moderator").get(f"/staff/moderation/{only_case().id}").text
        assert "a thief" in page
        assert "question about the budget" in page

    def test_who_decides_on_other_words_than_they_read_looks_again(self, town, number):  # noqa: F811
        made = say(town, number, "bilal", "He is a thief and his brother too.")
        report(town, "mariam", made)
        page = town.browser("moderator").get(f"/staff/moderation/{only_case().id}").text
        seen = page.split('name="seen" value="')[1].split('"')[0]
        with transaction():
            commenting.edit_comment(made, words="I have a question about the budget.", stance=None, actor=town.actor("bilal"), now=clock.now())
        answer = decide(town, "moderator", only_case().id, seen=seen)
        assert answer.status_code == 422
        assert "changed while you read" in answer.text
        assert only_case().state == "open"

    def test_the_number_of_undone_words_takes_no_case_along(self, town, number):  # noqa: F811
        made = say(town, number, "bilal", "I take this back at once.")
        report(town, "mariam", made)
        with transaction():
            commenting.remove_comment(made, actor=town.actor("bilal"), now=clock.now())
        assert say(town, number, "usman", "Something quite different.") != made

    def test_a_changed_text_is_compared_as_it_reads_now(self, town, number):  # noqa: F811
        first = say(town, number, "bilal", "Please write to the ministry about the broken water pumps of our street today")
        with transaction():
            commenting.edit_comment(first, words="Nothing of the kind: this is about parking places behind the market hall", stance=None, actor=town.actor("bilal"), now=clock.now())
        second = say(town, number, "usman", "Please write to the ministry about the broken water pumps of our street today")
        assert cases.copies("comment", second) == []


class TestDesk:
    def test_a_claim_ends_by_itself(self, town, comment):  # noqa: F811
        report(town, "mariam", comment)
        town.browser("moderator").post(f"/staff/moderation/{only_case().id}/claim", data={"claimed": "yes"})
        assert decide(town, "second", only_case().id).status_code == 422
        with time_machine.travel(clock.now() + timedelta(hours=2, minutes=1)), transaction():
            deciding.decide(only_case().id, outcome="hidden", rule="insult", reasons=WHY, days=None, actor=town.actor("second"), now=clock.now())
        assert only_case().state == "decided"

    def test_who_is_suspended_already_is_not_suspended_twice(self, town, number):  # noqa: F811
        made = [say(town, number, "bilal", words) for words in ("The first thing, and it is rude.", "The second thing, ruder still.")]
        for thing in made:
            report(town, "mariam", thing)
        one, two = (c.id for c in db.session.query(Case).order_by(Case.id))
        with transaction():
            deciding.decide(one, outcome="suspended", rule="insult", reasons=WHY, days=7, actor=town.actor("moderator"), now=clock.now())
        answer = town.browser("second").post(f"/staff/moderation/{two}/decision", data={"outcome": "suspended", "rule": "insult", "reasons": WHY, "days": "7"})
        assert answer.status_code == 422
        assert "suspended already" in answer.text
        assert db.session.query(Decision).filter_by(case_id=two).count() == 0

    def test_what_a_second_look_refuses_is_on_record(self, town, number):  # noqa: F811
        made = say(town, number, "officer", "The office has nothing to add, and you are a nuisance.")
        report(town, "mariam", made)
        decide(town, "moderator", only_case().id)
        town.browser("second").post(f"/staff/moderation/decisions/{cases.decisions(only_case().id)[0].id}/second", data={"agrees": "no"})
        names = db.session.execute(db.text("SELECT kind FROM events")).scalars().all()
        assert "moderation.SecondRefused" in names

    def test_the_desk_costs_the_same_for_one_case_and_for_many(self, town, number, count_queries):  # noqa: F811
        def cost():
            browser = town.browser("moderator")
            browser.get("/staff/moderation")
            with count_queries() as counted:
                browser.get("/staff/moderation")
            return len(counted)

        report(town, "mariam", say(town, number, "bilal", "Number one of many sharp words."))
        first = cost()
        for n in range(8):
            report(town, "mariam", say(town, number, "usman", f"Number {n} of many other sharp words."))
        assert cost() == first


class TestDownloads:
    def rows(self, town, who, name):  # noqa: F811
        data = town.browser(who).post("/account/data/download", data={}).data
        archive = zipfile.ZipFile(io.BytesIO(data))
        return json.loads(archive.read(name))["rows"] if name in archive.namelist() else None

    def test_a_decision_is_told_once_it_is_one_and_reports_are_one_s_own(self, town, number):  # noqa: F811
        made = say(town, number, "officer", "The office has nothing to add, and you are a nuisance.")
        report(town, "mariam", made, words="Rude")
        decide(town, "moderator", only_case().id)  # waits for the second
        assert self.rows(town, "officer", "moderation_decisions.person_id.json") == []
        assert self.rows(town, "mariam", "moderation_reports.reporter_id.json")[0]["words"] == "Rude"

    def test_who_blocked_one_is_not_told(self, town, number):  # noqa: F811
        town.browser("bilal").post(f"/account/notices/people/{town.people['usman'].handle}", data={"blocked": "yes"})
        assert self.rows(town, "usman", "blocks.blocked_id.json") is None


def test_editing_and_deciding_at_once_wait_for_each_other_in_order(town, number):  # noqa: F811
    """A newcomer puts links into words while a moderator decides on them: ten times, nobody is stuck, every case has one end."""
    made = [say(town, number, "bilal", f"Rude words, number {n}, and more of them.") for n in range(10)]
    for thing in made:
        report(town, "mariam", thing)
    pairs = [(c.id, c.thing_id) for c in db.session.query(Case).order_by(Case.id)]
    editor, judge = town.actor("bilal"), town.actor("moderator")
    db.session.remove()
    faults = []

    def edit(thing):
        with town.app.app_context():
            try:
                with transaction():
                    commenting.edit_comment(thing, words="Changed, and changed again.", stance=None, actor=editor, now=clock.now())
            except Exception as fault:
                if "no longer shown" not in str(fault):
                    faults.append(fault)

    def judge_it(case):
        with town.app.app_context():
            try:
                with transaction():
                    deciding.decide(case, outcome="hidden", rule="insult", reasons=WHY, days=None, actor=judge, now=clock.now())
            except Exception as fault:
                faults.append(fault)

    for case, thing in pairs:
        both = [threading.Thread(target=edit, args=(thing,)), threading.Thread(target=judge_it, args=(case,))]
        for t in both:
            t.start()
        for t in both:
            t.join(30)
    assert faults == []
    assert {c.state for c in db.session.query(Case)} == {"decided"}
    assert db.session.query(Comment).filter(Comment.hidden_at.is_(None)).count() == 0


def test_a_photo_is_added_with_the_text_that_stands_unsaved(town):  # noqa: F811
    number = town.draft()  # noqa: F811
    page = town.browser("ayesha").get(f"/proposals/{number}/draft").text
    revision = page.split('name="revision" value="')[1].split('"')[0]
    data = {"revision": revision, "district": "0", "title": "A title changed before the photo", "photo": (io.BytesIO(b"not a picture"), "p.jpg"), "alt": "A broken pipe"}
    answer = town.browser("ayesha").post(f"/proposals/{number}/draft/photos", data=data)
    assert answer.status_code == 422
    assert 'id="photo-error"' in answer.text
    assert "A title changed before the photo" in answer.text
    data |= {"photo": (io.BytesIO(photo()), "p.jpg"), "revision": answer.text.split('name="revision" value="')[1].split('"')[0]}
    answer = town.browser("ayesha").post(f"/proposals/{number}/draft/photos", data=data)
    assert answer.status_code == 303
    assert "A title changed before the photo" in town.browser("ayesha").get(f"/proposals/{number}/draft").text
    assert drafting.read_photo(db.session.query(ProposalPhoto).one().key).startswith(b"\xff\xd8")
