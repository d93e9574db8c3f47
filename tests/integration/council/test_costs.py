"""Pages of the council cost as many queries with many cases as with one."""

from datetime import timedelta

import pytest
import time_machine

from forum.council.actions import doing, meeting, noting
from forum.council.actions.meeting import Plan
from forum.council.queries import cases
from forum.discussions.types import Stance
from forum.kernel import clock, worker
from forum.kernel.db import db, transaction
from forum.proposals.actions import hiding
from tests.support.city import sign_in_as

PUBLIC = ("/council", "/council/answered", "/council/offices", "/council/tracker", "/council/sessions", "/council/sessions/{session}", "/council/cases/{case}", "/council/cases/{case}/dossier", "/council/traces/{proposal}")
DESK = ("/staff/council", "/staff/council/comparison?case={first}&case={second}", "/staff/council/sessions/{session}", "/staff/council/cases/{case}", "/staff/council/cases/{case}/decision", "/council/mine")


def grow(chamber, first, session, size):
    """Add cases of each kind, and words, notes, questions and milestones to the first."""
    member = chamber.town.actor("nadia")
    for n in range(size):
        waits, answered = chamber.case(f"Waits {size} {n}"), chamber.case(f"Answered {size} {n}")
        chamber.decide(answered, session=session)
        for who, stance in (("bilal", Stance.FOR), ("mariam", Stance.AGAINST), ("tahir", Stance.QUESTION)):
            chamber.argue(first, who, f"Words {size} {n} of {who}, long enough to stand.", stance)
        with transaction():
            meeting.add_item(session, case_id=waits, title="", actor=member, now=clock.now())
            noting.add_note(first, words=f"Note {size} {n}, for the members.", once=f"n{size}{n}", actor=member, now=clock.now())
            noting.ask_people(first, words=f"Question {size} {n}: which street first?", once=f"q{size}{n}", actor=member, now=clock.now())
            doing.set_milestone(answered, title=f"Dig {size} {n}", due_on=clock.now().date() + timedelta(days=9), planned=100, once=f"m{size}{n}", actor=chamber.town.actor("officer"), now=clock.now())
    worker.drain()
    db.session.expire_all()


@pytest.mark.parametrize("who", ["stranger", "nadia"])
def test_more_of_everything_costs_no_more_queries(chamber, count_queries, who):
    begin = clock.now() - timedelta(minutes=30)
    with transaction():
        session = meeting.plan_session(Plan("Ordinary session", "Town hall", begin, begin + timedelta(hours=2)), once="s", actor=chamber.town.actor("nadia"), now=clock.now() - timedelta(hours=1))
    first = chamber.case("The first")
    browser = chamber.town.app.test_client() if who == "stranger" else sign_in_as(chamber.town.app, chamber.town.people[who])
    costs = []
    for size in (1, 4):
        grow(chamber, first, session, size)
        words = {"case": first, "session": session, "proposal": cases.case(first).proposal_id, "first": first, "second": cases.waiting()[1].id}
        cost = {}
        for path in PUBLIC if who == "stranger" else DESK:
            browser.get(path.format(**words))
            with count_queries() as asked:
                assert browser.get(path.format(**words)).status_code == 200, path
            cost[path] = len(asked)
        costs.append(cost)
    assert costs[0] == costs[1]
    assert max(costs[1].values()) <= 40


def test_what_a_stranger_was_sent_is_sent_again_without_building_it(chamber, count_queries):
    case = chamber.case()
    decision = chamber.decide(case)
    client = chamber.town.app.test_client()
    for path in (f"/council/cases/{case}", f"/council/decisions/{decision}", f"/council/cases/{case}/dossier"):
        with time_machine.travel(clock.now(), tick=False):  # a page is another one each hour
            first = client.get(path)
            with count_queries() as asked:
                assert client.get(path).data == first.data
            assert len(asked) <= 4, path
            with count_queries() as asked:
                assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304, path
            assert len(asked) <= 4, path


def test_a_kept_page_is_not_sent_once_something_changed(chamber):
    case = chamber.case()
    client = chamber.town.app.test_client()
    path = f"/council/cases/{case}/dossier"
    before = client.get(path)
    chamber.argue(case, "bilal", "It leaks on **my** street.", Stance.FOR)
    after = client.get(path, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "It leaks on" in after.text
    with transaction():
        hiding.hide_proposal(cases.case(case).proposal_id, "insult", chamber.town.actor("moderator"), clock.now())
    assert client.get(path, headers={"If-None-Match": after.headers["ETag"]}).status_code == 410
    assert client.get("/council/cases/999/dossier").status_code == 404
    assert client.get("/council/decisions/999").status_code == 404
