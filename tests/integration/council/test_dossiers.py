"""The dossier and the trace: the same for everybody, nothing of anybody in a small cell, and true when things change under it."""

import csv
import io
import json
import re
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from forum.accounts.actions import leaving, standing
from forum.city.queries import district_names
from forum.council import dossier, jobs, printing, tracing
from forum.council.actions import doing, receiving
from forum.council.models import ReceivedSupport
from forum.council.printing import NoPrinter
from forum.council.queries import cases, decisions, traces
from forum.discussions.types import Stance
from forum.kernel import clock, worker
from forum.kernel.db import db, transaction
from forum.kernel.suppression import SMALLEST
from forum.proposals.actions import endorsing, publishing
from forum.proposals.models import Endorsement
from forum.proposals.queries import reading
from forum.residency import queries as residency
from forum.residency.actions import confirming
from forum.voting import publishing as publishing_votes
from forum.voting.actions import announcing
from forum.voting.keys import secrets
from forum.voting.models import Contest
from tests.integration.council.conftest import NORTH
from tests.integration.council.test_answering import _vote_for
from tests.support.pictures import photo
from tests.unit.council.test_pure import check


@pytest.fixture
def full(chamber):
    """A case with arguments, a question, endorsements of two districts and a final vote."""
    case = chamber.case()
    about = cases.case(case).proposal_id
    chamber.argue(case, "bilal", "It leaks on **my** street.", Stance.FOR)
    chamber.argue(case, "mariam", "It costs too much.", Stance.AGAINST)
    chamber.argue(case, "tahir", "Who pays?", Stance.QUESTION)
    with transaction():
        db.session.add_all(Endorsement(proposal_id=about, person_id=chamber.town.people[who].id, version_number=1, district_id=area, at=clock.now()) for who, area in (("bilal", 1), ("mariam", 1), ("tahir", 2)))
        reading.row(about).support = 3
    _vote_for(chamber, about)
    return case, about


def set_aside(chamber, reason="The roll was wrong."):
    """Set the only vote's final result aside, as another officer than the one who certified it."""
    name = db.session.scalars(select(Contest.slug)).one()
    with transaction():
        announcing.void(name, reason=reason, actor=chamber.town.actor("officer"), now=clock.now(), secrets=secrets())
    worker.drain()
    db.session.expire_all()
    return name


def printed(client, case):
    """Return the name that stands at the end of a print."""
    return re.search(r"dossier\?printed=([0-9a-f]{16}-[0-9a-f]{8})<", client.get(f"/council/cases/{case}/dossier").text)[1]


@pytest.fixture
def printer():
    try:
        printing.pdf("<p>words", identifier="x")
    except NoPrinter:
        pytest.skip("no PDF without Pango: apt-get install libpango-1.0-0 libpangoft2-1.0-0")


@pytest.fixture
def sheet(chamber, monkeypatch):
    """Ask for a PDF, and return the page that was given to the printer."""
    def ask(case, language):
        given = []
        monkeypatch.setattr("forum.council.views.dossiers.pdf", lambda html, *, identifier: given.append(html) or b"%PDF-")
        assert chamber.town.app.test_client().get(f"/{language}/council/cases/{case}/dossier.pdf").data == b"%PDF-"
        return given[0]

    return ask


def lines_on(html):
    """Lay a page out as the printer does; return its words as they stand: sheet, left, right, top, text. Left and right are shares of the room between the margins."""
    found = []
    for n, page in enumerate(printing.pages(html).pages):
        box = page._page_box
        left, width = box.content_box_x(), box.width
        found += [(n, (b.position_x - left) / width, (b.position_x + b.width - left) / width, b.position_y, b.text) for b in box.descendants() if type(b).__name__ == "TextBox" and b.text.strip() and b.element_tag not in {"@page", "html::before"}]
    return found


def large(monkeypatch, options=15, rounds=12):
    """Let the vote have many options, and rounds with long fractions."""
    real = decisions.results

    def results(number):
        (contest, content, hash_), *_ = real(number)
        titles = [f"Option {n} with a title that is as long as titles of proposals in this city are, more or less (no. {n})" for n in range(1, options + 1)]
        content = {**content, "options": [{"code": n + 1, "proposal": number if n == 0 else None, "title": t} for n, t in enumerate(titles)], "winners": [1], "ballots": 98765, "pairwise": [[0 if a == b else 54321 for b in range(options)] for a in range(options)]}
        content["count"] = {**content["count"], "rounds": [{**content["count"]["rounds"][0], "round": n + 1, "tally": {str(o + 1): "12345.67891" for o in range(options)}} for n in range(rounds)]}
        return [(contest, content, hash_)]

    monkeypatch.setattr(decisions, "results", results)


