"""A vote from its preparation to its final result, and everything that must not work on the way."""

import io
import json
import re
import subprocess
import sys
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.kernel import clock
from forum.kernel.db import db, transaction
from forum.kernel.errors import Conflict, Invalid, NotAllowed
from forum.kernel.events import Event
from forum.kernel.hashing import sha256_hex
from forum.professionals.actions import keeping
from forum.proposals.queries import reading
from forum.proposals.types import Stage
from forum.voting import ballots, jobs, lots, merkle, secrecy
from forum.voting.actions import announcing, certifying, closing, preparing
from forum.voting.bundle import VERIFIER
from forum.voting.keys import secrets
from forum.voting.models import Ballot, LogLeaf, RollEntry
from forum.voting.queries import contests, log
from forum.voting.signing import is_signed
from forum.voting.types import Method, Publish, State
from tests.integration.professionals.test_standing import verify as verify_standing
from tests.integration.proposals.conftest import NORTH, SOUTH
from tests.support.city import sign_in_as

VOTERS = ("ayesha", "bilal", "mariam", "usman", "tahir")


def certify(polls, name, draw=""):
    with transaction():
        return certifying.certify(name, draw=draw, actor=polls.town.actor("officer"), now=clock.now(), secrets=secrets())


class TestPreparing:
    @pytest.mark.parametrize(("more", "field"), [
        ({"title": "x"}, "title"), ({"question": "Why?"}, "question"), ({"titles": (), "keeps_status_quo": False}, "titles"), ({"titles": tuple(f"Option {n}" for n in range(30))}, "titles"),
        ({"titles": ("A park", "a PARK")}, "titles"), ({"seats": 2}, "seats"), ({"seats": 9, "method": Method.SCOTTISH}, "seats"), ({"ranks": 0}, "ranks"),
    ])  # fmt: skip
    def test_a_plan_that_makes_no_sense_is_refused_at_its_field(self, polls, more, field):
        with pytest.raises(Invalid) as refusal:
            polls.prepare(**more)
        assert field in refusal.value.fields

    def test_the_same_form_twice_begins_one(self, polls):
        assert polls.prepare() == polls.prepare()

    def test_what_is_announced_cannot_change_and_has_a_hash_anybody_can_take(self, polls):
        name = polls.announce()
        with pytest.raises(Conflict), transaction():
            preparing.change(name, polls.plan(), now=clock.now())
        row = contests.prepared(name)
        assert sha256_hex(row.announced) == row.announced_hash
        said = json.loads(row.announced)
        assert (said["question"], said["ranks"], said["lot_commit"], len(said["options"])) == ("What comes to the empty plot?", 3, row.lot_commit, 4)

    @pytest.mark.parametrize(("more", "field"), [({"opens_at": 0}, "opens_at"), ({"closes_at": 61 * 60}, "closes_at"), ({"closes_at": 90 * 86400}, "closes_at"), ({"ranks": 4, "titles": ("a1", "b2", "c3", "d4")}, "ranks")])
    def test_dates_and_ranks_are_checked_when_it_is_announced(self, polls, more, field):
        more = {k: clock.now() + timedelta(seconds=v) if k.endswith("_at") else v for k, v in more.items()}
        name = polls.prepare(**more)
        with pytest.raises(Invalid) as refusal, transaction():
            announcing.announce(name, actor=polls.town.actor("officer"), now=clock.now(), secrets=secrets())
        assert field in refusal.value.fields
        assert contests.prepared(name).state == State.DRAFT

    def test_proposals_go_on_the_ballot_and_come_back_when_it_is_void(self, polls):
        number = polls.review("Build a park on the plot")
        name = polls.announce(proposal_ids=(number,), titles=("A school",))
        assert reading.row(number).stage == Stage.ON_BALLOT
        assert name in polls.town.app.test_client().get(f"/proposals/{number}").text
        with transaction():
            announcing.void(name, reason="The plot was sold yesterday.", actor=polls.town.actor("officer"), now=clock.now(), secrets=secrets())
        assert reading.row(number).stage == Stage.UNDER_REVIEW
        assert secrets().vault.key(name) is not None
        jobs.keep_time()
        assert secrets().vault.key(name) is None
        assert "The plot was sold yesterday." in polls.town.app.test_client().get(f"/votes/{name}").text

    def test_an_officer_prepares_looks_and_announces_in_the_browser(self, polls):
        officer = polls.town.browser("officer")
        opens = (clock.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
        closes = (clock.now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
        form = {"title": "The empty plot", "question": "Surely a park?", "titles": "A park\nA school", "keeps": "y", "district": "0", "method": "irv", "seats": "1", "ranks": "3", "publish": "paths", "opens_at": opens, "closes_at": closes, "once": "one"}
        assert officer.post("/staff/votes", data={**form, "question": "?"}).status_code == 422
        place = officer.post("/staff/votes", data=form).headers["Location"]
        page = officer.get(place).text
        assert "The question leads" in page
        assert "Keep things as they are" in officer.get("/staff/votes/the-empty-plot/preview").text
        assert officer.post("/staff/votes/the-empty-plot/announcement").headers["Location"].endswith("/votes/the-empty-plot?done=announced")
        assert polls.town.browser("ayesha").get("/staff/votes").status_code == 403
        stale = sign_in_as(polls.town.app, polls.town.people["officer"], fresh=False)
        assert stale.post("/staff/votes/the-empty-plot/voiding", data={"reason": "No reason at all."}).status_code == 403


class TestVoting:
    def test_from_the_ballot_to_a_receipt_without_javascript(self, polls):
        name = polls.open()
        browser = polls.town.browser("ayesha")
        page = browser.get(f"/votes/{name}/ballot").text
        assert page.count("<fieldset") == 4
        once = re.search(r'name="once" value="([^"]+)"', page)[1]
        twice = browser.post(f"/votes/{name}/ballot", data={"once": once, "option-1": "1", "option-2": "1"})
        assert twice.status_code == 422
        assert "“A park” and “A school” both stand at place 1." in twice.text
        assert browser.post(f"/votes/{name}/ballot", data={"once": once}).status_code == 422
        review = browser.post(f"/votes/{name}/ballot", data={"once": once, "option-1": "3", "option-3": "1"})
        assert review.status_code == 200
        assert review.text.index("A library") < review.text.index("A park")
        assert "2 options are not ranked" in review.text
        sent = {"once": once, "option-3": "1", "option-1": "2"}
        assert browser.post(f"/votes/{name}/casting", data=sent).headers["Location"].endswith("/receipt?done=cast")
        receipt = browser.get(f"/votes/{name}/receipt").text
        leaf = re.search(r"receipt-code\">([0-9a-f]{64})", receipt)[1]
        assert "This server made it" in receipt
        again = browser.post(f"/votes/{name}/casting", data=sent)
        assert again.status_code == 303
        assert leaf in browser.get(f"/votes/{name}/receipt").text
        assert db.session.query(Ballot).count() == 1
        assert "Your ballot is in" in browser.get(f"/votes/{name}").text

    def test_the_receipt_is_signed_and_made_of_the_browsers_number(self, polls):
        name, nonce = polls.open(), bytes(range(32))
        receipt = polls.cast(name, "ayesha", 2, 1, nonce=nonce)
        assert receipt.leaf == merkle.leaf_hash(ballots.commitment(nonce, name, (2, 1))).hex()
        from forum.voting.notes import parts
        body, signature = parts(receipt.note)
        assert is_signed(body, signature[4:], secrets().signer.public_key)
        assert body.splitlines()[0] == f"{secrets().origin}/votes/{name}/receipt"
        assert not receipt.by_server

    def test_a_changed_mind_replaces_and_the_last_counts(self, polls):
        name = polls.open()
        first = polls.cast(name, "ayesha", 1, once="a")
        second = polls.cast(name, "ayesha", 2, once="b")
        assert first.leaf != second.leaf
        assert second.is_change
        assert [b.rank_key for b in db.session.scalars(select(Ballot))] == [2 << 56]
        assert db.session.query(LogLeaf).count() == 2  # the log holds both, and does not say which counts
        assert db.session.query(RollEntry).count() == 1

    def test_why_somebody_cannot_vote_is_said_with_the_next_step(self, polls):
        name = polls.open(district_id=1)
        assert "Confirm your district" in polls.town.browser("nobody").get(f"/votes/{name}").text
        assert "residents of another district" in polls.town.browser("tahir").get(f"/votes/{name}").text
        assert "Sign in to vote" in polls.town.app.test_client().get(f"/votes/{name}").text
        with pytest.raises(NotAllowed):
            polls.cast(name, "tahir", 1)
        assert polls.town.browser("tahir").get(f"/votes/{name}/ballot").status_code == 303

    @pytest.mark.parametrize("ranking", [(), (1, 1), (9,), (1, 2, 3, 4), (0,)])
    def test_a_ballot_that_is_none_is_refused(self, polls, ranking):
        name = polls.open()
        with pytest.raises(Invalid):
            polls.cast(name, "ayesha", *ranking)
        assert db.session.query(RollEntry).count() == 0

    def test_before_and_after_its_time_nothing_is_taken_by_the_databases_clock(self, polls, monkeypatch):
        name = polls.announce()
        with pytest.raises(Conflict, match="not open yet"):
            polls.cast(name, "ayesha", 1)
        polls.shift(name, opens=-7200, closes=-1)
        real = clock.now()
        monkeypatch.setattr(clock, "now", lambda: real - timedelta(hours=1))  # a web server whose clock was set back
        with pytest.raises(Conflict, match="closed"):
            polls.cast(name, "ayesha", 1)

    def test_a_lost_key_refuses_changes_with_the_reason_and_harms_nothing_else(self, polls):
        name = polls.open()
        polls.cast(name, "ayesha", 1)
        (secrets().vault.folder / f"{name}.key").unlink()
        with pytest.raises(Conflict, match="key that finds it was lost"):
            polls.cast(name, "ayesha", 2, once="other")
        polls.cast(name, "bilal", 2)
        assert polls.close(name).state == State.CLOSED
        assert json.loads(contests.result(contests.prepared(name).id).content)["ballots"] == 2

    def test_no_count_before_the_close_anywhere(self, polls):
        name = polls.open()
        for who in VOTERS:
            polls.cast(name, who, 1)
        for browser in (polls.town.app.test_client(), polls.town.browser("officer"), polls.town.browser("admin")):
            for path in ("", "/result", "/result.json", "/rounds.csv", "/bundle.zip"):
                answer = browser.get(f"/votes/{name}{path}")
                assert answer.status_code == (200 if path == "" else 404)
                assert "5 ballots" not in answer.text
        from forum.kernel.events import Event
        assert not [e for e in db.session.scalars(select(Event)) if e.kind.startswith("voting") and e.actor_id in {polls.town.people[w].id for w in VOTERS}]


@pytest.mark.parametrize("mark", ["0001-01-01T00:00:00%2B23:59~1", "9999-12-31T23:59:59-23:00~1", "2026-01-01T00:00:00%2B00:00~9999999999999999999", "2026-01-01T00:00:00~1", "x~y"])
def test_a_mark_nobody_gave_begins_at_the_beginning(polls, mark):
    polls.open()
    assert "The empty plot" in polls.town.app.test_client().get(f"/votes?before={mark}").text


class TestLog:
    def test_leaves_come_in_batches_and_everything_is_provable(self, polls):
        name = polls.open()
        receipts = [polls.cast(name, who, 1, 2, once=f"{who}{n}", nonce=bytes([n] * 31 + [VOTERS.index(who)])) for n in range(3) for who in VOTERS]
        number = contests.prepared(name).id
        jobs.extend_logs()
        first = log.newest(number)
        assert first.size == len({r.leaf for r in receipts})
        stranger = polls.town.app.test_client()
        proof = stranger.get(f"/votes/{name}/log/{receipts[0].leaf}?as=json").json
        import base64
        path = [base64.b64decode(p) for p in proof["proof"]]
        assert merkle.root_of_inclusion(bytes.fromhex(receipts[0].leaf), proof["index"], proof["size"], path) == first.root
        late = polls.cast(name, "ayesha", 3, once="late", nonce=b"l" * 32)
        jobs.extend_logs()
        assert log.newest(number).size == first.size  # one alone waits for company
        assert "waits for the next signed batch" in stranger.get(f"/votes/{name}/log/{late.leaf}").text
        polls.close(name)
        newest = log.newest(number)
        assert newest.size == first.size + 1
        steps = stranger.get(f"/votes/{name}/log/consistency?from={first.size}").json["proof"]
        assert merkle.is_consistent(first.size, first.root, newest.size, newest.root, [base64.b64decode(p) for p in steps])
        assert "not in the log" in stranger.get(f"/votes/{name}/log/{'0' * 64}").text
        assert len(stranger.get(f"/votes/{name}/log/leaves").text.split()) == newest.size
        assert stranger.get(f"/votes/{name}/log/checkpoint").text == newest.note
        assert stranger.get(f"/votes/{name}/log/{late.leaf}/qr.svg").status_code == 200


class TestClosing:
    def test_after_the_close_no_join_links_a_person_and_a_ballot(self, polls):
        name = polls.open()
        receipts = {who: polls.cast(name, who, n % 3 + 1) for n, who in enumerate(VOTERS)}
        key = secrets().vault.key(name)
        known = {ballots.handle(key, polls.town.people[w].id) for w in VOTERS}
        polls.close(name)
        rows = list(db.session.scalars(select(Ballot)))
        assert len(rows) == 5
        assert not known & {b.handle for b in rows}
        assert {b.sending for b in rows} == {b""}
        assert secrets().vault.key(name) is None
        # Every table with a column about people, joined with every column of the ballots: no value is in both.
        values = {v for b in rows for v in (b.handle, b.handle.hex(), b.nonce, b.nonce.hex())}
        for table in db.metadata.tables.values():
            if table.name in {"ballots", "contest_leaves"}:
                continue
            for line in db.session.execute(select(table)).mappings():
                assert not any(v in values for v in line.values() if isinstance(v, (bytes, str))), table.name
        assert not [c.name for c in Ballot.__table__.columns if c.name.endswith("_at") or "person" in c.name or c.name == "id"]
        with pytest.raises(Conflict):
            polls.cast(name, "ayesha", 1)
        assert "destroyed when it closed" in polls.town.browser("ayesha").get(f"/votes/{name}/receipt").text
        assert receipts["ayesha"].leaf in polls.town.app.test_client().get(f"/votes/{name}/log/leaves").text

    def test_closing_twice_does_nothing_the_second_time(self, polls):
        name = polls.open()
        polls.cast(name, "ayesha", 1)
        number = polls.close(name).id
        with transaction():
            assert not closing.close(number, now=clock.now(), secrets=secrets())
        jobs.keep_time()
        assert contests.result(number).version == 1

    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite lets one write at a time
    def test_five_clocks_at_once_destroy_its_key_once(self, polls, monkeypatch):
        name, really = polls.open(), secrecy.Vault.destroy
        app = polls.town.app
        polls.shift(name, opens=-120, closes=-1)
        with transaction():
            assert closing.close(contests.prepared(name).id, now=clock.now(), secrets=secrets())
        monkeypatch.setattr(secrecy.Vault, "destroy", lambda vault, contest: (time.sleep(1), really(vault, contest)))
        all_here = threading.Barrier(5)

        def strike():
            with app.app_context(), transaction():
                all_here.wait(20)
                return closing.destroy_key(name, now=clock.now(), secrets=secrets())

        with ThreadPoolExecutor(5) as pool:
            done = [strike.result(60) for strike in [pool.submit(strike) for _ in range(5)]]
        assert sorted(done) == [False] * 4 + [True]
        assert db.session.query(Event).filter_by(kind="voting.BallotKeyDestroyed").count() == 1
        assert secrets().vault.key(name) is None

    def test_early_takes_two_officers_and_is_in_the_record(self, polls):
        name = polls.open()
        polls.cast(name, "ayesha", 1)
        officer, second = polls.town.browser("officer"), polls.town.browser("second")
        assert officer.post(f"/staff/votes/{name}/early", data={"reason": "short"}).status_code == 422
        assert officer.post(f"/staff/votes/{name}/early", data={"reason": "The plot was flooded."}).status_code == 303
        assert officer.post(f"/staff/votes/{name}/early/agreement").status_code == 403
        assert "asked to close this vote early" in polls.town.app.test_client().get(f"/votes/{name}").text
        assert second.post(f"/staff/votes/{name}/early/agreement").status_code == 303
        db.session.expire_all()
        assert contests.prepared(name).state == State.CLOSED
        assert "The plot was flooded." in polls.town.app.test_client().get("/record").text

    def test_the_minute_opens_and_closes_what_is_due(self, polls):
        name = polls.announce()
        with transaction():
            row = contests.prepared(name)
            row.opens_at = clock.now() - timedelta(minutes=5)
        jobs.keep_time()
        db.session.expire_all()
        assert contests.prepared(name).state == State.OPEN


class TestResults:
    def test_a_result_is_counted_certified_and_recounted_by_a_stranger(self, polls, tmp_path):
        name = polls.open()
        for who, ranking in zip(VOTERS, ((1, 2), (1, 3), (2, 3), (2, 1), (3, 2)), strict=True):
            receipt = polls.cast(name, who, *ranking)
        polls.close(name)
        stranger = polls.town.app.test_client()
        page = stranger.get(f"/votes/{name}/result").text
        assert "Provisional" in page
        assert certify(polls, name).version == 2
        with pytest.raises(Conflict):
            certify(polls, name)
        page = stranger.get(f"/votes/{name}/result").text
        assert "<h1><bdi>A school</bdi></h1>" in page
        assert "Too few in each district" in page
        data = stranger.get(f"/votes/{name}/bundle.zip").data
        names = {n.rpartition("/")[2] for n in zipfile.ZipFile(io.BytesIO(data)).namelist()}
        assert names == {"result.json", "declaration.json", "ballots.blt", "ballots.csv", "ballots.soi", "ballots.abif", "rounds.json", "rounds.csv", "pairwise.csv", "cvr.json", "leaves.txt", "checkpoint.txt", "key.txt", "manifest.json", "README.txt", "verify.py"}
        (tmp_path / "receipt.txt").write_text(receipt.note)
        assert verify(data, tmp_path, "--receipt", str(tmp_path / "receipt.txt")) == (0, "Everything checked is right: files, announcement, count, lots, log and receipt.\n")
        assert data == stranger.get(f"/votes/{name}/bundle.zip").data
        # and by our own command, from the files others read
        zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path)
        from forum.voting import counting, formats
        for ending in ("blt", "csv", "soi", "abif"):
            file = tmp_path / name / f"ballots.{ending}"
            assert counting.count(formats.read(file.name, file.read_text()), method="irv")["winners"] == ["A school"]

    @pytest.mark.parametrize(("north", "expected"), [(31, [None, None]), (25, [25, 20])])
    def test_where_only_a_few_did_not_vote_none_of_the_two_records_says_how_many_did(self, polls, north, expected):
        voters = polls.town.crowd(36, NORTH)[:north] + polls.town.crowd(39, SOUTH)[:20]
        name = polls.open()
        for who in voters:
            polls.cast(name, who, 1)
        polls.close(name)
        read = polls.town.app.test_client().get
        provisional = read(f"/votes/{name}/result.json").json["turnout"]
        assert [line["voted"] for line in provisional["by_district"]] == expected
        polls.town.crowd(60, NORTH)  # whoever comes after the close changes nothing
        certify(polls, name)
        assert read(f"/votes/{name}/result.json").json["turnout"] == provisional

    @pytest.mark.parametrize("method", [Method.SCOTTISH, Method.SCHULZE])
    @pytest.mark.parametrize("mode", list(Publish))
    def test_other_methods_and_full_rankings_are_recounted_too(self, polls, tmp_path, method, mode):
        name = polls.open(method=method, publish=mode, seats=2 if method is Method.SCOTTISH else 1)
        for who, ranking in zip(VOTERS, ((1, 2), (1, 3), (2, 3), (2, 1), (1, 2)), strict=True):
            polls.cast(name, who, *ranking)
        polls.close(name)
        certify(polls, name)
        assert verify(polls.town.app.test_client().get(f"/votes/{name}/bundle.zip").data, tmp_path)[1].startswith("Everything checked is right")

    def test_a_tie_waits_for_a_public_draw_and_follows_the_lots(self, polls, tmp_path):
        name = polls.open()
        polls.cast(name, "ayesha", 1)
        polls.cast(name, "bilal", 2)
        polls.close(name)
        stranger = polls.town.app.test_client()
        assert "to be settled by lot" in stranger.get(f"/votes/{name}/result").text
        with pytest.raises(Invalid):
            certify(polls, name)
        officer = polls.town.browser("officer")
        assert officer.post(f"/staff/votes/{name}/certification", data={"draw": ""}).status_code == 422
        assert officer.post(f"/staff/votes/{name}/certification", data={"draw": "4 11 17"}).status_code == 303
        content = stranger.get(f"/votes/{name}/result.json").json
        row = contests.prepared(name)
        seed = bytes.fromhex(content["lots"]["seed"])
        assert lots.commit(seed) == row.lot_commit
        expected = lots.order(name, seed, "4 11 17", [1, 2, 3, 4])
        assert content["lots"]["order"] == list(expected)
        assert content["winners"] == [min((1, 2), key=expected.index)]
        assert verify(stranger.get(f"/votes/{name}/bundle.zip").data, tmp_path)[1].startswith("Everything checked is right")

    def test_without_a_tie_no_draw_is_taken(self, polls):
        name = polls.open(titles=("A park",))
        polls.cast(name, "ayesha", 1)
        polls.close(name)
        with pytest.raises(Invalid):
            certify(polls, name, draw="4 11 17")

    @pytest.mark.parametrize(("file", "change", "words"), [
        ("ballots.blt", lambda d: d.replace(b"5 1 0", b"5 2 0"), "ballots.blt was changed"), ("result.json", lambda d: d.replace(b'"ballots":5', b'"ballots":6'), "result.json was changed"),
        ("leaves.txt", lambda d: d[65:], "leaves.txt was changed"), ("checkpoint.txt", lambda d: d.replace(b"\n5\n", b"\n4\n"), "not signed"), ("declaration.json", lambda d: d.replace(b"irv", b"vri"), "announcement"),
        ("key.txt", lambda d: d.replace(b"+", b"-", 1), "wrong"),
    ])  # fmt: skip
    def test_whatever_is_changed_is_named(self, polls, tmp_path, file, change, words):
        name = polls.open()
        for who in VOTERS:
            polls.cast(name, who, 1, 2)
        polls.close(name)
        certify(polls, name)
        data = polls.town.app.test_client().get(f"/votes/{name}/bundle.zip").data
        code, said = verify(rewritten(data, {file: change}), tmp_path)
        assert code == 1
        assert words in said

    @pytest.mark.parametrize(("change", "words"), [(lambda d: d.replace(b"5 1 0", b"4 1 0"), "4 ballots in the file, and 5"), (lambda d: d.replace(b"5 1 0", b"6 1 0"), "6 ballots"), (lambda d: d.replace(b"5 1 0", b"5 2 0"), "round 1 of the count comes out otherwise")])
    def test_a_ballot_dropped_added_or_swapped_is_named_even_when_the_manifest_was_made_to_fit(self, polls, tmp_path, change, words):
        name = polls.open()
        for who in VOTERS:
            polls.cast(name, who, 1)
        polls.close(name)
        certify(polls, name)
        data = polls.town.app.test_client().get(f"/votes/{name}/bundle.zip").data
        code, said = verify(rewritten(data, {"ballots.blt": change}, fits=True), tmp_path)
        assert code == 1
        assert words in said

    def test_a_receipt_that_was_changed_or_is_not_in_the_log_is_named(self, polls, tmp_path):
        name = polls.open()
        receipt = polls.cast(name, "ayesha", 1)
        polls.close(name)
        certify(polls, name)
        data = polls.town.app.test_client().get(f"/votes/{name}/bundle.zip").data
        file = tmp_path / "receipt.txt"
        file.write_text(receipt.note.replace("/receipt\n", "/receipt\nA", 1))
        assert "not signed by the forum" in verify(data, tmp_path, "--receipt", str(file))[1]
        other = secrets().note(f"{secrets().log_of(name)}/receipt\n{'A' * 43}=\nlater\n")
        file.write_text(other)
        assert "a ballot that was acknowledged is missing" in verify(data, tmp_path, "--receipt", str(file))[1]

    def test_with_and_without_badges_the_same_ballots_give_the_same_bytes(self, polls):
        """What was checked of a voter is nowhere in a ballot, a count or a file: the vote is held twice, once with professionals among the voters."""
        found = []
        for lap in ("plain", "badged"):
            if lap == "badged":
                polls.town.field = keeping.add_field("transport", {"en": "Transport"})
                polls.town.body = keeping.add_body(short="PEC", name="Pakistan Engineering Council", country="Pakistan", register_url="https://pec.example/", pattern=r"[A-Z]+/?\d{3,8}", months=12)
                db.session.commit()
                verify_standing(polls.town, "ayesha")
                verify_standing(polls.town, "mariam", number="CIVIL/99999")
            name = polls.open(method=Method.SCOTTISH, seats=2, publish=Publish.FULL, title="The empty plot", once=lap)
            for who, ranking in zip(VOTERS, ((1, 2), (1, 3), (2, 3), (2, 1), (1, 2)), strict=True):
                polls.cast(name, who, *ranking)
            polls.close(name)
            certify(polls, name)
            archive = zipfile.ZipFile(io.BytesIO(polls.town.app.test_client().get(f"/votes/{name}/bundle.zip").data))
            found.append({n.rpartition("/")[2]: archive.read(n) for n in archive.namelist() if n.rpartition("/")[2].startswith(("ballots.blt", "ballots.csv", "ballots.abif", "rounds.csv", "pairwise"))})
        from forum.accounts import queries as accounts
        badges = accounts.authors_for([polls.town.people["ayesha"].id])[polls.town.people["ayesha"].id].standings
        assert badges
        assert len(found[0]) == 5
        assert found[0] == found[1]

    def test_everybody_who_voted_is_told(self, polls):
        name = polls.open()
        polls.cast(name, "ayesha", 1)
        polls.close(name)
        certify(polls, name)
        from forum.kernel import worker
        from forum.notifications import queries as notifications
        worker.drain()
        assert [str(n.sentence) for n in notifications.inbox(polls.town.people["ayesha"].id) if "/votes" in n.path] == [
            "The result of “The empty plot” is final. Anybody can recount it.", "The vote “The empty plot” is closed. See the provisional result.",
        ]  # fmt: skip


class TestAVoteSetAside:
    """A final result that proves wrong is set aside by another officer: it counts for nothing, and stays to be read."""

    def final(self, polls, **more):
        name = polls.open(**more)
        for who in VOTERS:
            polls.cast(name, who, 1, 2)
        polls.close(name)
        certify(polls, name)
        return name

    def test_only_by_another_officer_with_a_reason_and_once(self, polls):
        name = self.final(polls)
        officer, second = polls.town.browser("officer"), polls.town.browser("second")
        path, reason = f"/staff/votes/{name}/voiding", {"reason": "The roll held people twice."}
        assert "another officer than the one who certified it" in officer.get(f"/staff/votes/{name}").text
        assert officer.post(path, data=reason).status_code == 403
        short = second.post(path, data={"reason": "short"})
        assert short.status_code == 422
        assert 'value="short"' in short.text
        assert contests.prepared(name).state == State.CERTIFIED
        assert second.post(path, data=reason).status_code == 303
        assert second.post(path, data=reason).status_code == 409
        db.session.expire_all()
        assert contests.prepared(name).state == State.VOID

    def test_its_record_stays_to_be_read_and_recounted_with_the_reason(self, polls, tmp_path):
        name = self.final(polls)
        stranger = polls.town.app.test_client()
        before = stranger.get(f"/votes/{name}/result.json").data, stranger.get(f"/votes/{name}/bundle.zip").data
        assert "set aside" not in stranger.get(f"/votes/{name}/result").text
        polls.town.browser("second").post(f"/staff/votes/{name}/voiding", data={"reason": "The roll held people twice."})
        for page in (f"/votes/{name}", f"/votes/{name}/result"):
            text = stranger.get(page).text
            assert "set aside" in text
            assert "The roll held people twice." in text
        assert (stranger.get(f"/votes/{name}/result.json").data, stranger.get(f"/votes/{name}/bundle.zip").data) == before
        assert verify(before[1], tmp_path)[0] == 0
        assert f"/votes/{name}/result" in stranger.get(f"/votes/{name}").text

    def test_everybody_who_voted_is_told_and_the_record_says_so(self, polls):
        name = self.final(polls)
        polls.town.browser("second").post(f"/staff/votes/{name}/voiding", data={"reason": "The roll held people twice."})
        from forum.kernel import worker
        from forum.notifications import queries as notifications
        worker.drain()
        assert "was declared void: The roll held people twice." in str(notifications.inbox(polls.town.people["bilal"].id)[0].sentence)
        assert "The roll held people twice." in polls.town.app.test_client().get("/record").text

    def test_a_proposal_still_on_its_ballot_goes_back_to_review(self, polls):
        number = polls.review("Build a park on the plot")
        name = self.final(polls, proposal_ids=(number,), titles=("A school",))
        assert reading.row(number).stage == Stage.ON_BALLOT
        polls.town.browser("second").post(f"/staff/votes/{name}/voiding", data={"reason": "The roll held people twice."})
        db.session.expire_all()
        assert reading.row(number).stage == Stage.UNDER_REVIEW

    def test_what_was_only_provisional_when_it_became_void_is_not_shown(self, polls):
        name = polls.open()
        polls.cast(name, "ayesha", 1)
        polls.close(name)
        officer, stranger = polls.town.browser("officer"), polls.town.app.test_client()
        assert officer.post(f"/staff/votes/{name}/voiding", data={"reason": "The roll held people twice."}).status_code == 303
        for path in ("result", "result.json", "rounds.csv", "bundle.zip"):
            assert stranger.get(f"/votes/{name}/{path}").status_code == 404, path
        for page in (stranger.get(f"/votes/{name}").text, officer.get(f"/staff/votes/{name}").text):
            assert f"/votes/{name}/result" not in page

    def test_an_election_held_elsewhere_cannot_be_declared_void_here(self, polls):
        from forum.voting.actions import importing
        with transaction():
            name = importing.import_case({"rules": {"method": "irv"}, "candidates": ["A", "B"], "ballots": [{"ranking": [["A"], ["B"]], "count": 3}]}, title="Elsewhere", source="a file", now=clock.now())
        with pytest.raises(Conflict), transaction():
            announcing.void(name, reason="The roll held people twice.", actor=polls.town.actor("second"), now=clock.now(), secrets=secrets())


def rewritten(data, changes, *, fits=False):
    import hashlib
    found = {n: zipfile.ZipFile(io.BytesIO(data)).read(n) for n in zipfile.ZipFile(io.BytesIO(data)).namelist()}
    for name in list(found):
        short = name.rpartition("/")[2]
        if short in changes:
            before, found[name] = found[name], changes[short](found[name])
            assert before != found[name]
    if fits:
        manifest = next(n for n in found if n.endswith("manifest.json"))
        said = {n.rpartition("/")[2]: hashlib.sha256(d).hexdigest() for n, d in found.items() if n != manifest}
        found[manifest] = json.dumps(said).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return out.getvalue()


def verify(data, folder, *more):
    file = folder / "bundle.zip"
    file.write_bytes(data)
    done = subprocess.run([sys.executable, "-I", str(VERIFIER), str(file), *more], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr
