"""Measures votes: the count against pyrankvote, certifying against the bare query, casting against an endpoint that only parses the form.

Ballots are a million rankings of twelve options, near a few hidden orders, as people's are; made with a fixed seed. Every figure is a ratio
within this run.
"""

import http.client
import itertools
import os
import secrets as random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import numpy as np
from flask_migrate import upgrade
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import func, insert, select

from benchmarks.serving import ROOT, served
from forum.accounts.models import Person, Session
from forum.app import create_app
from forum.city import actions as city
from forum.kernel import clock
from forum.kernel.db import db, transaction
from forum.kernel.hashing import sha256_hex
from forum.kernel.ids import new_public_id, new_token
from forum.kernel.rules import Actor
from forum.residency.actions import handing_out
from forum.residency.models import Residency
from forum.voting import jobs
from forum.voting.actions import announcing, preparing
from forum.voting.actions.preparing import Plan
from forum.voting.keys import secrets
from forum.voting.models import Ballot, RollEntry
from forum.voting.queries import contests
from forum.voting.tally import electing, irv, packed, scotland
from forum.voting.tally.rules import Rules
from forum.voting.types import Method, Publish

MILLION, OPTIONS, RANKS, VOTERS, CLIENTS, SECONDS, ROUNDS = 1_000_000, 12, 5, 600, 8, 2.0, 3

# Counted in a process of its own: its highest use of memory, less what it used before, in MB.
_COUNT_ALONE = """
from pathlib import Path
from forum.app import create_app
from forum.voting.queries import contests
from forum.voting.tally import electing, irv, packed, scotland
from forum.voting.tally.rules import Rules
from forum.voting.types import Method
used = lambda: int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024  # the rusage of a child begins with its parent's
with create_app().app_context():
    contests.options({number})
    before = used()
    electing.elect(Method.IRV, contests.rankings({number}), seats=1, options={options})
    print(used() - before)
"""


def rankings(count: int, ranks: int) -> np.ndarray:
    """Return `count` rankings, 1-based options, `ranks` each; a third of them end earlier (0). Cost: a sort of `count` rows."""
    dice = np.random.default_rng(20_260_501)
    camps = dice.normal(size=(4, OPTIONS)) * 4.0
    likes = camps[dice.integers(0, 4, count)] + dice.gumbel(size=(count, OPTIONS))
    found = np.argsort(-likes, axis=1)[:, :ranks] + 1
    length = np.where(dice.random(count) < 1 / 3, dice.integers(1, ranks + 1, count), ranks)
    found[np.arange(ranks)[None, :] >= length[:, None]] = 0
    return found


def keys_of(found: np.ndarray) -> np.ndarray:
    """Return rankings packed as they are stored."""
    full = np.zeros((len(found), 15), dtype=np.int64)
    full[:, : found.shape[1]] = found
    return (full << (np.arange(14, -1, -1, dtype=np.int64) * 4)).sum(axis=1)


def count() -> list[str]:
    """Count a million ballots from arrays, and with pyrankvote; the ratio of their times, reading the rankings included on both sides."""
    import pyrankvote
    from pyrankvote import Ballot as Paper
    from pyrankvote import Candidate

    found = rankings(MILLION, OPTIONS)
    keys = keys_of(found)
    names = [Candidate(str(n)) for n in range(1, OPTIONS + 1)]
    codes, lines = tuple(str(n) for n in range(1, OPTIONS + 1)), []
    for name, counter, seats in (("IRV", irv.count, 1), ("STV, 3 seats", scotland.count, 3)):
        ours = []
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            distinct, counts = np.unique(keys, return_counts=True)
            made = counter(packed.papers(distinct, counts, codes), Rules(seats=seats, order=codes))
            ours.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        papers = [Paper(ranked_candidates=[names[c - 1] for c in row if c]) for row in found.tolist()]
        other = pyrankvote.instant_runoff_voting(names, papers) if seats == 1 else pyrankvote.single_transferable_vote(names, papers, number_of_seats=seats)
        theirs = time.perf_counter() - begin
        same = "the same" if {int(c.name) for c in other.get_winners()} == {int(w) for w in made.winners} else "others"
        ratio = theirs / statistics.median(ours)
        lines.append(f"| count, {name}, {len(distinct):,} distinct rankings | {ratio:.0f} times faster than pyrankvote ({same} elected) | 50 | {_met(ratio >= 50)} |")
    return lines