class TestPaper:
    def test_words_in_the_urdu_pdf_run_their_own_way_and_numbers_stand_apart(self, printer, chamber, full, sheet):
        case, _ = full
        html = sheet(case, "ur")
        assert 'dir="rtl"' in html[:200]
        assert "<bdi>" not in html
        assert re.search(r'<h2 id="d-vote-1">[^<]*: <bdi dir="ltr">', html), "or the mark of a question would stand before it"
        assert re.search(r'<bdi dir="ltr">bilal Tester</bdi>', html)
        words = lines_on(html)
        codes = [w for w in words if w[4].strip() == "1" and any(o[3] == w[3] and "Repair" in o[4] and o[0] == w[0] for o in words)]
        assert codes
        for sheet_, left, _, top, _ in codes:
            titles = [o for o in words if (o[0], o[3]) == (sheet_, top) and "Repair" in o[4]]
            assert all(left - o[2] > 0.005 for o in titles), "a code is glued to its title"

    @pytest.mark.parametrize("language", ["en", "ur"])
    def test_a_large_vote_stays_on_the_sheet(self, printer, chamber, full, sheet, monkeypatch, language):
        case, _ = full
        large(monkeypatch)
        words = lines_on(sheet(case, language))
        assert sum(w[4].strip() == "12345.67891" for w in words) >= 15 * 12
        assert sum(w[4].strip() == "54321" for w in words) == 15 * 14
        assert [w for w in words if w[1] < -0.001 or w[2] > 1.001] == []
        with_titles = [w for w in words if "(no. 15)" in w[4]]
        assert with_titles, "codes are explained"

    def test_every_number_leads_to_where_it_is_from_on_paper_too(self, printer, chamber, full, sheet):
        case, about = full
        vote = db.session.scalars(select(Contest.slug)).one()
        for language in ("en", "ur"):
            words = "".join(w[4].strip() for w in lines_on(sheet(case, language)))
            for path in (f"/council/cases/{case}/dossier.csv", f"/council/cases/{case}/dossier.json", f"/talk/proposal/{about}", f"/votes/{vote}/bundle.zip", f"/votes/{vote}/result", "/talk/order"):
                assert f"127.0.0.1:5000{path}" in words, path
            assert "See it" not in words

    def test_a_long_text_is_read_by_its_beginning_and_the_record_holds_it_whole(self, chamber, full, sheet, monkeypatch):
        case, about = full
        row = reading.row(about)
        real = reading.version(about, row.version_number)
        long = SimpleNamespace(content=real.content, html={**real.html, "measure": "<p>" + "wordy " * 6_000 + "The end.</p>"}, author_id=real.author_id)
        monkeypatch.setattr(reading, "version", lambda *_: long)
        client = chamber.town.app.test_client()
        for page in (client.get(f"/council/cases/{case}/dossier").text, sheet(case, "en")):
            assert page.count("wordy") < 310
            assert "The end." not in page
            assert f"/proposals/{about}/versions/{row.version_number}" in page
            assert "About 2 minutes to read." in page
        assert "The end." in client.get(f"/council/cases/{case}/dossier.json").json["proposal"]["html"]["measure"]

    def test_a_vote_of_very_many_options_is_led_to(self, chamber, full, monkeypatch):
        case, _ = full
        large(monkeypatch, options=40)
        page = chamber.town.app.test_client().get(f"/council/cases/{case}/dossier").text
        assert "Too many to be shown here." in page
        assert "54321" not in page


