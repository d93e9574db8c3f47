"""Merging: both sides agree, supporters are asked, nobody's endorsement moves without a yes, the old address leads on."""

import pytest

from forum.kernel import clock, worker
from forum.kernel.db import db, transaction
from forum.proposals.actions import endorsing, merging
from forum.proposals.models import CarryOver, Endorsement, Merge
from forum.proposals.queries import reading
from forum.proposals.types import Stage
from forum.search import queries as search
from tests.integration.proposals.conftest import NORTH, SOUTH


@pytest.fixture
def two(town):
    one, other = town.publish("ayesha", "Repair the water pipe"), town.publish("bilal", "Mend the water pipes")
    for name in ("mariam", "usman"):
        with transaction():
            endorsing.endorse(one, actor=town.actor(name), now=clock.now())
    return one, other


def ask(town, one, other, who="ayesha"):
    return town.browser(who).post(f"/proposals/{one}/merge", data={"into": f"http://127.0.0.1/proposals/{other}", "note": "Both are about the pipe"})


def agree(town, number, who, answer="agree", reason=""):
    made = db.session.query(Merge).order_by(Merge.id.desc()).first().id
    return town.browser(who).post(f"/proposals/{number}/merge/{made}/answer", data={"answer": answer, "reason": reason})


class TestMerging:
    def test_asked_agreed_joined_and_the_old_address_leads_on(self, town, two):
        one, other = two
        assert ask(town, one, other).status_code == 303
        assert reading.row(one).stage == Stage.OPEN  # nothing yet
        assert any("Do you agree?" in w for w in town.notices("bilal"))
        assert agree(town, other, "bilal").status_code == 303
        db.session.expire_all()
        assert (reading.row(one).stage, reading.row(one).merged_into_id) == (Stage.CLOSED, other)
        client = town.app.test_client()
        assert client.get(f"/proposals/{one}").headers["Location"] == f"/proposals/{other}?joined={one}"
        assert "was joined with the one you were looking for" in client.get(f"/proposals/{other}?joined={one}").text
        assert "Repair the water pipe" in client.get(f"/proposals/{one}?stay=1").text
        assert "Repair the water pipe" in client.get(f"/proposals/{other}").text

    def test_no_endorsement_moves_without_a_recorded_yes(self, town, two):
        one, other = two
        ask(town, one, other)
        agree(town, other, "bilal")
        db.session.expire_all()
        assert reading.row(other).support == 0
        assert any("Without your yes it does not." in w for w in town.notices("mariam"))
        town.browser("mariam").post(f"/proposals/{one}/carry-over", data={"answer": "yes"})
        town.browser("usman").post(f"/proposals/{one}/carry-over", data={"answer": "no"})
        db.session.expire_all()
        assert reading.row(other).support == 1
        carried = db.session.query(Endorsement).filter_by(proposal_id=other).one()
        assert (carried.person_id, carried.carried_from_id) == (town.people["mariam"].id, one)
        assert {(c.person_id, c.is_yes) for c in db.session.query(CarryOver)} == {(town.people["mariam"].id, True), (town.people["usman"].id, False)}

    def test_yes_twice_counts_once_and_no_can_become_yes(self, town, two):
        one, other = two
        ask(town, one, other)
        agree(town, other, "bilal")
        mariam = town.browser("mariam")
        for answer in ("no", "yes", "yes", "no"):
            mariam.post(f"/proposals/{one}/carry-over", data={"answer": answer})
        db.session.expire_all()
        assert reading.row(other).support == 1

    def test_who_never_endorsed_is_not_asked(self, town, two):
        one, other = two
        ask(town, one, other)
        agree(town, other, "bilal")
        assert town.browser("tahir").get(f"/proposals/{one}/carry-over").status_code == 404
        assert town.browser("tahir").post(f"/proposals/{one}/carry-over", data={"answer": "yes"}).status_code == 404

    def test_a_resident_of_elsewhere_is_told_why_it_cannot_go_along(self, town):
        one, other = town.publish("ayesha", "Repair the water pipe"), town.publish("tahir", "Pipes of the south", district=SOUTH)
        with transaction():
            endorsing.endorse(one, actor=town.actor("mariam"), now=clock.now())
        ask(town, one, other)
        agree(town, other, "tahir")
        answer = town.browser("mariam").post(f"/proposals/{one}/carry-over", data={"answer": "yes"})
        assert answer.status_code == 403
        assert "residents of another district" in answer.text

    def test_declined_it_stays_with_a_reason(self, town, two):
        one, other = two
        ask(town, one, other)
        assert agree(town, other, "bilal", "decline").status_code == 422
        assert agree(town, other, "bilal", "decline", "Ours is about schools").status_code == 303
        assert reading.row(one).stage == Stage.OPEN
        assert any("stays a proposal of its own" in w for w in town.notices("ayesha"))
        assert "Ours is about schools" in town.browser("ayesha").get(f"/proposals/{one}/merge").text
        assert "was joined with the one" not in town.app.test_client().get(f"/proposals/{other}?joined={one}").text

    def test_a_moderator_may_ask_but_both_sides_must_agree(self, town, two):
        one, other = two
        assert ask(town, one, other, "moderator").status_code == 303
        agree(town, one, "ayesha")
        db.session.expire_all()
        assert reading.row(one).stage == Stage.OPEN
        agree(town, other, "bilal")
        db.session.expire_all()
        assert reading.row(one).merged_into_id == other

    def test_others_may_neither_ask_nor_answer(self, town, two):
        one, other = two
        assert ask(town, one, other, "usman").status_code == 403
        ask(town, one, other)
        assert agree(town, other, "usman").status_code == 403
        assert agree(town, one, "moderator").status_code == 403

    @pytest.mark.parametrize("into", ["", "x", "0", "999", "http://elsewhere.example/9"])
    def test_what_is_no_proposal_is_said(self, town, two, into):
        answer = town.browser("ayesha").post(f"/proposals/{two[0]}/merge", data={"into": into, "note": "The same thing"})
        assert answer.status_code == 422

    def test_not_with_itself_not_twice_not_with_a_draft(self, town, two):
        one, other = two
        draft = town.draft("bilal", "Only a draft so far")
        assert ask(town, one, one).status_code == 422
        assert ask(town, one, draft).status_code == 422
        assert ask(town, one, other).status_code == 303
        assert ask(town, other, one, "bilal").status_code == 409

    def test_one_that_has_reached_its_threshold_is_not_closed_into_one_that_has_not(self, town):
        one, other = town.publish("ayesha", "Repair the water pipe", district=NORTH), town.publish("bilal", "Mend the water pipes")
        for name in ("bilal", "mariam", "usman"):
            with transaction():
                endorsing.endorse(one, actor=town.actor(name), now=clock.now())
        assert ask(town, one, other).status_code == 409

    def test_a_chain_of_merges_leads_to_the_end(self, town, two):
        one, other = two
        third = town.publish("tahir", "All water of the city")
        ask(town, one, other)
        agree(town, other, "bilal")
        ask(town, other, third, "bilal")
        agree(town, third, "tahir")
        assert merging.final_target(one) == third
        client = town.app.test_client()
        assert client.get(f"/proposals/{one}", follow_redirects=True).request.path == f"/proposals/{third}"
        town.browser("mariam").post(f"/proposals/{one}/carry-over", data={"answer": "yes"})
        db.session.expire_all()
        assert reading.row(third).support == 1

    def test_the_joined_one_is_found_where_it_lives_on(self, town, two):
        one, other = two
        worker.drain()
        assert {f.subject_id for f in search.found("water pipe")} == {one, other}
        ask(town, one, other)
        agree(town, other, "bilal")
        worker.drain()
        assert {f.subject_id for f in search.found("water pipe")} == {other}
