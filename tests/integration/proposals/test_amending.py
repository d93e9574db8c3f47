"""Amendments: weighed by wishes, accepted into a version that credits them, rivals flagged, none lost."""

import re
import threading

import pytest

from forum.kernel import clock
from forum.kernel.db import db, transaction
from forum.kernel.errors import Conflict
from forum.proposals.actions import amending
from forum.proposals.models import Amendment, Version, WorkingText
from forum.proposals.queries import amendments, reading
from forum.proposals.types import Level, Outcome

ORIGINAL = "Replace it."


def suggest(town, number, who="bilal", proposed="Replace it with copper.", original=ORIGINAL, reason="Copper lasts longer"):
    with transaction():
        return amending.propose_amendment(number, section="measure", original=original, proposed=proposed, reason=reason, actor=town.actor(who), now=clock.now())


def decide(town, number, amendment, decision, reason, who="ayesha"):
    return town.browser(who).post(f"/proposals/{number}/amendments/{amendment}/decision", data={"decision": decision, "reason": reason})


class TestSuggesting:
    def test_a_paragraph_is_chosen_changed_and_stands_beside_the_text(self, town):
        number = town.publish()
        bilal = town.browser("bilal")
        assert "Change paragraph 1 of" in bilal.get(f"/proposals/{number}/amendments/new").text
        form = bilal.get(f"/proposals/{number}/amendments/new?section=measure&paragraph=0").text
        assert ORIGINAL in form
        answer = bilal.post(f"/proposals/{number}/amendments", data={"section": "measure", "original": ORIGINAL, "proposed": "Replace it with copper.", "reason": "It lasts longer"})
        assert answer.status_code == 303
        page = town.app.test_client().get(f"/proposals/{number}/amendments").text
        assert re.search(r"<ins>.*with copper", page)
        assert any("suggests a change" in w for w in town.notices("ayesha"))

    @pytest.mark.parametrize(("form", "sentence"), [
        ({"proposed": ORIGINAL}, "This is the paragraph as it stands."), ({"reason": ""}, "Say why, in a sentence."),
        ({"proposed": "x" * 9000}, "the most is 8000"), ({"section": "title"}, "no longer in the text"), ({"original": "Never there"}, "no longer in the text"),
    ])  # fmt: skip
    def test_what_cannot_be_taken_is_said_and_what_was_written_is_shown_again(self, town, form, sentence):
        number = town.publish()
        data = {"section": "measure", "original": ORIGINAL, "proposed": "My careful words.", "reason": "A good reason", **form}
        answer = town.browser("bilal").post(f"/proposals/{number}/amendments", data=data)
        assert answer.status_code == 422
        assert sentence in answer.text
        assert data["proposed"] in answer.text
        assert db.session.query(Amendment).count() == 0

    def test_the_very_same_change_twice_is_one(self, town):
        number = town.publish()
        suggest(town, number)
        answer = town.browser("mariam").post(f"/proposals/{number}/amendments", data={"section": "measure", "original": ORIGINAL, "proposed": "Replace it with copper.", "reason": "Me too"})
        assert answer.status_code == 422
        assert "has been suggested already" in answer.text

    def test_wishes_are_counted_by_level_changed_and_taken_back(self, town):
        number = town.publish()
        made = suggest(town, number)
        for name, level in (("mariam", "2"), ("usman", "-1"), ("tahir", "2")):
            assert town.browser(name).post(f"/proposals/{number}/amendments/{made}/wish", data={"level": level}).status_code == 303
        town.browser("tahir").post(f"/proposals/{number}/amendments/{made}/wish", data={"level": "1"})
        town.browser("usman").post(f"/proposals/{number}/amendments/{made}/wish", data={"level": "0"})
        assert amendments.wished([made])[made] == {Level.MUST: 1, Level.SHOULD: 1}
        assert town.browser("usman").post(f"/proposals/{number}/amendments/{made}/wish", data={"level": "7"}).status_code == 422


