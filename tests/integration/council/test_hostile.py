"""Every field of every form and address of the room, with what people send by mistake and on purpose: refused in words or taken, never broken."""

from datetime import timedelta

import pytest

from forum.council.queries import cases, doing
from forum.kernel import clock
from forum.kernel.rules import Role
from tests.integration.council.test_drafts import filled, path
from tests.support.city import sign_in_as

VALUES = ["", "0", "-1", "9" * 30, "9999-12-31", "0001-01-01", "2027-02-30", "\x00", "\ufffe", "\u202ex", "x" * 250_001, "<b>", "%s%(x)s", "{{7*7}}", "😀" * 500, "NaN", "1e400", "٣", "²"]
HOURS = {"title": "Session", "place": "Hall", "starts_at": "2099-01-01T10:00", "ends_at": "2099-01-01T12:00"}


def forms(chamber, case, done, milestone):
    """Yield who sends what where: reader, method, address, the usual values, and further fields."""
    about = cases.case(case).proposal_id
    for number in (case, done):
        for end in ("", "/autosave"):
            yield "nadia", "POST", path(number, end), filled(chamber), ["session", "stay", "point-1", "member-1", f"member-{'9' * 14}", "point-²"]
    yield "nadia", "POST", path(case, "/publication"), {"seen": "77", "once": "a"}, []
    yield "nadia", "POST", "/staff/council/sessions", HOURS, ["once"]
    yield "nadia", "POST", f"/staff/council/cases/{case}/notes", {"note-words": "x", "note-once": "n"}, []
    yield "nadia", "POST", f"/staff/council/cases/{case}/questions", {"question-words": "How often?", "question-once": "n"}, []
    yield "nadia", "GET", "/staff/council/comparison", {"case": "1"}, []
    yield "officer", "POST", f"/staff/council/cases/{done}/milestones", {"title": "Dig it", "due_on": "2027-01-01", "planned": "1", "once": "m"}, []
    yield "officer", "POST", f"/staff/council/milestones/{milestone}/report", {"words": "It is half done.", "percent": "1", "spent": "1", "due_on": "2027-05-05", "link": "", "once": "r"}, ["photo_alt", "is_dropped"]
    yield "officer", "POST", f"/staff/council/cases/{case}/extension", {"days": "5", "reason": "The surveyors need the summer.", "seen": "1"}, []
    yield "keeper", "POST", "/staff/council/setting-up/offices/0", {"o0-name": "Office", "o0-people": ""}, []
    yield "keeper", "POST", "/staff/council/setting-up/calendar", {"days": "60", "extension": "30", "weekend": "5", "holidays": ""}, []
    yield None, "GET", "/council/tracker", {"pace": "late", "after": "", "topic": "", "district": ""}, []
    yield None, "GET", f"/council/cases/{case}/dossier", {"printed": "", "pdf": ""}, []
    yield None, "GET", f"/council/traces/{about}", {"step": ""}, []


def test_nothing_that_is_sent_breaks_it(chamber):
    case, done = chamber.case(), chamber.case("Another proposal that waits")
    chamber.decide(done)
    officer = chamber.town.browser("officer")
    officer.post(f"/staff/council/cases/{done}/milestones", data={"title": "Dig it", "due_on": (clock.now() + timedelta(days=30)).date().isoformat(), "planned": "1", "once": "first"})
    milestone = doing.of_case(done, clock.now().date())[0].id
    readers = {"nadia": chamber.town.browser("nadia"), "officer": officer, "keeper": sign_in_as(chamber.town.app, chamber.town.add("keeper", Role.ADMINISTRATOR)), None: chamber.town.app.test_client()}
    broken, sent = [], 0
    for who, method, address, usual, more in forms(chamber, case, done, milestone):
        for field in [*usual, *more]:
            for value in VALUES:
                given = {**usual, field: value, **({"once": f"{field}{len(value)}"} if "once" in usual and field != "once" else {})}
                answer = readers[who].open(address, method=method, **{"data" if method == "POST" else "query_string": given})
                sent += 1
                if answer.status_code >= 500:
                    broken.append((method, address, field, value[:40], answer.status_code))
    assert sent > 1_000
    assert broken == []
    for look in (path(case), path(case, "/check"), path(case, "?faults=1"), f"/staff/council/cases/{case}", f"/council/cases/{done}", f"/staff/council/milestones/{milestone}/report", "/staff/council"):
        assert officer.get(look).status_code in {200, 303}, look


@pytest.mark.parametrize("number", ["0", "9" * 15])
def test_numbers_nobody_has_are_not_found(chamber, number):
    for address in (f"/council/cases/{number}", f"/council/cases/{number}/dossier.json", f"/council/decisions/{number}", f"/council/traces/{number}.json", f"/council/reports/{number}.jpg"):
        assert chamber.town.app.test_client().get(address).status_code == 404, address
