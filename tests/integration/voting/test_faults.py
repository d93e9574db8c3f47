"""Voting when everything goes wrong at once: many at the same moment, a close in the middle, killed processes, a killed database."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, delete, select, text
from sqlalchemy.exc import DBAPIError

from forum.kernel import clock
from forum.kernel.db import db, transaction
from forum.kernel.errors import Conflict, Invalid
from forum.proposals.actions import moving
from forum.voting.actions import announcing, casting, closing
from forum.voting.keys import secrets
from forum.voting.models import Ballot, Contest, ContestResult, LogCheckpoint, LogLeaf, RollEntry
from forum.voting.queries import contests
from forum.voting.types import State
from tests.support import servers

ROOT = Path(__file__).parents[3]
VOTERS = ("ayesha", "bilal", "mariam", "usman", "tahir")


def ballots_and_leaves():
    return db.session.query(Ballot).count(), db.session.query(LogLeaf).count(), db.session.query(RollEntry).count()


class TestAtOnce:
    @pytest.mark.parametrize("is_same", [True, False])
    def test_the_same_person_from_twenty_connections_has_one_ballot(self, polls, is_same):
        name = polls.open()
        number, actor, app = contests.prepared(name).id, polls.town.actor("ayesha"), polls.town.app
        gate = threading.Barrier(20)

        def send(n):
            with app.app_context():
                gate.wait()
                for _ in range(5):
                    try:
                        with transaction():
                            return casting.cast(number, (n % 3 + 1,) if not is_same else (2, 1), nonce=None, once="same" if is_same else f"once-{n}", actor=actor, now=clock.now(), secrets=secrets()).leaf
                    except DBAPIError:
                        time.sleep(0.1)  # all connections of the pool are taken
                return None

        with ThreadPoolExecutor(20) as pool:
            leaves = list(pool.map(send, range(20)))
        db.session.rollback()
        assert None not in leaves
        assert ballots_and_leaves() == (1, len(set(leaves)), 1)
        assert len(set(leaves)) == (1 if is_same else 20)

    def test_a_hundred_closings_in_the_middle_of_casting_lose_nothing_that_was_acknowledged(self, polls):
        name = polls.open()
        number, app = contests.prepared(name).id, polls.town.app
        actors = [polls.town.actor(who) for who in VOTERS]
        refused = late = 0
        with ThreadPoolExecutor(len(actors)) as pool:
            for lap in range(100):
                self._again(number)
                acknowledged = list(pool.map(lambda voter: self._vote_until_closed(app, number, *voter), [(a, lap) for a in actors[1:]])) if lap % 10 == 0 else []
                going = [] if acknowledged else [pool.submit(self._vote_until_closed, app, number, a, lap) for a in actors[1:]]
                time.sleep(0.001 * (lap % 7))
                with transaction():
                    row = contests.row(number)
                    row.closes_at = contests.database_time()
                with transaction():
                    assert closing.close(number, now=clock.now(), secrets=secrets())
                acknowledged += [g.result() for g in going]
                counted = contests.rankings(number)
                db.session.expire_all()
                voters = sum(bool(leaves) for leaves in acknowledged)
                assert sum(count for _, count in counted) == voters
                there = set(db.session.scalars(select(LogLeaf.leaf)))
                assert {bytes.fromhex(leaf) for leaves in acknowledged for leaf in leaves} <= there
                late += voters
                refused += len(acknowledged) - voters
                db.session.rollback()
        assert late  # some came in time, or nothing was tried

    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite lets one write at a time
    def test_two_votes_on_the_same_proposals_in_another_order_are_announced_at_once_and_one_of_them_is(self, polls, monkeypatch):
        first, second = polls.review("Repair the water pipe"), polls.review("Plant a hundred trees")
        names = [polls.prepare(once=f"{n}", proposal_ids=order, titles=()) for n, order in enumerate(((first, second), (second, first)))]
        app, actor, gate, real = polls.town.app, polls.town.actor("officer"), threading.Barrier(2), moving.locked
        db.session.rollback()

        def locked(number, **more):
            row = real(number, **more)
            with suppress(threading.BrokenBarrierError):
                gate.wait(1)  # until the other has locked its first one too, if it can
            return row

        def announce(name):
            with app.app_context():
                try:
                    with transaction():
                        return announcing.announce(name, actor=actor, now=clock.now(), secrets=secrets()).state
                except Invalid:
                    return "refused"

        monkeypatch.setattr(moving, "locked", locked)
        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(announce, names)) == [State.ANNOUNCED, "refused"]

    @staticmethod
    def _vote_until_closed(app, number, actor, lap):
        """Cast up to three ballots one after the other, and return the leaves that were acknowledged."""
        found = []
        with app.app_context():
            for n in range(3):
                try:
                    with transaction():
                        receipt = casting.cast(number, (n + 1,), nonce=None, once=f"{lap}-{n}", actor=actor, now=clock.now(), secrets=secrets())
                    found.append(receipt.leaf)
                except Conflict:
                    break
        return found

    @staticmethod
    def _again(number):
        with transaction():
            for table in (Ballot, LogLeaf, RollEntry, LogCheckpoint, ContestResult):
                db.session.execute(delete(table))
            row = db.session.get(Contest, number)
            row.state, row.closes_at, row.closed_at = State.OPEN, clock.now() + timedelta(hours=1), None


VOTER = """
import sys
from forum.app import create_app
from forum.kernel import clock
from forum.kernel.db import transaction
from forum.kernel.rules import Actor
from forum.voting.actions import casting
from forum.voting.keys import secrets
app = create_app()
number, people, begin = int(sys.argv[1]), [int(p) for p in sys.argv[2].split(",")], int(sys.argv[3])
with app.app_context():
    n = begin
    while True:
        n += 1
        person = people[n % len(people)]
        with transaction():
            receipt = casting.cast(number, (n % 3 + 1,), nonce=None, once=str(n), actor=Actor(person=person, email_confirmed=True), now=clock.now(), secrets=secrets())
        print(person, receipt.leaf, flush=True)