def _met(is_met: bool) -> str:  # noqa: FBT001  (the word for it)
    return "yes" if is_met else "no"


def database(name: str, url: str) -> list[str]:
    """Measure what needs a database: certifying a million ballots, the result page, casting."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"FORUM_PROFILE": "test", "FORUM_INSTANCE": folder, "DATABASE_URL": url, "SECRET_KEY": "k" * 40, "FORUM_RATE_LIMITS": "off", "FORUM_LOG_LEVEL": "ERROR"}
        app = create_app(environment)
        with app.app_context():
            upgrade()
            cookies = _people(app)
            lines = _casting(name, environment, _open("Casting"), cookies)
            lines += _certifying(name, environment, app)
            db.session.remove()
            db.engine.dispose()
    return lines


def _people(app: Any) -> list[tuple[str, str]]:
    """Make residents who are signed in; return the cookie and form token of each."""
    now, founder = clock.now(), Actor()
    signer, forms = app.session_interface.get_signing_serializer(app), URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
    result = []
    with transaction():
        city.change_city(name={"en": "Growth"}, tagline={}, accent="#0b6e4f", actor=founder, now=now)
        city.add_district(name={"en": "North"}, actor=founder, now=now)
        handing_out.switch_method("document", on=True, actor=founder, now=now)
        db.session.flush()
        for n in range(VOTERS):
            person = Person(public_id=new_public_id(), handle=f"voter-{n}", name=f"Voter {n}", name_skeleton=f"voter {n}", joined_at=now, email=f"v{n}@example.org", email_confirmed_at=now)
            db.session.add(person)
            db.session.flush()
            db.session.add(Residency(person_id=person.id, district_id=1, method="document", proof_hash=f"{n:064}", confirmed_at=now, valid_until=now + timedelta(days=300)))
            token, mark = new_token(), random.token_hex(20)
            db.session.add(Session(public_id=new_public_id(), person_id=person.id, token_hash=sha256_hex(token), device="", provider="demo", started_at=now, authenticated_at=now, expires_at=now + timedelta(days=3)))
            result.append((signer.dumps({"_user_id": token, "_fresh": True, "csrf_token": mark}), forms.dumps(mark)))
    return result


def _open(title: str, ranks: int = RANKS) -> str:
    now, officer = clock.now(), Actor(person=1)
    plan = Plan(title=title, question="What comes first?", source="", district_id=None, method=Method.IRV, seats=1, ranks=ranks, publish=Publish.PATHS, opens_at=now + timedelta(hours=1), closes_at=now + timedelta(days=2), titles=tuple(f"Option {n}" for n in range(1, OPTIONS + 1)))
    with transaction():
        slug = preparing.prepare(plan, once=title, actor=officer, now=now)
        announcing.announce(slug, actor=officer, now=now, secrets=secrets())
    with transaction():
        row = contests.prepared(slug)
        row.opens_at = now - timedelta(minutes=1)
        announcing.open_contest(row.id, now=clock.now())
    return slug


def _casting(name: str, environment: dict[str, str], slug: str, cookies: list[tuple[str, str]]) -> list[str]:
    path, ratios, tails = f"/votes/{slug}/casting", [], []
    with ExitStack() as stack:
        bare = stack.enter_context(served("benchmarks.bare:app", {}))
        ours = stack.enter_context(served("forum:create_app()", environment))
        for n in range(ROUNDS):
            unit, _ = _load(bare, "/parse", cookies, f"u{n}")
            took, times = _load(ours, path, cookies, f"o{n}")
            ratios.append(took / unit)
            tails.append(times[int(len(times) * 0.99)] / times[len(times) // 2])
    db.session.rollback()
    number = contests.prepared(slug).id
    voted, kept = (db.session.scalar(select(func.count()).select_from(table).where(table.contest_id == number)) for table in (RollEntry, Ballot))
    if voted != kept or not kept:
        raise RuntimeError(f"{voted} on the roll and {kept} ballots")
    ratio, tail = statistics.median(ratios), statistics.median(tails)
    return [
        f"| {name}: casting, {CLIENTS} connections, two workers | {ratio:.3f} of parsing the same form (lowest {min(ratios):.3f}) | 0.25 | {_met(ratio >= 0.25)} |",
        f"| {name}: casting, p99 over p50 | {tail:.1f} (highest {max(tails):.1f}) | 4 | {_met(tail <= 4)} |",
    ]


def _load(port: int, path: str, cookies: list[tuple[str, str]], lap: str) -> tuple[float, list[float]]:
    """Send ballots from several connections; return ballots per second and every answer's time, sorted."""
    stop, times, faults, turn = time.perf_counter() + SECONDS, [], [], itertools.count()

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < stop:
            n = next(turn)
            cookie, token = cookies[n % len(cookies)]
            order = [(n + k) % OPTIONS + 1 for k in range(RANKS)]
            body = urllib.parse.urlencode({"csrf_token": token, "once": f"{lap}-{n}", "nonce": random.token_hex(32), **{f"option-{code}": place for place, code in enumerate(order, start=1)}})
            begin = time.perf_counter()
            connection.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"session={cookie}"})
            answer = connection.getresponse()
            answer.read()
            times.append(time.perf_counter() - begin)
            if answer.status != 303 or "done=cast" not in answer.headers.get("Location", ""):
                faults.append(f"{answer.status} {answer.headers.get('Location')}")
                return

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    [c.start() for c in clients]
    [c.join() for c in clients]
    if faults:
        raise RuntimeError(f"{path}: {faults[0]}")
    return len(times) / SECONDS, sorted(times)


