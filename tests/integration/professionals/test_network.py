"""Who knows whom, by consent of both; whom one follows; pages with a photo; people found by field, place and standing."""

import io
from datetime import timedelta

import pytest
import time_machine

from forum.accounts.actions import leaving
from forum.kernel import clock, storage, worker
from forum.kernel.db import db, transaction
from forum.kernel.errors import Conflict, NotFound
from forum.notifications import queries as notifications
from forum.professionals.actions import keeping, networking
from forum.professionals.models import Connection, Profile
from forum.professionals.queries import network
from tests.integration.professionals.test_standing import city, say, verify  # noqa: F401
from tests.integration.proposals.conftest import town  # noqa: F401
from tests.support.pictures import photo


def handle(town, who):  # noqa: F811
    return town.people[who].handle


def ask(town, who, other, note=""):  # noqa: F811
    return town.browser(who).post(f"/people/{handle(town, other)}/connection", data={"note": note})


def answer(town, who, accepted="yes"):  # noqa: F811
    waiting = network.asking(town.people[who].id)
    return town.browser(who).post(f"/account/network/{waiting[0].id}", data={"accepted": accepted})


def told(town, who):  # noqa: F811
    worker.drain()
    return [str(n.sentence) % n.sentence.values if n.sentence.values else str(n.sentence) for n in notifications.inbox(town.people[who].id)]


def open_page(town, who):  # noqa: F811
    with transaction():
        db.session.execute(db.text("UPDATE people SET is_public = true WHERE id = :id"), {"id": town.people[who].id})


class TestConnections:
    def test_asked_accepted_and_ended(self, town):  # noqa: F811
        assert ask(town, "bilal", "ayesha", "We met at the hearing.").status_code == 303
        assert any("asks to be connected" in w for w in told(town, "ayesha"))
        assert "We met at the hearing." in town.browser("ayesha").get("/account/network").text
        assert network.count_connected(town.people["bilal"].id) == 0
        answer(town, "ayesha")
        assert any("now connected" in w for w in told(town, "bilal"))
        for who, other in (("bilal", "ayesha"), ("ayesha", "bilal")):
            assert network.tie(town.people[who].id, town.people[other].id).is_connected
            assert "You are connected" in town.browser(who).get(f"/people/{handle(town, other)}").text
        town.browser("ayesha").post(f"/people/{handle(town, 'bilal')}/connection/end")
        assert db.session.query(Connection).count() == 0

    def test_a_no_is_told_to_nobody_and_holds_for_three_months(self, town):  # noqa: F811
        ask(town, "bilal", "ayesha")
        answer(town, "ayesha", "no")
        assert not any("connected" in w for w in told(town, "bilal"))
        assert network.tie(town.people["bilal"].id, town.people["ayesha"].id).asked  # it looks as before
        assert ask(town, "bilal", "ayesha").status_code == 422
        town.browser("bilal").post(f"/people/{handle(town, 'ayesha')}/connection/end")
        assert ask(town, "bilal", "ayesha").status_code == 422  # taking it back does not wipe the no away
        with time_machine.travel(clock.now() + timedelta(days=91)), transaction():
            networking.ask_to_connect(handle(town, "ayesha"), note="Once more", actor=town.actor("bilal"), now=clock.now())
        assert len(network.asking(town.people["ayesha"].id)) == 1

    def test_two_who_ask_each_other_are_connected(self, town):  # noqa: F811
        ask(town, "bilal", "ayesha")
        ask(town, "ayesha", "bilal")
        assert network.connected(town.people["bilal"].id) == [town.people["ayesha"].id]

    def test_who_is_blocked_asks_into_the_air(self, town):  # noqa: F811
        town.browser("ayesha").post(f"/account/notices/people/{handle(town, 'bilal')}", data={"blocked": "yes"})
        assert ask(town, "bilal", "ayesha", "Please").status_code == 303
        assert not any("connected" in w for w in told(town, "ayesha"))
        assert "Please" not in town.browser("ayesha").get("/account/network").text

    def test_twenty_in_a_day_oneself_and_nobody(self, town):  # noqa: F811
        assert ask(town, "bilal", "bilal").status_code == 422
        assert town.browser("bilal").post("/people/nobody-at-all/connection", data={}).status_code == 404
        for n in range(20):
            town.add(f"peer{n}")
            assert ask(town, "bilal", f"peer{n}").status_code == 303
        town.add("peer20")
        answer_ = ask(town, "bilal", "peer20", "A long note that must not be lost")
        assert answer_.status_code == 422
        assert "A long note that must not be lost" in answer_.text

    def test_others_do_not_answer_for_one(self, town):  # noqa: F811
        ask(town, "bilal", "ayesha")
        number = network.asking(town.people["ayesha"].id)[0].id
        for who in ("bilal", "mariam"):
            with transaction(), pytest.raises(NotFound):
                networking.answer_connection(number, accepted=True, actor=town.actor(who), now=clock.now())
        answer(town, "ayesha")
        with transaction(), pytest.raises(Conflict):
            networking.answer_connection(number, accepted=True, actor=town.actor("ayesha"), now=clock.now())

    def test_only_how_many_is_shown_and_how_many_both_know(self, town):  # noqa: F811
        for who in ("bilal", "mariam"):
            ask(town, who, "usman")
            answer(town, "usman")
        ask(town, "bilal", "mariam")
        answer(town, "mariam")
        open_page(town, "mariam")
        page = town.browser("bilal").get(f"/people/{handle(town, 'mariam')}").text
        assert "2 connections" in page
        assert "1 of them is yours too" in page
        assert handle(town, "usman") not in page

    def test_leaving_takes_connections_and_photo_along(self, city):  # noqa: F811
        ask(city, "bilal", "ayesha")
        answer(city, "ayesha")
        city.browser("bilal").post("/account/professional/photo", data={"photo": (io.BytesIO(photo()), "me.jpg")})
        key = db.session.get(Profile, city.people["bilal"].id).photo_key
        declared = city.app.extensions["forum.personal"]
        with transaction():
            leaving.close_account(actor=city.actor("bilal"), tables=declared.tables, farewells=declared.farewells, key=b"k" * 32, now=clock.now())
        assert db.session.query(Connection).count() == 0
        with pytest.raises(NotFound):
            storage.fetch(key)


