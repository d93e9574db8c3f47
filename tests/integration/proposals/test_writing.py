"""Writing: four steps, a draft that is never lost, co-authors who never overwrite each other, photos, publishing."""

import io
import re
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from forum.kernel import clock, storage
from forum.kernel.db import db, transaction
from forum.kernel.errors import NotFound
from forum.proposals.actions import authors, drafting
from forum.proposals.models import Aside, Proposal, ProposalPhoto, Version, WorkingText
from forum.proposals.queries import reading
from forum.proposals.types import Kind, Part, Stage
from tests.integration.proposals.conftest import TEXT
from tests.support.city import sign_in_as
from tests.support.pictures import photo

FORM = {"title": "Repair the water pipe", "problem": "It bursts.", "measure": "Replace it.", "district": "1", "topics": "1"}


def begin(browser, title="Repair the water pipe", once="token-1", kind="citizen"):
    return browser.post("/proposals/new", data={"kind": kind, "title": title, "once": once})


def number_in(answer):
    return int(re.search(r"/proposals/(\d+)", answer.headers["Location"])[1])


class TestLostSession:
    def test_words_sent_by_a_form_that_can_carry_files_are_still_there(self, town):
        late = town.app.test_client()
        form = {**FORM, "revision": "1", "photo": (io.BytesIO(b""), "")}
        page = late.post("/proposals/1/draft", data=form, content_type="multipart/form-data", headers={"Sec-Fetch-Site": "same-origin"})
        assert page.status_code == 401
        assert "What you typed is still here" in page.text
        assert "It bursts." in page.text
        assert "The file you chose" not in page.text
        form = {**FORM, "revision": "1", "photo": (io.BytesIO(photo()), "pipe.jpg")}
        page = late.post("/proposals/1/draft", data=form, content_type="multipart/form-data", headers={"Sec-Fetch-Site": "same-origin"})
        assert "The file you chose is not kept" in page.text


