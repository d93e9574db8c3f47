"""Being told in a browser: encrypted for it alone, through known push services only, once, and not in quiet hours."""

import dataclasses
from datetime import timedelta

import pytest
import time_machine

from forum.kernel import clock, worker
from forum.kernel.db import db, transaction
from forum.notifications import actions, jobs, queries
from forum.notifications.models import Device, Notice
from forum.notifications.targets import is_allowed
from tests.integration.notifications.test_telling import number, say, wish  # noqa: F401
from tests.integration.proposals.conftest import town  # noqa: F401
from tests.support.pushes import serving


@pytest.fixture
def push(town, monkeypatch):  # noqa: F811
    with serving() as service:
        changed = dataclasses.replace(town.app.extensions["forum.settings"], push_hosts=(service.origin,))
        monkeypatch.setitem(town.app.extensions, "forum.settings", changed)
        yield service


def turn_on(town, who, push, name="one", **more):  # noqa: F811
    return town.browser(who).post("/account/notices/devices", data={**push.subscription(name), **more})


def run():
    worker.drain()
    jobs.tell_devices()


class TestTelling:
    def test_what_is_told_is_for_that_browser_alone_and_comes_once(self, town, number, push):  # noqa: F811
        assert turn_on(town, "ayesha", push).status_code == 303
        said = say(town, number, "bilal", "A thought on the pipe.")
        for _ in range(10):
            run()
        title = queries.inbox(town.people["ayesha"].id)[0].sentence.values["title"]
        assert push.messages == [{"words": f"There is a new comment on “{title}”.", "path": f"/talk/comments/{said}", "language": "en"}]
        assert push.asked == 1
        assert push.claims[0]["aud"] == push.origin
        assert push.claims[0]["sub"].startswith("mailto:")
        assert queries.devices_of(town.people["ayesha"].id)[0].told_at is not None

    def test_it_speaks_the_language_of_the_person(self, town, number, push):  # noqa: F811
        turn_on(town, "ayesha", push)
        with transaction():
            db.session.execute(db.text("UPDATE people SET locale = 'ur' WHERE id = :id"), {"id": town.people["ayesha"].id})
        said = say(town, number, "bilal", "A thought on the pipe.")
        run()
        assert push.messages[0]["path"] == f"/ur/talk/comments/{said}"
        assert push.messages[0]["language"] == "ur"
        assert any("\u0600" <= letter <= "\u06ff" for letter in push.messages[0]["words"])

    def test_many_at_once_are_one_message(self, town, number, push):  # noqa: F811
        turn_on(town, "ayesha", push)
        for n in range(5):
            say(town, number, "bilal", f"Thought number {n} on the pipe.")
        run()
        assert [(m["words"], m["path"]) for m in push.messages] == [("5 notices from your city’s forum", "/notices")]

    def test_what_was_read_meanwhile_is_not_sent(self, town, number, push):  # noqa: F811
        turn_on(town, "ayesha", push)
        say(town, number, "bilal", "A thought on the pipe.")
        worker.drain()
        with transaction():
            actions.mark_all_read(actor=town.actor("ayesha"), now=clock.now())
        jobs.tell_devices()
        assert push.asked == 0

    def test_quiet_hours_hold_it_back(self, town, number, push):  # noqa: F811
        turn_on(town, "ayesha", push)
        night = clock.now().replace(hour=20, minute=0) + timedelta(days=1)  # one in the morning in Karachi
        wish(town, "ayesha", "never", (22, 7))
        with time_machine.travel(night):
            say(town, number, "bilal", "A thought in the night.")
            run()
            assert push.asked == 0
        with time_machine.travel(night + timedelta(hours=7)):
            run()
        assert push.asked == 1

    def test_who_has_no_device_costs_nothing(self, town, number, push):  # noqa: F811
        say(town, number, "bilal", "A thought on the pipe.")
        worker.drain()
        assert db.session.query(Notice).filter(Notice.push_due_at.is_not(None)).count() == 0


class TestFaults:
    def test_a_device_that_is_gone_is_forgotten(self, town, number, push):  # noqa: F811
        turn_on(town, "ayesha", push)
        push.status = 410
        say(town, number, "bilal", "A thought on the pipe.")
        run()
        assert queries.devices_of(town.people["ayesha"].id) == []

    @pytest.mark.parametrize("status", [302, 400, 413])
    def test_what_fails_is_not_followed_and_after_ten_times_let_go(self, town, number, push, status):  # noqa: F811
        turn_on(town, "ayesha", push)
        push.status = status
        for n in range(10):
            assert len(queries.devices_of(town.people["ayesha"].id)) == 1
            say(town, number, "bilal", f"Thought number {n} on the pipe.")
            run()
        assert push.asked == 10
        assert queries.devices_of(town.people["ayesha"].id) == []

    @pytest.mark.parametrize("sent", [
        {"endpoint": "https://attacker.example/push"}, {"endpoint": "http://127.0.0.1:1/push"}, {"endpoint": "https://fcm.googleapis.com@10.0.0.1/x"}, {"endpoint": ""}, {"endpoint": "https://[::1"},
        {"endpoint": "file:///etc/passwd"}, {"p256dh": "AAAA"}, {"p256dh": "%%%"}, {"auth": "short"}, {"endpoint": "https://" + "a" * 3000},
    ])  # fmt: skip
    def test_nobody_makes_the_server_call_another(self, town, push, sent):  # noqa: F811
        answer = turn_on(town, "ayesha", push, **sent)
        assert answer.status_code == 422
        assert "not one we know" in answer.text
        assert db.session.query(Device).count() == 0

    def test_a_browser_belongs_to_whoever_turned_it_on_last(self, town, push):  # noqa: F811
        turn_on(town, "ayesha", push)
        turn_on(town, "bilal", push)
        assert queries.devices_of(town.people["ayesha"].id) == []
        assert len(queries.devices_of(town.people["bilal"].id)) == 1

    def test_the_eleventh_replaces_the_first(self, town, push):  # noqa: F811
        for n in range(11):
            turn_on(town, "ayesha", push, name=str(n))
        found = queries.devices_of(town.people["ayesha"].id)
        assert len(found) == 10
        assert all(not d.endpoint.endswith("/0") for d in found)

    def test_only_one_s_own_are_turned_off(self, town, push):  # noqa: F811
        turn_on(town, "ayesha", push)
        number = queries.devices_of(town.people["ayesha"].id)[0].id  # noqa: F811
        town.browser("bilal").post(f"/account/notices/devices/{number}/removal")
        assert len(queries.devices_of(town.people["ayesha"].id)) == 1
        assert "Turn off" in town.browser("ayesha").get("/account/notices").text
        town.browser("ayesha").post(f"/account/notices/devices/{number}/removal")
        assert queries.devices_of(town.people["ayesha"].id) == []


def test_push_services_are_known_by_name():
    hosts = ("fcm.googleapis.com", "*.push.apple.com")
    assert is_allowed("https://fcm.googleapis.com/fcm/send/x", hosts)
    assert is_allowed("https://web.push.apple.com/x", hosts)
    for other in ("https://fcm.googleapis.com.evil.example/x", "https://fcm.googleapis.com:8443/x", "http://fcm.googleapis.com/x", "https://push.apple.com.evil/x", "https://x:y@fcm.googleapis.com/", "ftp://fcm.googleapis.com"):
        assert not is_allowed(other, hosts), other