def _certifying(name: str, environment: dict[str, str], app: Any) -> list[str]:
    number = _filled("Certifying", MILLION)
    query = select(Ballot.rank_key, func.count()).where(Ballot.contest_id == number).group_by(Ballot.rank_key)
    with db.engine.connect() as connection:
        bare = min(_timed(lambda: connection.execute(query).fetchall()) for _ in range(3))
    took = min(_timed(lambda: electing.elect(Method.IRV, contests.rankings(number), seats=1, options=OPTIONS)) for _ in range(3))
    db.session.rollback()
    code = _COUNT_ALONE.format(number=number, options=OPTIONS)
    grown = float(subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **environment, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True).stdout)
    client, pages = app.test_client(), []
    for size in (VOTERS, 100 * VOTERS):
        number = _filled(f"Result {size}", size, like=VOTERS)
        _enter_roll(number, size)
        slug = _publish(number)
        pages.append(min(_timed(lambda s=slug: client.get(f"/votes/{s}/result?n={random.token_hex(4)}").get_data()) for _ in range(30)))
    return [
        f"| {name}: official count of a million ballots from the database | {took / bare:.2f} of the bare GROUP BY, or {took - bare:.2f} s more | 1.5 and 0.3 s | {_met(took <= bare * 1.5 + 0.3)} |",
        f"| {name}: memory for it | {grown:.0f} MB | 200 | {_met(grown < 200)} |",
        f"| {name}: result page of {100 * VOTERS:,} ballots over that of {VOTERS} | {pages[1] / pages[0]:.2f} | flat | {_met(pages[1] < pages[0] * 1.2)} |",
    ]


def _filled(title: str, size: int, *, like: int = 0) -> int:
    """Make a vote with `size` ballots, the first `like` of them again and again if it is given, and return its number."""
    number = contests.prepared(_open(title)).id
    keys = np.resize(keys_of(rankings(like or size, RANKS)), size)
    with transaction():
        for start in range(0, size, 20_000):
            db.session.execute(insert(Ballot), [{"handle": random.token_bytes(16), "contest_id": number, "rank_key": key, "nonce": bytes(32), "sending": bytes(16), "by_server": False} for key in keys[start : start + 20_000].tolist()])
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    return number


def _enter_roll(number: int, size: int) -> None:
    now = clock.now()
    with transaction():
        there = db.session.scalar(select(func.count()).select_from(Person)) or 0
        db.session.execute(insert(Person), [{"public_id": f"p{n}", "handle": f"p{n}", "name": "P", "name_skeleton": "p", "joined_at": now} for n in range(there, size)] or [{"public_id": "one-more", "handle": "one-more", "name": "P", "name_skeleton": "p", "joined_at": now}])
        people = db.session.scalars(select(Person.id).limit(size)).all()
        db.session.execute(insert(RollEntry), [{"contest_id": number, "person_id": p, "district_id": 1} for p in people])


def _publish(number: int) -> str:
    with transaction():
        row = contests.row(number)
        row.closes_at, slug = clock.now() - timedelta(seconds=1), row.slug
    jobs.keep_time()
    db.session.rollback()
    return slug


def _timed(work: Any) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
