"""Two at the same moment: neither waits for the other for ever, nothing is made twice, and the last one to save wins whole."""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest

from forum.accounts.actions import leaving
from forum.council.actions import deciding, doing, drafting, meeting, receiving, setting_up
from forum.council.actions.meeting import Plan
from forum.council.drafts import content_of
from forum.council.queries import answering, cases, decisions, meetings
from forum.council.queries import doing as works
from forum.council.types import Verdict
from forum.discussions.queries import threads
from forum.kernel import clock, letters
from forum.kernel.db import db, transaction
from tests.support.city import NOWHERE

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite lets one write at a time


def meet(monkeypatch, gate, module, name, then=0.0):
    """Let whoever comes out of a function wait for the other, and a while longer."""
    real = getattr(module, name)

    def waiting(*given, **named):
        found = real(*given, **named)
        gate.wait(10)
        time.sleep(then)
        return found

    monkeypatch.setattr(module, name, waiting)


def gather(monkeypatch, module, name, number):
    """Let several come out of a function together, if they can all be in it."""
    real, gate = getattr(module, name), threading.Barrier(number)

    def waiting(*given, **named):
        found = real(*given, **named)
        with suppress(threading.BrokenBarrierError):
            gate.wait(1)
        return found

    monkeypatch.setattr(module, name, waiting)


def at_once(chamber, *acts):
    """Do several things at the same moment, each in a transaction of its own; return what each returned or raised."""
    db.session.rollback()
    gate = threading.Barrier(len(acts))

    def do(act):
        with chamber.town.app.app_context():
            gate.wait(10)
            try:
                with transaction():
                    return act()
            except Exception as fault:
                return fault

    with ThreadPoolExecutor(len(acts)) as pool:
        ends = list(pool.map(do, acts))
    db.session.expire_all()
    return ends


def running(chamber, once="s"):
    begin = clock.now() - timedelta(hours=1)
    with transaction():
        return meeting.plan_session(Plan("Ordinary session", "Town hall", begin, begin + timedelta(hours=2)), once=once, actor=chamber.town.actor("nadia"), now=begin - timedelta(hours=1))


@on_postgresql
class TestNobodyWaitsForEver:
    def test_a_case_is_decided_while_it_is_put_on_the_agenda(self, chamber, monkeypatch):
        case, name, gate = chamber.case(), running(chamber), threading.Barrier(2)
        draft, officer, member = chamber.draft(session=name), chamber.town.actor("officer"), chamber.town.actor("nadia")
        meet(monkeypatch, gate, deciding, "locked")
        meet(monkeypatch, gate, meeting, "_locked")
        ends = at_once(
            chamber, lambda: deciding.publish(case, draft, corrects=None, once="d", actor=officer, now=clock.now()),
            lambda: meeting.add_item(name, case_id=case, title="", actor=member, now=clock.now()),
        )  # fmt: skip
        assert ends == [decisions.latest([case])[case].id, None]
        assert [i.case_id for i in meetings.agenda(meetings.by_name(name).id)] == [case]

    def test_who_gave_a_case_away_leaves_while_it_is_decided(self, chamber, monkeypatch):
        case, gate = chamber.case(), threading.Barrier(2)
        with transaction():
            receiving.assign(case, office_id=chamber.office(), seen=cases.case(case).version, actor=chamber.town.actor("officer"), now=clock.now())
        draft, officer = chamber.draft(), chamber.town.actor("officer")
        meet(monkeypatch, gate, deciding, "locked")
        meet(monkeypatch, gate, leaving.storage, "keys_of")
        ends = at_once(chamber, lambda: deciding.publish(case, draft, corrects=None, once="d", actor=officer, now=clock.now()), lambda: self.leave(chamber, officer))
        assert ends == [decisions.latest([case])[case].id, None]
        assert (cases.history(case)[0][0].by, decisions.latest([case])[case].recorded_by) == (None, None)

    def test_who_wrote_the_draft_and_the_promises_leaves_while_the_correction_is_published(self, chamber, monkeypatch):
        case, gate, officer = chamber.case(), threading.Barrier(2), chamber.town.actor("officer")
        first = chamber.decide(case)
        with transaction():
            doing.set_milestone(case, title="Dig the trench", due_on=clock.now().astimezone(letters.zone()).date() + timedelta(days=20), planned=0, once="m", actor=officer, now=clock.now())
            drafting.save_draft(case, content_of({"verdict": "reject"}, {}, {}), revision=0, actor=officer, now=clock.now())
        draft = chamber.draft(verdict=Verdict.REJECT)
        meet(monkeypatch, gate, deciding, "prepare")
        meet(monkeypatch, gate, leaving, "new_public_id", then=0.5)  # all is forgotten but the name, which comes last
        ends = at_once(chamber, lambda: deciding.publish(case, draft, corrects=first, once="d", actor=officer, now=clock.now()), lambda: self.leave(chamber, officer))
        assert ends == [decisions.latest([case])[case].id, None]
        assert decisions.draft(case) is None

    @staticmethod
    def leave(chamber, actor):
        declared = chamber.town.app.extensions["forum.personal"]
        leaving.close_account(actor=actor, tables=declared.tables, farewells=declared.farewells, key=b"k" * 32, now=clock.now())