class TestSteps:
    def test_from_a_title_to_a_published_proposal(self, town):
        browser = town.browser("ayesha")
        number = number_in(begin(browser))
        assert "We found nothing like" in browser.get(f"/proposals/{number}/draft/similar").text
        assert browser.post(f"/proposals/{number}/draft", data={**FORM, "revision": "1"}).headers["Location"].endswith("/draft/check")
        page = browser.get(f"/proposals/{number}/draft/check").text
        assert "3 endorsements within 90 days" in page
        assert browser.post(f"/proposals/{number}/publication", data={"revision": "2"}).status_code == 303
        seen = town.app.test_client().get(f"/proposals/{number}").text
        assert "Replace it." in seen
        assert "0 of 3 endorsements; 3 to go." in seen

    def test_similar_ones_are_shown_and_can_be_joined(self, town):
        from forum.kernel import worker
        other = town.publish("bilal", "Repair water pipes of the north")
        worker.drain()
        browser = town.browser("ayesha")
        page = browser.get(f"/proposals/{number_in(begin(browser))}/draft/similar").text
        assert f'/proposals/{other}#support"' in page
        assert "Join this one instead" in page
        assert f"/proposals/{other}" in browser.get("/proposals/similar?title=water+pipe+repair").text

    def test_a_draft_is_seen_by_its_authors_only(self, town):
        number = town.draft()
        for browser in (town.app.test_client(), town.browser("bilal"), town.browser("admin"), town.browser("moderator")):
            for path in ("", "/draft", "/draft/similar", "/draft/check", "/versions", "/share", "/poster", ".atom", "/qr.svg", "/card.png", "/people", "/merge", "/amendments"):
                assert browser.get(f"/proposals/{number}{path}").status_code in {303, 404}, path
                assert "bursts" not in browser.get(f"/proposals/{number}{path}").text
            assert f"/proposals/{number}" not in browser.get("/proposals").text

    def test_the_back_button_and_a_better_title_change_the_same_draft(self, town):
        browser = town.browser("ayesha")
        number = number_in(begin(browser))
        assert number_in(begin(browser, "Repair the water pipe of the north", kind="recommendation")) == number
        assert (reading.row(number).title, reading.row(number).kind) == ("Repair the water pipe of the north", "recommendation")

    def test_a_fourth_topic_or_a_broken_position_is_said_not_dropped(self, town):
        number = town.draft()
        browser = town.browser("ayesha")
        for form in ({"latitude": "33,7", "longitude": "73"}, {"latitude": "999", "longitude": "73"}):
            answer = browser.post(f"/proposals/{number}/draft", data={**FORM, "revision": "2", **form})
            assert answer.status_code == 422
            assert "Write a number with a point" in answer.text

    def test_the_form_sent_twice_makes_one_draft(self, town):
        browser = town.browser("ayesha")
        assert number_in(begin(browser)) == number_in(begin(browser))
        assert db.session.query(Proposal).count() == 1

    def test_publishing_twice_publishes_once(self, town):
        number = town.draft()
        browser = town.browser("ayesha")
        answers = [browser.post(f"/proposals/{number}/publication", data={}) for _ in range(2)]
        assert [a.status_code for a in answers] == [303, 303]
        assert db.session.query(Version).count() == 1

    def test_what_is_missing_is_said_and_nothing_is_published(self, town):
        number = town.draft(problem="", topics=[])
        answer = town.browser("ayesha").post(f"/proposals/{number}/publication", data={})
        assert answer.status_code == 422
        assert "“The problem” is still empty." in answer.text
        assert "Choose at least one topic" in answer.text
        assert reading.row(number).stage == Stage.DRAFT

    @pytest.mark.parametrize("title", ["", "short", "\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b", "x" * 121, "y" * 5000, "\u202e"])
    def test_odd_titles_are_answered_in_words(self, town, title):
        answer = begin(town.browser("ayesha"), title)
        assert answer.status_code == 422
        assert "summary-title" in answer.text
        assert db.session.query(Proposal).count() == 0

    @pytest.mark.parametrize("title", ["محفوظ راستہ for children 🚸", "Mend\u200bed \u202eroad of the north", "<b>Bold</b> & 'quoted' title"])
    def test_mixed_titles_are_kept_clean_and_shown_as_text(self, town, title):
        number = town.publish(title=title)
        page = town.app.test_client().get(f"/proposals/{number}").text
        assert "\u202e" not in page
        assert "\u200b" not in page
        assert "<b>Bold" not in page

    def test_kinds_have_their_forms_and_official_is_for_officials(self, town):
        assert begin(town.browser("ayesha"), kind="official").status_code == 422
        number = number_in(begin(town.browser("officer"), title="Opening hours of the desks", kind="official"))
        assert 'name="office"' in town.browser("officer").get(f"/proposals/{number}/draft").text
        number = number_in(begin(town.browser("bilal"), title="A bus lane for the north", kind="recommendation"))
        page = town.browser("bilal").get(f"/proposals/{number}/draft").text
        for name in ("options", "cost_band", "time_band", "interest"):
            assert f'name="{name}"' in page

    def test_nobody_keeps_more_than_twenty_drafts(self, town):
        for n in range(20):
            town.draft(title=f"Proposal number {n}")
        assert begin(town.browser("ayesha"), "One proposal more", once="more").status_code == 409

    def test_a_draft_thrown_away_leaves_nothing(self, town):
        number = town.draft()
        assert town.browser("ayesha").post(f"/proposals/{number}/draft/deletion").status_code == 303
        assert db.session.query(WorkingText).count() == db.session.query(Proposal).count() == 0

    def test_a_published_one_cannot_be_thrown_away(self, town):
        number = town.publish()
        assert town.browser("ayesha").post(f"/proposals/{number}/draft/deletion").status_code == 409