class TestDeciding:
    def test_accepted_it_makes_one_version_that_credits_its_author(self, town):
        number = town.publish()
        made = suggest(town, number)
        assert decide(town, number, made, "accept", "True").status_code == 303
        version = reading.version(number, 2)
        assert version.content["measure"] == "Replace it with copper.\n\nWhole."
        assert reading.credited(number) == {2: (town.people["bilal"].id,)}
        assert "Bilal Tester" in town.app.test_client().get(f"/proposals/{number}/versions").text.replace("bilal", "Bilal")
        assert db.session.get(WorkingText, number).content["measure"].startswith("Replace it with copper.")
        assert any("was accepted" in w for w in town.notices("bilal"))

    def test_rejected_it_stays_readable_with_the_reason(self, town):
        number = town.publish()
        made = suggest(town, number)
        assert decide(town, number, made, "reject", "").status_code == 422
        assert decide(town, number, made, "reject", "Copper is stolen here.").status_code == 303
        page = town.app.test_client().get(f"/proposals/{number}/amendments").text
        assert "Copper is stolen here." in page
        assert "with copper" in page
        assert any("was not accepted" in w for w in town.notices("bilal"))

    def test_rivals_are_flagged_and_the_one_left_over_is_not_lost(self, town):
        number = town.publish()
        one, other = suggest(town, number), suggest(town, number, "mariam", "Replace it with plastic.")
        client = town.app.test_client()
        assert client.get(f"/proposals/{number}/amendments").text.count("Conflicts with:") == 2
        decide(town, number, one, "accept", "Yes")
        page = client.get(f"/proposals/{number}/amendments").text
        assert "The paragraph this changes is no longer in the text" in page
        assert "plastic" in page
        assert decide(town, number, other, "accept", "Also").status_code == 409
        assert db.session.get(Amendment, other).outcome == Outcome.OPEN
        assert decide(town, number, other, "reject", "Copper it is then").status_code == 303

    def test_two_for_different_paragraphs_both_go_in(self, town):
        number = town.publish()
        one, other = suggest(town, number), suggest(town, number, "mariam", "All of it.", original="Whole.")
        decide(town, number, one, "accept", "Yes")
        decide(town, number, other, "accept", "Yes")
        assert reading.version(number, 3).content["measure"] == "Replace it with copper.\n\nAll of it."

    def test_accepted_twice_at_once_it_makes_one_version(self, town):
        number = town.publish()
        made = suggest(town, number)
        db.session.remove()
        gate, outcomes = threading.Barrier(4), []

        def press():
            with town.app.app_context():
                gate.wait()
                try:
                    with transaction():
                        outcomes.append(amending.accept(made, reason="Yes", actor=town.actor("ayesha"), now=clock.now()))
                except Conflict:
                    outcomes.append(None)

        threads = [threading.Thread(target=press) for _ in range(4)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        assert sorted(outcomes, key=str) == [2, None, None, None]
        assert db.session.query(Version).count() == 2

    def test_only_authors_decide_and_only_its_author_takes_it_back(self, town):
        number = town.publish()
        made = suggest(town, number)
        for who in ("bilal", "mariam", "admin", "moderator"):
            assert decide(town, number, made, "accept", "I like it", who).status_code == 403
        assert town.browser("mariam").post(f"/proposals/{number}/amendments/{made}/withdrawal").status_code == 403
        assert town.browser("bilal").post(f"/proposals/{number}/amendments/{made}/withdrawal").status_code == 303
        assert decide(town, number, made, "accept", "Too late").status_code == 409

    def test_who_was_too_late_keeps_the_words_and_is_led_back(self, town):
        number = town.publish()
        made, page = suggest(town, number), f"/proposals/{number}/amendments"
        decide(town, number, made, "reject", "A good reason, long enough")
        came = {"Referer": f"http://localhost{page}?sort=new", "Sec-Fetch-Site": "same-origin"}
        path, browser = f"{page}/{made}/decision", town.browser("ayesha")
        late = browser.post(path, data={"decision": "accept", "reason": "It lasts <longer> than iron"}, headers=came)
        assert late.status_code == 409
        assert f'href="{page}?sort=new"' in late.text
        assert "It lasts &lt;longer&gt; than iron" in late.text
        pressed = browser.post(path, data={"decision": "accept", "reason": "Yes"}, headers=came)
        assert "What you typed is still here" not in pressed.text
        elsewhere = browser.post(path, data={"reason": "Words of another site"}, headers={"Referer": "https://elsewhere.example/x", "Sec-Fetch-Site": "cross-site"})
        assert "elsewhere.example" not in elsewhere.text
        assert "Words of another site" not in elsewhere.text

    def test_taking_the_only_paragraph_out_is_refused_for_what_it_would_leave(self, town):
        number = town.publish(measure="Only this.")
        made = suggest(town, number, proposed="", original="Only this.")
        answer = decide(town, number, made, "accept", "Fine")
        assert answer.status_code == 422
        assert "is still empty" in answer.text

    def test_what_the_authors_were_writing_is_kept_when_an_amendment_goes_in(self, town):
        from forum.proposals.actions import drafting
        number = town.publish()
        made = suggest(town, number)
        with transaction():
            working = db.session.get(WorkingText, number)
            drafting.save_text(number, {**working.content, "cost": "We were just adding this."}, revision=working.revision, actor=town.actor("ayesha"), now=clock.now())
        decide(town, number, made, "accept", "Yes")
        db.session.expire_all()
        content = db.session.get(WorkingText, number).content
        assert content["cost"] == "We were just adding this."
        assert content["measure"].startswith("Replace it with copper.")
        assert reading.version(number, 2).content["cost"] == "Little."

    def test_an_accepted_amendment_that_the_authors_text_leaves_out_is_named_before_publishing(self, town):
        from forum.proposals.actions import drafting
        number = town.publish()
        made = suggest(town, number)
        with transaction():
            working = db.session.get(WorkingText, number)
            drafting.save_text(number, {**working.content, "measure": "Rewritten altogether."}, revision=working.revision, actor=town.actor("ayesha"), now=clock.now())
            before = working.revision
        decide(town, number, made, "accept", "Yes")
        ayesha = town.browser("ayesha")
        assert ayesha.post(f"/proposals/{number}/publication", data={"reason": "Made it better", "revision": str(before)}).status_code == 409
        assert "An accepted amendment is not in this text" in ayesha.get(f"/proposals/{number}/draft/check").text

    def test_nobody_floods_a_proposal(self, town):
        number = town.publish()
        for n in range(10):
            suggest(town, number, proposed=f"Replace it {n}.")
        answer = town.browser("bilal").post(f"/proposals/{number}/amendments", data={"section": "measure", "original": ORIGINAL, "proposed": "One more.", "reason": "Once more"})
        assert answer.status_code == 422
        assert "Many suggestions wait for an answer already" in answer.text

    @pytest.mark.parametrize("text", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "<img src=x onerror=alert(1)>"])
    def test_hostile_words_stay_words(self, town, text):
        number = town.publish()
        suggest(town, number, proposed=text)
        page = town.app.test_client().get(f"/proposals/{number}/amendments").text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "Copper lasts longer" in page


def test_of_two_equal_paragraphs_the_second_is_changed_when_it_was_chosen(town):
    number = town.publish(problem="The pipe bursts.\n\nEvery summer.\n\nThe pipe bursts.")
    page = town.browser("bilal").get(f"/proposals/{number}/amendments/new?section=problem&paragraph=2").text
    assert 'name="nth" value="1"' in page
    answer = town.browser("bilal").post(f"/proposals/{number}/amendments", data={"section": "problem", "original": "The pipe bursts.", "nth": "1", "proposed": "It bursts again.", "reason": "Said twice"})
    assert answer.status_code == 303
    made = int(answer.headers["Location"].rsplit("-", 1)[1])
    town.browser("ayesha").post(f"/proposals/{number}/amendments/{made}/decision", data={"decision": "accept", "reason": "True."})
    from forum.proposals.queries import reading
    assert reading.version(number, 2).content["problem"] == "The pipe bursts.\n\nEvery summer.\n\nIt bursts again."