class TestDossier:
    def test_two_people_hold_the_same_bytes_whatever_their_language(self, chamber, full):
        case, _ = full
        one, other = chamber.town.browser("ayesha"), chamber.town.browser("nadia")
        for kind in ("json", "csv"):
            first, second = one.get(f"/council/cases/{case}/dossier.{kind}"), other.get(f"/ur/council/cases/{case}/dossier.{kind}")
            assert first.status_code == 200
            assert first.data == second.data
            assert first.headers["ETag"] == second.headers["ETag"]

    @pytest.mark.parametrize("kind", ["json", "csv", "pdf"])
    def test_whoever_holds_the_file_is_not_sent_it_again_until_something_changes(self, chamber, full, kind, request):
        if kind == "pdf":
            request.getfixturevalue("printer")
        case, path = full[0], f"/council/cases/{full[0]}/dossier.{kind}"
        client = chamber.town.app.test_client()
        tag = client.get(path).headers["ETag"]
        for given in (tag, f"W/{tag}"):
            again = client.get(path, headers={"If-None-Match": given})
            assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
        chamber.argue(case, "bilal", "It leaks on my street.", Stance.FOR)
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 200

    def test_it_says_all_and_leads_to_where_it_is_from(self, chamber, full):
        case, about = full
        client = chamber.town.app.test_client()
        page = client.get(f"/council/cases/{case}/dossier").text
        for words in ("What is proposed", "At a glance", "Who agrees", "Where the numbers are from", "It costs too much.", "Open questions", "Who pays?", "Two by two", "Ranked first:", f"/proposals/{about}/versions", "/result"):
            assert words in page, words
        for link in set(re.findall(r'href="(/(?:talk|votes|proposals|council)/[^"#?]*)', page)):
            assert client.get(link).status_code in {200, 303}, link

    @pytest.mark.parametrize(("endorsed", "voted"), [
        ((30, 25, 4, 20), (30, 31, 25, 26)), ((30, 25, 31, 20), (20, 55, 25, 26)), ((9, 10, 30, 10), (22, 21, 34, 30)), ((30, 30, 2, 1), (30, 30, 39, 38)), ((0, 0, 0, 3), (1, 0, 0, 2)), ((50, 50, 30, 30), (50, 50, 30, 30)),
    ])  # fmt: skip
    def test_no_small_number_of_people_is_in_it_nor_can_be_worked_out(self, chamber, endorsed, voted):
        crowds = chamber.crowds()
        case = chamber.received(crowds, endorsed)
        _vote_for(chamber, cases.case(case).proposal_id, [who for crowd, number in zip(crowds, voted, strict=True) for who in crowd[:number]])
        client = chamber.town.app.test_client()
        made = client.get(f"/council/cases/{case}/dossier.json").json
        support, (vote,) = made["support"], made["votes"]
        residents = {line["district"]: line["residents"] for line in support["by_district"]}
        assert residents == {1: 60, 2: 60, 3: 40, 4: 40}
        many, living = {1: 64, 2: 61, 3: 40, 4: 40}, residency.residents(clock.now())
        assert living == many
        for name, true, total in (("endorse", endorsed, support["when_received"]), ("voted", voted, vote["result"]["turnout"]["voted"])):
            lines = support["by_district"] if name == "endorse" else vote["result"]["turnout"]["by_district"]
            visible = {line["district"]: line[name] for line in lines}
            hidden = [d for d, n in visible.items() if n is None]
            assert list(visible) == [1, 2, 3, 4]
            assert total == sum(true)
            assert all(n is None or (n == true[d - 1] and n >= SMALLEST and residents[d] - n >= SMALLEST) for d, n in visible.items())
            left, room = total - sum(n or 0 for n in visible.values()), sum(residents[d] for d in hidden)
            assert hidden == [1, 2, 3, 4] or not hidden or (len(hidden) == 2 and left >= SMALLEST and room - left >= SMALLEST)
            if len(hidden) == 2:  # as somebody tries who knows the rule, and how many live there
                one, other = hidden
                alike = [n for n in range(left + 1) if n <= many[one] and left - n <= many[other] and self.lines({**visible, one: n, other: left - n}, many, name) == lines]
                assert len(alike) >= SMALLEST, (name, visible, alike)
                assert true[one - 1] in alike
        rows = list(csv.DictReader(io.StringIO(client.get(f"/council/cases/{case}/dossier.csv").data.decode("utf-8-sig"))))
        people = [r for r in rows if (r["part"] in {"support", "agreement"} and r["of"] not in {"all", "when received"}) or r["which"].endswith(" voted")]
        assert len(people) == 20
        assert all(r["number"] == "hidden" or int(r["number"]) >= SMALLEST or (r["part"], r["number"]) == ("agreement", "0") for r in people)

    def lines(self, counts, living, name):
        return dossier.districts(counts, living, known=list(living), of=None) if name == "endorse" else publishing_votes.turnout(counts, living)

    def test_what_was_counted_on_receipt_is_never_seen_to_move(self, chamber):
        crowds = chamber.crowds()
        case = chamber.received(crowds, (30, 25, 22, 14), professionals=14)
        about, client, desk = cases.case(case).proposal_id, chamber.town.app.test_client(), chamber.town.browser("nadia")
        before = client.get(f"/council/cases/{case}/dossier.json").json["support"]
        page, compared = client.get(f"/council/cases/{case}/dossier").text, self.row_of(desk, case)
        assert [line["endorse"] for line in before["by_district"]] == [30, 25, 22, 14]
        assert (before["when_received"], before["endorsements"], before["by_standing"], before["residents"]) == (91, 91, {"citizen": 77, "professional": 14}, 200)
        assert "; 91 had endorsed it then." in page
        assert "; 91 had endorsed it then." in compared
        gone, left = crowds[3][0], crowds[0][0]
        with transaction():
            endorsing.endorse(about, actor=chamber.town.actor(crowds[3][20]), now=clock.now())
            endorsing.withdraw_endorsement(about, actor=chamber.town.actor(crowds[1][0]), now=clock.now())
            standing.take_down(1)  # of somebody who endorsed
            confirming.end(residency.running(chamber.town.people[left].id), why="left", by=None, now=clock.now())
        declared = chamber.town.app.extensions["forum.personal"]
        with transaction():
            endorsing.endorse(about, actor=chamber.town.actor(crowds[3][21]), now=clock.now())
            leaving.close_account(actor=chamber.town.actor(gone), tables=declared.tables, farewells=declared.farewells, key=b"k" * 32, now=clock.now())
        chamber.town.crowd(70, NORTH)
        worker.drain()
        after = client.get(f"/council/cases/{case}/dossier.json").json["support"]
        assert after == {**before, "endorsements": 92}  # only the sum is of now, which stands on the proposal too
        assert self.row_of(desk, case) == compared.replace(">91", ">92")
        with pytest.raises(DatabaseError, match="never changes"), transaction():
            db.session.get(ReceivedSupport, case).content = {}

    def row_of(self, desk, case):
        return desk.get(f"/staff/council/comparison?case={case}").text.partition("<table")[2].partition("</table>")[0]

    def test_a_case_from_before_is_counted_by_the_clock_as_it_was_when_received(self, chamber, monkeypatch):
        crowds = chamber.crowds()
        with monkeypatch.context() as patched:
            patched.setattr(receiving, "_count", lambda *_: None)
            case = chamber.received(crowds, (30, 25, 22, 14))
        about, client = cases.case(case).proposal_id, chamber.town.app.test_client()
        assert client.get(f"/council/cases/{case}/dossier").status_code == chamber.town.browser("nadia").get(f"/staff/council/comparison?case={case}").status_code == 200
        with transaction():
            endorsing.withdraw_endorsement(about, actor=chamber.town.actor(crowds[0][0]), now=clock.now())
            endorsing.endorse(about, actor=chamber.town.actor(crowds[2][30]), now=clock.now())
        for _ in range(2):
            jobs.keep_clock()
            made = client.get(f"/council/cases/{case}/dossier.json").json["support"]
            assert [line["endorse"] for line in made["by_district"]] == [30, 25, 22, 14]
            assert made["when_received"] == 91
        assert cases.uncounted() == []

    def test_it_lists_the_last_versions_with_what_they_took_in(self, chamber, full, monkeypatch):
        case, about = full
        client = chamber.town.app.test_client()
        made = client.get(f"/council/cases/{case}/dossier.json").json
        lines = [{**made["proposal"]["versions"][0], "number": n, "reason": f"Reason {n}", "amended": n % 2} for n in range(12, 0, -1)]
        monkeypatch.setattr("forum.council.queries.dossiers.of", lambda *_, **__: {**made, "proposal": {**made["proposal"], "version": 12, "versions": lines}})
        page = client.get(f"/council/cases/{case}/dossier").text
        shown = re.findall(rf'<a href="/proposals/{about}/versions/(\d+)">Version \d+</a> · \d+ \w+ \d+ · <bdi>Reason (\d+)</bdi>( · 1 amendment taken in)?', page)
        assert shown == [(str(n), str(n), " · 1 amendment taken in" if n % 2 else "") for n in range(12, 2, -1)]
        assert f'href="/proposals/{about}/versions">12 versions</a>' in page

    def test_nobody_is_made_to_declare_what_they_did_not(self, chamber, full, monkeypatch):
        case, _ = full
        client = chamber.town.app.test_client()
        made = client.get(f"/council/cases/{case}/dossier.json").json
        assert "an interest of their own" not in client.get(f"/council/cases/{case}/dossier").text, "citizens are not asked"
        for words, interest in (("said nothing about an interest of their own", ""), ("has to do with it: <bdi>my firm sells pipes</bdi>", "my firm sells pipes")):
            spoken = {**made, "arguments": [{**a, "standing": "professional", "interest": interest} for a in made["arguments"]]}
            monkeypatch.setattr("forum.council.queries.dossiers.of", lambda *_, made=spoken, **__: made)
            page = client.get(f"/council/cases/{case}/dossier?n={len(interest)}").text
            assert words in page
            assert "declares" not in page

    def test_the_table_says_what_districts_and_options_are_called(self, chamber, full, monkeypatch):
        case, _ = full
        real = decisions.results

        def results(number):
            (contest, content, hash_), *_ = real(number)
            return [(contest, {**content, "options": [{**o, "title": "=HYPERLINK(\"https://evil.example\")"} if o["code"] == 2 else o for o in content["options"]]}, hash_)]

        monkeypatch.setattr(decisions, "results", results)
        one, other = (chamber.town.browser("nadia").get(f"{language}/council/cases/{case}/dossier.csv").data for language in ("/en", "/ur"))
        assert one == other
        assert one.startswith("\ufeff".encode()), "or Excel shows no Urdu"
        rows = list(csv.DictReader(io.StringIO(one.decode("utf-8-sig"))))
        assert {r["name"] for r in rows if r["of"] == "district 1"} == {district_names([1], "en")[1]}
        vote = next(r["which"] for r in rows if r["of"] == "ballots")
        assert next(r["name"] for r in rows if r["which"] == f"{vote} option 1") == "Repair the water pipe"
        assert next(r["name"] for r in rows if r["which"] == f"{vote} round 1" and r["of"] == "1") == "Repair the water pipe"
        assert next(r["name"] for r in rows if r["which"] == f"{vote} pairs" and r["of"] == "1 over 2").startswith("Repair the water pipe / =HYP")
        assert next(r["name"] for r in rows if r["which"] == f"{vote} option 2").startswith("'=HYP")
        assert not any(cell.startswith(("=", "+", "@")) for r in rows for cell in r.values())

    def test_a_vote_declared_void_later_supersedes_what_was_printed(self, chamber, full):
        case, _ = full
        client = chamber.town.app.test_client()
        name = printed(client, case)
        assert f"What was printed as {name[:16]} still holds." in client.get(f"/council/cases/{case}/dossier?printed={name}").text
        set_aside(chamber)
        page = client.get(f"/council/cases/{case}/dossier?printed={name}").text
        assert "If the print is true, it is superseded" in page
        assert "This vote was declared void." in page
        assert "The roll was wrong." in page

    def test_of_a_print_only_is_claimed_what_can_be_known(self, chamber, full):
        case, _ = full
        client = chamber.town.app.test_client()
        first, core = printed(client, case).split("-")
        asked = {f"{first}-{core}": f"What was printed as {first} still holds.", f"deadbeefdeadbeef-{core}": "The end of the name is that of today’s text", "deadbeefdeadbeef-deadbeef": "it is superseded", "deadbeefdeadbeef": "something on it has changed", "deadbeef": "No print has this name",
                 f"{first}-deadbeef": "whether this forum ever printed it cannot be told"}  # fmt: skip
        for name, words in asked.items():
            page = client.get(f"/council/cases/{case}/dossier?printed={name}").text
            assert words in page, name
            assert ("What was printed as" in page) == (name == f"{first}-{core}"), name
            assert ("cannot be told from a name" in page) == (name.startswith("deadbeefdeadbeef") or name.endswith("-deadbeef")), name
        chamber.argue(case, "tahir", "It leaks on mine too.", Stance.FOR)
        page = client.get(f"/council/cases/{case}/dossier?printed={first}-{core}").text
        assert "only support or words from the discussion have changed" in page

    def test_a_decision_that_rests_on_it_says_so_and_the_council_is_told(self, chamber, full):
        case, about = full
        first = chamber.decide(case)
        name = set_aside(chamber)
        client = chamber.town.app.test_client()
        for path in (f"/council/cases/{case}", f"/council/decisions/{first}"):
            assert "declared void after the council decided" in client.get(path).text, path
        assert any("rests on was declared void" in words for words in chamber.told("nadia"))
        assert not any("rests on was declared void" in words for words in chamber.told("tahir"))
        trace = traces.of_proposal(reading.row(about))
        assert f"option-{name}-1" in trace.around(f"decision-{first}")
        assert not any(step.startswith("round-") for step in trace.steps)
        second = chamber.decide(case, corrects=first, once="second")
        assert "declared void after" not in client.get(f"/council/decisions/{second}").text
        assert decisions.resting_on(decisions.decision(first).contest_id) == []

    def test_a_vote_set_aside_that_no_decision_cites_leads_nowhere(self, chamber, full):
        _, about = full
        name = set_aside(chamber)
        assert f"option-{name}-1" not in traces.of_proposal(reading.row(about)).steps
        assert decisions.final_result(about) is None

    def test_a_closed_account_leaves_its_argument_without_a_name(self, chamber, full):
        case, _ = full
        declared = chamber.town.app.extensions["forum.personal"]
        with transaction():
            leaving.close_account(actor=chamber.town.actor("mariam"), tables=declared.tables, farewells=declared.farewells, key=b"k" * 32, now=clock.now())
        client = chamber.town.app.test_client()
        made = client.get(f"/council/cases/{case}/dossier.json").json
        (argument,) = [a for a in made["arguments"] if a["side"] == "against"]
        assert argument["author"] == ""
        assert "mariam Tester" not in json.dumps(made)
        assert "closed account" in client.get(f"/council/cases/{case}/dossier").text

    def test_the_pdf_is_one_and_the_same_and_says_so_when_there_is_none(self, printer, chamber, full, monkeypatch):
        case, _ = full
        client = chamber.town.app.test_client()
        first = client.get(f"/council/cases/{case}/dossier.pdf")
        assert first.data.startswith(b"%PDF-")
        chamber.town.app.extensions["forum.dossier_pdfs"].clear()
        assert client.get(f"/council/cases/{case}/dossier.pdf").data == first.data
        chamber.town.app.extensions["forum.dossier_pdfs"].clear()

        def none(*_, **__):
            raise NoPrinter

        monkeypatch.setattr("forum.council.views.dossiers.pdf", none)
        answer = client.get(f"/council/cases/{case}/dossier.pdf", follow_redirects=True)
        assert "cannot make a PDF" in answer.text

    def test_the_printer_fetches_nothing_but_our_fonts(self, printer, tmp_path):
        picture, asked = tmp_path / "secret.png", []
        picture.write_bytes(photo(kind="PNG"))

        class Listener(BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_error(404)

            def log_message(self, *_):
                pass

        with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            words = f'<img src="file://{picture}"><img src="http://127.0.0.1:{server.server_port}/x.png"><link rel="stylesheet" href="http://127.0.0.1:{server.server_port}/x.css"><p>words'
            from weasyprint import HTML
            assert b"/Image" in HTML(string=words).write_pdf(uncompressed_pdf=True)  # without our fetcher the picture is there
            assert asked  # and the server is asked: this test can fail
            asked.clear()
            made = printing.pdf(words, identifier="x")
            server.shutdown()
        assert made.startswith(b"%PDF-")
        assert asked == []
        assert b"/Image" not in made

    def test_another_room_can_add_its_part(self, chamber, full):
        case, _ = full
        chamber.town.app.extensions["forum.dossier_panels"]["opinions"] = lambda number: {"title": "Opinions", "lines": [f"of {number}"]}
        client = chamber.town.app.test_client()
        assert client.get(f"/council/cases/{case}/dossier.json").json["panels"]["opinions"]["title"] == "Opinions"
        assert "<h2>Opinions</h2>" in client.get(f"/council/cases/{case}/dossier").text

    def test_what_is_hidden_has_no_dossier(self, chamber, full):
        case, about = full
        with transaction():
            reading.row(about).hidden_at = clock.now()
        client = chamber.town.app.test_client()
        for path in (f"/council/cases/{case}", f"/council/cases/{case}/dossier", f"/council/cases/{case}/dossier.json", f"/council/traces/{about}", f"/council/traces/{about}.json"):
            assert client.get(path).status_code == 410, path
        assert "Repair the water pipe" not in client.get("/council").text


class TestTrace:
    def test_from_a_comment_to_a_milestone_and_back(self, chamber):
        number = chamber.town.publish("ayesha", "Repair the water pipe")
        from forum.discussions.actions import commenting
        from forum.proposals.actions import moving
        from forum.proposals.types import SUBJECT, Mover, Stage
        with transaction():
            comment = commenting.post_comment(SUBJECT, number, words="Replace the valve too.", stance=Stance.FOR, once="c", actor=chamber.town.actor("bilal"), now=clock.now())
        version = self.change(chamber, number, f"http://localhost/talk/comments/{comment}")
        with transaction():
            moving.move_stage(moving.locked(number), Stage.UNDER_REVIEW, by=Mover.SUPPORT, person_id=None, now=clock.now())
        worker.drain()
        case = cases.of_proposal(number).id
        name = _vote_for(chamber, number)
        decision = chamber.decide(case)
        with transaction():
            milestone = doing.set_milestone(case, title="Dig", due_on=clock.now().date() + timedelta(days=9), planned=0, once="m", actor=chamber.town.actor("officer"), now=clock.now())
        trace = traces.of_proposal(reading.row(number))
        way = trace.around(f"comment-{comment}")
        for step in (f"version-{version}", f"option-{name}-1", f"decision-{decision}", f"milestone-{milestone}"):
            assert step in way
            assert f"comment-{comment}" in trace.around(step)
        assert any(step.startswith("round-") for step in way)
        client = chamber.town.app.test_client()
        made = client.get(f"/council/traces/{number}.json").json
        check(made, client.get("/council/trace.schema.json").json)
        assert made == tracing.as_json(trace)
        page = client.get(f"/council/traces/{number}?step=comment-{comment}").text
        assert "Only one path is lit." in page
        for link in {s["path"].partition("#")[0] for s in made["steps"]}:
            assert client.get(link).status_code == 200, link
        mine = chamber.town.browser("bilal").get("/council/mine").text
        assert f"Your comment led to version {version}" in mine
        assert "The council answered your argument" in mine
        assert any("Your comment led to version" in str(n) for n in chamber.town.notices("bilal"))

        # Clicked for real: from any step to any other, on links of pages alone.
        places = [s["path"].partition("#")[0] for s in made["steps"]]
        for start in (f"/talk/comments/{comment}", f"/council/cases/{case}", f"/votes/{name}"):
            clicks = self.clicked(client, start, set(places))
            assert max(clicks[place] for place in places) <= 6, clicks

    def clicked(self, client, start, wanted):
        """Return how many clicks away from a page each wanted one is, as somebody finds who tries all links."""
        found, todo = {start: 0}, [start]
        while todo and not wanted <= set(found):
            here = todo.pop(0)
            answer = client.get(here, follow_redirects=True)
            main = answer.text.partition("<main")[2].partition("</main>")[0] if answer.mimetype == "text/html" else ""
            for link in dict.fromkeys(re.findall(r'<a [^>]*href="(/(?:council|talk|votes|proposals)/[^"#?]*)', main)):
                if link not in found and found[here] < 6:
                    found[link] = found[here] + 1
                    todo.append(link)
        return found

    def change(self, chamber, number, comments):
        from forum.proposals.actions import drafting
        from forum.proposals.queries import writing
        actor = chamber.town.actor("ayesha")
        with transaction():
            working = writing.working_text(number)
            drafting.save_text(number, {**working.content, "measure": "Replace it and the valve.\n\nWhole."}, revision=working.revision, actor=actor, now=clock.now())
            return publishing.publish(number, reason="The valve too", is_substantial=False, comments=comments, actor=actor, now=clock.now())

    def test_only_comments_of_its_own_discussion_can_be_named(self, chamber):
        from forum.kernel.errors import Invalid
        number, other = chamber.town.publish("ayesha", "Repair the water pipe"), chamber.case("Another pipe")
        strange = chamber.argue(other, "bilal", "Elsewhere.", Stance.FOR)
        for wrong in (f"/talk/comments/{strange}", "/talk/comments/999", "the comment of Bilal"):
            with pytest.raises(Invalid) as refusal:
                self.change(chamber, number, wrong)
            assert set(refusal.value.fields) == {"comments"}
        assert reading.row(number).version_number == 1

    def test_nothing_yet_is_said_so(self, chamber):
        number = chamber.town.publish("ayesha", "Repair the water pipe")
        client = chamber.town.app.test_client()
        assert client.get(f"/council/traces/{number}").status_code == 200
        assert "it stands here" in chamber.town.browser("bilal").get("/council/mine").text
        assert client.get("/council/mine").status_code == 303