class TestSaving:
    def save(self, browser, number, revision, **changed):
        return browser.post(f"/proposals/{number}/draft/autosave", data={**FORM, "revision": str(revision), **changed}, headers={"Accept": "application/json"})

    def test_one_round_trip_saves_and_tells_the_time(self, town, count_queries):
        number = town.draft()
        browser = town.browser("ayesha")
        with count_queries() as seen:
            answer = self.save(browser, number, 2)
        assert re.fullmatch(r"Saved \d\d:\d\d", answer.json["words"])
        assert answer.json["revision"] == 3
        assert len(seen) <= 14

    def test_the_same_text_again_changes_nothing(self, town):
        number = town.draft()
        browser = town.browser("ayesha")
        self.save(browser, number, 2)
        assert self.save(browser, number, 3).json["revision"] == 3

    def test_two_tabs_or_two_authors_never_overwrite_each_other(self, town):
        number = town.draft()
        browser = town.browser("ayesha")
        assert self.save(browser, number, 2, problem="From the first tab.").status_code == 200
        late = self.save(browser, number, 2, problem="From the second tab.")
        assert late.status_code == 409
        assert late.json["compare"].endswith("/draft/comparison")
        assert db.session.get(WorkingText, number).content["problem"] == "From the first tab."
        page = browser.get(f"/proposals/{number}/draft/comparison").text
        assert re.search(r"<del>.*first.*</del>", page)
        assert re.search(r"<ins>.*second.*</ins>", page)
        assert "From the second tab." in page

    def test_a_late_form_without_javascript_shows_both_texts(self, town):
        number = town.draft()
        browser = town.browser("ayesha")
        self.save(browser, number, 2, problem="Newer.")
        answer = browser.post(f"/proposals/{number}/draft", data={**FORM, "problem": "Older page.", "revision": "2"})
        assert answer.status_code == 409
        assert "Older page." in answer.text
        assert db.session.query(Aside).one().content["problem"] == "Older page."
        joined = browser.post(f"/proposals/{number}/draft", data={**FORM, "problem": "Newer. Older page.", "revision": "3", "stay": "1"})
        assert joined.status_code == 303
        assert db.session.query(Aside).one().resolved_at is None  # not by any save: only by the comparison itself
        joined = browser.post(f"/proposals/{number}/draft", data={**FORM, "problem": "Newer. Older page!", "revision": "4", "stay": "1", "joined": "1"})
        db.session.expire_all()
        assert db.session.query(Aside).one().resolved_at is not None
        assert "was kept aside" not in browser.get(f"/proposals/{number}/draft").text

    def test_what_a_late_tab_never_touched_is_taken_from_the_newer_text(self, town):
        import html
        import json
        number = town.draft()
        browser = town.browser("ayesha")
        base = html.unescape(re.search(r'name="base" value="([^"]+)"', browser.get(f"/proposals/{number}/draft").text)[1])
        assert set(json.loads(base)) >= {"title", "problem", "measure"}
        self.save(browser, number, 2, measure="Newer measure.")
        late = self.save(browser, number, 2, problem="Written late.", measure=TEXT["measure"], tab="late", base=base)
        assert late.status_code == 409
        aside = db.session.query(Aside).one().content
        assert (aside["problem"], aside["measure"]) == ("Written late.", "Newer measure.")

    def test_two_late_tabs_keep_both_texts(self, town):
        number = town.draft()
        browser = town.browser("ayesha")
        self.save(browser, number, 2, problem="Newest.")
        for tab in ("one", "two"):
            assert self.save(browser, number, 1, problem=f"From tab {tab}.", tab=tab).status_code == 409
        assert {a.content["problem"] for a in db.session.query(Aside)} == {"From tab one.", "From tab two."}

    def test_a_text_kept_aside_can_be_let_go(self, town):
        number = town.draft()
        browser = town.browser("ayesha")
        self.save(browser, number, 1, problem="Aside.")
        assert browser.post(f"/proposals/{number}/draft/comparison/end").status_code == 303
        assert db.session.get(WorkingText, number).content["problem"] == TEXT["problem"]

    def test_a_text_of_200_kilobytes_is_kept_whole_and_its_length_is_said(self, town):
        number = town.draft()
        browser = town.browser("ayesha")
        long = "word " * 40_000
        assert self.save(browser, number, 2, problem=long).status_code == 200
        assert len(db.session.get(WorkingText, number).content["problem"]) == 200_000
        answer = browser.post(f"/proposals/{number}/publication", data={})
        assert answer.status_code == 422
        assert "has 200000 characters; the most is 40000" in answer.text

    def test_what_is_too_long_to_keep_is_refused_in_words_and_given_back_whole(self, town):
        number = town.draft()
        long = "x" * 300_000
        browser = town.browser("ayesha")
        assert self.save(browser, number, 2, problem=long).status_code == 422
        page = browser.post(f"/proposals/{number}/draft", data={**FORM, "problem": long, "revision": "2"})
        assert page.status_code == 422
        assert long in page.text
        assert self.save(browser, number, 2, problem="x" * 7_000_000).status_code == 413
        assert db.session.get(WorkingText, number).content["problem"] == TEXT["problem"]

    def test_a_title_too_long_is_kept_and_said(self, town):
        number = town.draft()
        browser = town.browser("ayesha")
        assert self.save(browser, number, 2, title="y" * 150).status_code == 200
        assert "At most 120 letters" in browser.get(f"/proposals/{number}/draft/check").text

    def test_a_zero_byte_is_no_dead_end(self, town):
        number = town.draft()
        browser = town.browser("ayesha")
        assert self.save(browser, number, 2, problem="Zero \x00 byte.", measure="Re\x00place it.").status_code == 200
        assert db.session.get(WorkingText, number).content["problem"] == "Zero  byte."
        assert browser.post(f"/proposals/{number}/publication").status_code == 303
        assert "Zero  byte." in browser.get(f"/proposals/{number}").text

    @pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999999999999", "0"])
    def test_a_revision_that_is_none_is_a_conflict_and_loses_nothing(self, town, revision):
        number = town.draft()
        assert self.save(town.browser("ayesha"), number, revision, problem="Mine.").status_code == 409
        assert db.session.query(Aside).one().content["problem"] == "Mine."

    def test_signed_out_meanwhile_the_text_comes_back_to_be_sent_again(self, town):
        number = town.draft()
        stranger = town.app.test_client()
        answer = stranger.post(f"/proposals/{number}/draft", data={**FORM, "problem": "Long and thoughtful\nwords about pipes."}, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 401
        assert "Long and thoughtful\nwords about pipes." in answer.text
        assert "Send it again" in answer.text
        other = stranger.post(f"/proposals/{number}/draft", data={**FORM, "problem": "Sent by another site"}, headers={"Sec-Fetch-Site": "cross-site"})
        assert "Sent by another site" not in other.text

    def test_a_page_open_too_long_gives_the_text_back(self, town):
        number = town.draft()
        town.app.config["WTF_CSRF_ENABLED"] = True
        answer = town.browser("ayesha").post(f"/proposals/{number}/draft", data={**FORM, "problem": "Words that took an hour."}, headers={"Sec-Fetch-Site": "same-origin"})
        assert "Words that took an hour." in answer.text

    def test_the_back_button_after_publishing_leads_on(self, town):
        number = town.publish()
        browser = town.browser("ayesha")
        assert browser.get(f"/proposals/{number}/draft/similar").status_code == 303
        assert browser.get(f"/proposals/{number}/draft").status_code == 200


class TestPreview:
    def test_markdown_is_shown_clean(self, town):
        page = town.browser("ayesha").post("/proposals/preview", data={"text": "**bold** <script>alert(1)</script> [x](javascript:alert(1))"}).text
        assert "<strong>bold</strong>" in page
        assert "<script>" not in page
        assert "href=\"javascript" not in page


class TestPhotos:
    def add(self, browser, number, data=None, alt="The burst pipe"):
        return browser.post(f"/proposals/{number}/draft/photos", data={"photo": (io.BytesIO(data or photo()), "p.jpg"), "alt": alt})

    def test_it_is_drawn_anew_private_first_public_with_the_text(self, town):
        number = town.draft()
        browser = town.browser("ayesha")
        assert self.add(browser, number).status_code == 303
        row = db.session.query(ProposalPhoto).one()
        path = f"/proposals/photos/{row.id}.jpg"
        assert browser.get(path).data.startswith(b"\xff\xd8")
        assert town.app.test_client().get(path).status_code == 404
        assert town.browser("bilal").get(path).status_code == 404
        browser.post(f"/proposals/{number}/publication", data={})
        public = town.app.test_client().get(path)
        assert public.status_code == 200
        assert "max-age=86400" in public.headers["Cache-Control"]
        assert 'alt="The burst pipe"' in town.app.test_client().get(f"/proposals/{number}").text

    @pytest.mark.parametrize("alt", ["", "  ", "x"])
    def test_it_needs_words(self, town, alt):
        assert self.add(town.browser("ayesha"), town.draft(), alt=alt).status_code == 422
        assert db.session.query(ProposalPhoto).count() == 0

    @pytest.mark.parametrize("data", [b"", b"not a picture", b"GIF89a" + b"\x00" * 100, b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
    def test_what_is_no_picture_is_refused_in_words(self, town, data):
        answer = self.add(town.browser("ayesha"), town.draft(), data=data or b" ")
        assert answer.status_code == 422
        assert "summary-title" in answer.text

    def test_the_seventh_is_refused_and_leaves_no_file(self, town, tmp_path):
        number = town.draft()
        browser = town.browser("ayesha")
        for _ in range(6):
            assert self.add(browser, number).status_code == 303
        assert self.add(browser, number).status_code == 422
        assert len([f for f in (tmp_path / "instance" / "files").rglob("*") if f.is_file()]) == 6

    def test_it_can_be_taken_out_and_its_words_mended(self, town):
        number = town.draft()
        browser = town.browser("ayesha")
        self.add(browser, number)
        row = db.session.query(ProposalPhoto).one()
        browser.post(f"/proposals/{number}/draft", data={**FORM, "revision": "3", f"alt-{row.id}": "Better words"})
        assert db.session.get(WorkingText, number).content["photos"][0]["alt"] == "Better words"
        browser.post(f"/proposals/{number}/draft", data={**FORM, "revision": "4", f"drop-{row.id}": "y"})
        db.session.expire_all()
        assert db.session.get(WorkingText, number).content["photos"] == []

    def test_a_photo_of_another_proposal_cannot_be_borrowed(self, town):
        first, second = town.draft(), town.draft("bilal", "Another proposal")
        self.add(town.browser("ayesha"), first)
        stolen = db.session.query(ProposalPhoto).one().id
        with transaction():
            drafting.save_text(second, {**TEXT, "title": "Another proposal", "photos": [{"id": stolen, "alt": "mine now"}]}, revision=2, actor=town.actor("bilal"), now=clock.now())
        assert db.session.get(WorkingText, second).content["photos"] == []


class TestTogether:
    def test_invited_accepted_and_writing(self, town):
        number = town.draft()
        ayesha, bilal = town.browser("ayesha"), town.browser("bilal")
        assert ayesha.post(f"/proposals/{number}/people", data={"handle": "@" + town.people["bilal"].handle, "part": "author"}).status_code == 303
        assert bilal.get(f"/proposals/{number}/draft").status_code == 404  # invited is not yet in
        assert "You are invited" in bilal.get(f"/proposals/{number}/people").text
        assert any("invited" in w for w in town.notices("bilal"))
        assert bilal.post(f"/proposals/{number}/people/acceptance", data={}).status_code == 303
        assert bilal.get(f"/proposals/{number}/draft").status_code == 200
        assert any("accepted" in w for w in town.notices("ayesha"))

    @pytest.mark.parametrize("handle", ["nobody-at-all", "", "@", "ayesha-tester"])
    def test_whom_nobody_knows_or_who_is_there_already(self, town, handle):
        number = town.draft()
        assert town.browser("ayesha").post(f"/proposals/{number}/people", data={"handle": handle, "part": "author"}).status_code == 422

    def test_declined_left_and_taken_out(self, town):
        number = town.draft()
        for name in ("bilal", "mariam"):
            with transaction():
                authors.invite(number, handle=town.people[name].handle, part=Part.AUTHOR, actor=town.actor("ayesha"), now=clock.now())
        assert town.browser("bilal").post(f"/proposals/{number}/people/refusal").status_code == 303
        town.browser("mariam").post(f"/proposals/{number}/people/acceptance", data={})
        assert town.browser("mariam").post(f"/proposals/{number}/people/{town.people['mariam'].handle}/leaving").status_code == 303
        assert town.browser("mariam").get(f"/proposals/{number}/draft").status_code == 404
        assert town.browser("ayesha").post(f"/proposals/{number}/people/{town.people['ayesha'].handle}/leaving").status_code == 409

    def test_a_cosigner_says_what_they_stand_to_gain(self, town):
        more = {"options": "This or that.", "evidence": "A study.", "cost_band": "low", "time_band": "months", "interest": "none"}
        number = town.publish("bilal", "A bus lane for the north", kind=Kind.RECOMMENDATION, **more)
        with transaction():
            authors.invite(number, handle=town.people["mariam"].handle, part=Part.COSIGNER, actor=town.actor("bilal"), now=clock.now())
        mariam = town.browser("mariam")
        assert mariam.post(f"/proposals/{number}/people/acceptance", data={"interest": ""}).status_code == 422
        assert mariam.post(f"/proposals/{number}/people/acceptance", data={"interest": "I own a shop there."}).status_code == 303
        assert "I own a shop there." in town.app.test_client().get(f"/proposals/{number}").text
        assert mariam.get(f"/proposals/{number}/draft").status_code == 404  # signing is not writing

    def test_strangers_may_not_invite_or_look(self, town):
        number = town.publish()
        bilal = town.browser("bilal")
        assert bilal.get(f"/proposals/{number}/people").status_code == 404
        assert bilal.post(f"/proposals/{number}/people", data={"handle": "x", "part": "author"}).status_code == 404


class TestVersions:
    def test_a_change_is_a_new_version_and_the_old_one_stays_as_it_was(self, town):
        number = town.publish()
        first = reading.version(number, 1)
        kept = (first.hash, first.content, first.html)
        assert town.change(number, measure="Replace the whole pipe.\n\nWhole.") == 2
        db.session.expire_all()
        again = reading.version(number, 1)
        assert (again.hash, again.content, again.html) == kept
        assert reading.version(number, 2).previous_hash == first.hash

    def test_the_database_itself_refuses_to_change_one(self, town):
        town.publish()
        for statement in ("UPDATE proposal_versions SET title = 'x'", "DELETE FROM proposal_versions"):
            with pytest.raises(DBAPIError, match="never changes"), transaction():
                db.session.execute(db.text(statement))

    def test_no_change_is_no_version_and_a_change_needs_a_reason(self, town):
        number = town.publish()
        browser = town.browser("ayesha")
        assert browser.post(f"/proposals/{number}/publication", data={"reason": "Nothing really"}).status_code == 303
        assert reading.row(number).version_number == 1
        browser.post(f"/proposals/{number}/draft", data={**FORM, "revision": "2"})
        assert browser.post(f"/proposals/{number}/publication", data={"reason": ""}).status_code == 422

    def test_a_text_changed_after_it_was_checked_is_not_published(self, town):
        number = town.draft()
        assert town.browser("ayesha").post(f"/proposals/{number}/publication", data={"revision": "1"}).status_code == 409

    def test_what_changed_is_shown_inline_and_side_by_side_in_words_too(self, town):
        number = town.publish()
        town.change(number, measure="Replace it with copper.\n\nWhole.")
        client = town.app.test_client()
        page = client.get(f"/proposals/{number}/changes").text
        assert re.search(r'<ins><span class="visually-hidden">\[added: </span>.*copper', page)
        assert "<table" in client.get(f"/proposals/{number}/changes?view=beside").text
        for query in ("from=99&to=0", "from=x&to=-1", "from=2&to=1", "view=nonsense"):
            assert client.get(f"/proposals/{number}/changes?{query}").status_code == 200
        assert client.get(f"/proposals/{number}/versions/9").status_code == 404

    def test_supporters_are_told_of_a_substantial_change_and_may_withdraw(self, town):
        from forum.proposals.actions import endorsing
        number = town.publish()
        with transaction():
            endorsing.endorse(number, actor=town.actor("bilal"), now=clock.now())
        town.change(number, measure="Close the street.\n\nWhole.")
        assert any("changed substantially" in w for w in town.notices("bilal"))
        page = town.browser("bilal").get(f"/proposals/{number}").text
        assert "What has changed since?" in page
        assert "Take it back" in page

    def test_spelling_does_not_ring_every_bell(self, town):
        from forum.proposals.actions import endorsing
        number = town.publish()
        with transaction():
            endorsing.endorse(number, actor=town.actor("bilal"), now=clock.now())
        town.change(number, is_substantial=False, measure="Replace it!\n\nWhole.")
        assert not any("changed" in w for w in town.notices("bilal"))

    def test_someone_else_cannot_publish(self, town):
        number = town.publish()
        assert town.browser("bilal").post(f"/proposals/{number}/publication", data={"reason": "I want to"}).status_code in {403, 404}


def test_a_draft_written_together_passes_to_the_co_author(town):
    from forum.proposals.actions.leaving import leave
    number = town.draft()
    with transaction():
        authors.invite(number, handle=town.people["bilal"].handle, part=Part.AUTHOR, actor=town.actor("ayesha"), now=clock.now())
        authors.answer_invitation(number, accepted=True, actor=town.actor("bilal"), now=clock.now())
        leave(town.people["ayesha"].id, clock.now())
    assert reading.row(number).lead_id == town.people["bilal"].id
    assert town.browser("bilal").get(f"/proposals/{number}/draft").status_code == 200


def test_leaving_throws_drafts_away_and_keeps_what_is_public(town):
    from forum.proposals.actions.leaving import leave
    draft, public = town.draft(), town.publish(title="A published proposal")
    town.browser("ayesha").post(f"/proposals/{draft}/draft/photos", data={"photo": (io.BytesIO(photo()), "p.jpg"), "alt": "A pipe"})
    key = db.session.query(ProposalPhoto).one().key
    with transaction():
        leave(town.people["ayesha"].id, clock.now() + timedelta(days=1))
    with pytest.raises(NotFound):
        reading.row(draft)
    with pytest.raises(NotFound):
        storage.fetch(key)
    assert reading.public(public).title == "A published proposal"


def test_a_stranger_who_wants_to_propose_is_asked_to_sign_in_first(town):
    answer = town.app.test_client().get("/proposals/new")
    assert answer.status_code == 303
    assert "next=/proposals/new" in answer.headers["Location"]
    assert sign_in_as(town.app, town.people["nobody"]).get("/proposals/new").status_code == 200