class TestFollowing:
    def test_one_hears_of_new_proposals_and_of_nothing_else(self, town):  # noqa: F811
        town.browser("mariam").post(f"/people/{handle(town, 'ayesha')}/following", data={})
        number = town.publish()
        assert any("whom you follow" in w for w in told(town, "mariam"))
        say(town, number, "ayesha", "A remark of mine.")
        assert sum("whom you follow" in w or "comment" in w for w in told(town, "mariam")) == 1
        town.browser("mariam").post(f"/people/{handle(town, 'ayesha')}/following", data={"following": "no"})
        town.publish(title="Another proposal of the same author")
        assert sum("whom you follow" in w or "comment" in w for w in told(town, "mariam")) == 1


class TestPages:
    def test_a_photo_is_drawn_anew_shown_and_taken_away(self, town):  # noqa: F811
        browser = town.browser("bilal")
        assert browser.post("/account/professional/photo", data={"photo": (io.BytesIO(b"<svg/>"), "me.svg")}).status_code == 422
        assert browser.post("/account/professional/photo", data={"photo": (io.BytesIO(photo((900, 700))), "me.jpg")}).status_code == 303
        path = f"/professionals/photos/{town.people['bilal'].id}.jpg"
        assert town.app.test_client().get(path).status_code == 404  # the page is private
        assert browser.get(path).headers["Cache-Control"] == "private, no-store"
        open_page(town, "bilal")
        assert town.app.test_client().get(path).data.startswith(b"\xff\xd8")
        assert path in town.app.test_client().get(f"/people/{handle(town, 'bilal')}").text
        browser.post("/account/professional/photo", data={"remove": "1"})
        assert town.app.test_client().get(path).status_code == 404

    def test_people_are_found_by_field_district_and_what_was_checked(self, city):  # noqa: F811
        verify(city, "bilal")
        district = db.session.execute(db.text("SELECT id, slug FROM districts ORDER BY id LIMIT 1")).one()
        with transaction():
            keeping.save_profile(headline="Buses", sections={}, district_id=district.id, actor=city.actor("bilal"), now=clock.now())
        stranger = city.app.test_client()
        name = handle(city, "bilal")
        for query, there in ((f"district={district.slug}", True), ("kind=registration", True), ("kind=degree", False), ("field=transport", True), ("field=heritage", False),
                             (f"district={district.slug}&kind=registration&field=transport&q=planner", True), ("district=nowhere&kind=odd", True)):  # fmt: skip
            assert (f"/people/{name}" in stranger.get(f"/professionals?{query}").text) is there, query

    def test_contributions_are_counted_by_topic(self, town):  # noqa: F811
        number = town.publish()
        say(town, number, "ayesha", "A first remark.")
        say(town, number, "ayesha", "A second remark.")
        open_page(town, "ayesha")
        open_page(town, "bilal")
        page = town.app.test_client().get(f"/people/{handle(town, 'ayesha')}").text
        assert "1 proposal" in page
        assert "2 comments" in page
        assert "Contributions here" not in town.app.test_client().get(f"/people/{handle(town, 'bilal')}").text