@on_postgresql
class TestNothingComesBetween:
    def test_an_office_is_not_retired_while_it_is_given_a_case(self, chamber, monkeypatch):
        case, office = chamber.case(), chamber.office()
        seen = cases.case(case).version
        gather(monkeypatch, answering, "owes", 2)
        gather(monkeypatch, receiving, "assign", 2)
        ends = at_once(
            chamber, lambda: receiving.assign(case, office_id=office, seen=seen, actor=NOWHERE, now=clock.now()),
            lambda: setting_up.retire_office(office, retired=True, actor=NOWHERE, now=clock.now()),
        )  # fmt: skip
        assert sum(e is None for e in ends) == 1
        assert answering.office(office).is_retired is (cases.case(case).office_id is None)


class TestSettingUp:
    def test_the_same_new_office_sent_five_times_is_one(self, chamber, monkeypatch):
        chamber.office("Roads office")
        gather(monkeypatch, answering, "offices", 5)
        ends = at_once(chamber, *[lambda: setting_up.set_office(None, name={"en": "Water office"}, handles=[], actor=NOWHERE, now=clock.now())] * 5)
        assert [o.name["en"] for o in answering.offices()] == ["Roads office", "Water office"]
        assert sorted(type(e).__name__ for e in ends) == ["Invalid"] * 4 + ["int"]

    @pytest.mark.parametrize("others_too", [False, True])
    def test_of_four_calendars_saved_at_once_one_stands_whole(self, chamber, monkeypatch, others_too):
        def save(n):
            setting_up.set_calendar(days=60 + n * others_too, extension=30, weekend=[5, 6], actor=NOWHERE, now=clock.now())
            setting_up.set_holidays(f"2027-0{n + 1}-01 The first of a month\n2027-0{n + 1}-02 The second of it", actor=NOWHERE, now=clock.now())

        if not others_too:
            with transaction():
                save(8)
        gather(monkeypatch, cases, "holidays", 4)
        assert at_once(chamber, *[partial(save, n) for n in range(4)]) == [None] * 4
        found = cases.holidays()
        (month,) = {h.day.month for h in found}
        assert len(found) == 2
        assert month == cases.calendar().days - 59 if others_too else month < 9


class TestSentTwice:
    def test_a_session_is_planned_once_and_both_are_led_to_it(self, chamber, monkeypatch):
        running(chamber)
        sent = {"title": "Ordinary session", "place": "Hall", "starts_at": "2099-01-01T10:00", "ends_at": "2099-01-01T12:00", "once": "twice"}
        gather(monkeypatch, meetings, "by_once", 2)
        answers = self.send_twice(chamber, "nadia", "/staff/council/sessions", sent)
        assert [a.status_code for a in answers] == [303, 303]
        assert answers[0].location == answers[1].location
        assert len(meetings.for_feed()) == 2

    def test_other_forms_of_the_council_too(self, chamber, monkeypatch):
        case, done = chamber.case(), chamber.case("Another proposal that waits")
        chamber.decide(done)
        day = (clock.now() + timedelta(days=20)).date().isoformat()
        for module, name in ((works, "by_once"), (works, "report_by_once"), (cases, "note_by_once"), (threads, "sent_before")):
            gather(monkeypatch, module, name, 2)
        milestone, report = {"title": "Dig it", "due_on": day, "planned": "1", "once": "m"}, {"words": "It is half done.", "percent": "50", "spent": "1", "due_on": day, "once": "r"}
        assert [a.status_code for a in self.send_twice(chamber, "officer", f"/staff/council/cases/{done}/milestones", milestone)] == [303, 303]
        (work,) = works.of_case(done, clock.now().date())
        assert [a.status_code for a in self.send_twice(chamber, "officer", f"/staff/council/milestones/{work.id}/report", report)] == [303, 303]
        assert [a.status_code for a in self.send_twice(chamber, "nadia", f"/staff/council/cases/{case}/notes", {"note-words": "I would say yes.", "note-once": "n"})] == [303, 303]
        assert [a.status_code for a in self.send_twice(chamber, "nadia", f"/staff/council/cases/{case}/questions", {"question-words": "How often?", "question-once": "q"})] == [303, 303]
        assert [len(works.reports([work.id])[work.id]), len(cases.notes(case)), len(cases.questions(case))] == [1, 1, 1]

    def test_minutes_are_added_once_whatever_was_added_between(self, chamber):
        name, browser = running(chamber), chamber.town.browser("nadia")
        address = f"/staff/council/sessions/{name}"
        first, second = ({"minutes": words, "once": re.search(r'name="once" value="([^"]+)"', browser.get(address).text)[1]} for words in ("Everybody was there, all day long.", "One member came an hour late."))
        answers = [browser.post(f"{address}/minutes", data=data).status_code for data in (first, second, first, second)]
        assert [*answers, *(a.status_code for a in self.send_twice(chamber, "nadia", f"{address}/minutes", first))] == [303] * 6
        assert [e.words for e in meetings.minutes(meetings.by_name(name).id)] == [first["minutes"], second["minutes"]]
        other = browser.post(f"{address}/minutes", data={**first, "minutes": "Somebody fell asleep."})
        assert other.status_code == 409
        assert "Somebody fell asleep." in other.text
        assert re.search(r'name="once" value="([^"]+)"', other.text)[1] not in {"", first["once"]}

    @staticmethod
    def send_twice(chamber, who, address, data):
        browsers = [chamber.town.browser(who) for _ in range(2)]
        db.session.rollback()
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda browser: browser.post(address, data=data), browsers))
        db.session.expire_all()
        return answers