"""


def voter(app, url, number, people, begin):
    settings = app.extensions["forum.settings"]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("FORUM_")}
    ours = {"FORUM_PROFILE": "test", "FORUM_INSTANCE": str(settings.instance), "SECRET_KEY": settings.secret_key, "DATABASE_URL": url}
    return subprocess.Popen([sys.executable, "-c", VOTER, str(number), ",".join(map(str, people)), str(begin)], cwd=ROOT, env={**clean, **ours}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def everything_acknowledged_is_there(polls, name, acknowledged):
    db.session.expire_all()
    there = {leaf.hex() for leaf in db.session.scalars(select(LogLeaf.leaf))}
    assert acknowledged
    assert {leaf for _, leaf in acknowledged} <= there
    last = dict(acknowledged)
    assert {r for (r,) in db.session.execute(select(RollEntry.person_id))} >= set(last)
    row = polls.close(name)
    assert row.state == State.CLOSED
    assert sum(count for _, count in contests.rankings(row.id)) == db.session.query(RollEntry).count()


def lines(process):
    return [(int(person), leaf) for person, leaf in (line.split() for line in process.stdout if len(line.split()) == 2)]


class TestKilled:
    def test_a_killed_worker_loses_no_acknowledged_ballot(self, polls, database_url):
        name = polls.open()
        number = contests.prepared(name).id
        people = [polls.town.people[w].id for w in VOTERS]
        db.session.remove()
        acknowledged = []
        for begin in (0, 10_000):
            process = voter(polls.town.app, database_url, number, people, begin)
            first = process.stdout.readline().split()
            assert first, "no ballot was taken at all"
            time.sleep(0.4)
            process.send_signal(signal.SIGKILL)
            acknowledged += [(int(first[0]), first[1]), *lines(process)]
        everything_acknowledged_is_there(polls, name, acknowledged)

    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    def test_a_killed_postgresql_loses_no_acknowledged_ballot(self, polls, database_url):
        name = polls.open()
        number = contests.prepared(name).id
        people = [polls.town.people[w].id for w in VOTERS]
        copy = f"copy_{os.getpid()}"
        db.session.remove()
        db.engine.dispose()
        with servers.postgresql() as own:
            dump = subprocess.run([str(servers.find_postgresql() / "pg_dump"), database_url.replace("+psycopg", "")], capture_output=True, check=True).stdout
            engine = create_engine(own, isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {copy}"))
                data = Path(connection.execute(text("SHOW data_directory")).scalar_one())
            engine.dispose()
            url = own.rsplit("/", 1)[0] + "/" + copy
            subprocess.run([str(servers.find_postgresql() / "psql"), "-q", url.replace("+psycopg", "")], input=dump, check=True, stdout=subprocess.DEVNULL)
            process = voter(polls.town.app, url, number, people, 0)
            first = process.stdout.readline().split()
            assert first, "no ballot was taken at all"
            time.sleep(0.4)
            command = kill(data)
            acknowledged = [(int(first[0]), first[1]), *lines(process)]
            process.wait(timeout=20)
            restart(command, own)
            engine = create_engine(url)
            with engine.connect() as connection:
                there = {bytes(r[0]).hex() for r in connection.execute(text("SELECT leaf FROM contest_leaves"))}
                assert {leaf for _, leaf in acknowledged} <= there
                assert connection.execute(text("SELECT count(*) FROM ballots")).scalar_one() == connection.execute(text("SELECT count(*) FROM contest_roll")).scalar_one()
            engine.dispose()


def kill(data):
    """Kill PostgreSQL without a word, and return how it was started."""
    command = (data / "postmaster.opts").read_text().split()
    parent = (data / "postmaster.pid").read_text().split()[0]
    for process in (parent, *Path(f"/proc/{parent}/task/{parent}/children").read_text().split()):
        os.kill(int(process), signal.SIGKILL)
    time.sleep(0.5)
    for left in (data / "postmaster.pid", *data.parent.glob(".s.PGSQL.*")):
        left.unlink()  # where nobody buries the dead, their number still looks alive
    return [part.strip('"') for part in command]


def restart(command, address):
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.Popen([*user, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
    for _ in range(100):
        try:
            engine = create_engine(address)
            engine.connect().close()
        except DBAPIError:
            time.sleep(0.2)
        else:
            engine.dispose()
            return
    pytest.fail("PostgreSQL did not come back")


