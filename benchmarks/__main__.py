"""Measures pages against a bare Flask page on the same server in the same run.

The unit is that bare page under gunicorn with two workers. Rounds are interleaved, and the median of each ratio is
written down, because machines are noisy and absolute figures mislead. A room adds its rows to `PAGES`.
"""

import http.client
import itertools
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack

from benchmarks import growth, votes
from benchmarks.serving import ROOT, served
from tests.support.servers import find_postgresql, postgresql

ROUNDS, SECONDS, CLIENTS = 3, 1.0, 4

# name, path, signed in, goal (of the bare page), also as a repeated request answered 304
PAGES = [
    ("front page, stranger", "/", False, 0.25, True),
    ("front page, signed in", "/", True, 0.15, False),
    ("text of the city, stranger", "/about/rules", False, 0.25, True),
    ("my district, signed in", "/residency", True, None, False),
    ("front page in Urdu, stranger", "/ur/", False, None, False),
    ("list of proposals, stranger", "/proposals", False, 0.25, True),
    ("list of proposals, first stranger to ask", "/proposals?first={n}", False, None, False),
    ("list of proposals, signed in", "/proposals", True, 0.15, False),
    ("proposal, stranger", "/proposals/23", False, 0.25, True),
    ("proposal, first stranger to ask", "/proposals/23?first={n}", False, None, False),
    ("proposal, signed in", "/proposals/23", True, 0.15, False),
    ("answers of the council, stranger", "/council", False, 0.25, True),
    ("answers, first stranger to ask", "/council?first={n}", False, None, False),
    ("tracker, stranger", "/council/tracker", False, 0.25, True),
    ("dossier, stranger", "/council/cases/1/dossier", False, None, True),
    ("dossier, first stranger to ask", "/council/cases/1/dossier?first={n}", False, None, False),
    ("what became of what I said, signed in", "/council/mine", True, None, False),
    ("thread, 20 of 1,000 comments, stranger", "/talk/proposal/23", False, 0.25, True),
    ("thread, first stranger to ask", "/talk/proposal/23?first={n}", False, None, False),
    ("thread, signed in", "/talk/proposal/23", True, 0.15, False),
]


def rate(port: int, path: str, headers: dict[str, str], expected: int) -> float:
    """Return requests per second of a few clients with keep-alive. Raises when an answer is not what was expected."""
    counts, stop, faults, fresh = [0] * CLIENTS, time.perf_counter() + SECONDS, [], itertools.count()

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while time.perf_counter() < stop:
            connection.request("GET", path.format(n=next(fresh)), headers=headers)  # {n}: an address nobody asked for before
            answer = connection.getresponse()
            answer.read()
            if answer.status != expected:
                faults.append(answer.status)
                return
            counts[number] += 1

    threads = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    if faults:
        raise RuntimeError(f"{path}: {faults[0]} instead of {expected}")
    return sum(counts) / SECONDS


def get(port: int, path: str, headers: dict[str, str]) -> tuple[bytes, str]:
    """Return the body and the ETag of a page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path.format(n=0), headers=headers)
    answer = connection.getresponse()
    return answer.read(), answer.headers.get("ETag", "")


def prepare(environment: dict[str, str]) -> str:
    """Make the demo city and return the cookie of somebody signed in."""
    code = """
from forum.__main__ import prepare
from forum.app import create_app
from forum.accounts import queries
from forum.accounts.actions.sign_in import open_session
from forum.kernel import clock
from forum.kernel.db import transaction
app = create_app()
prepare(app)
from benchmarks.growth import fill_thread
with app.app_context():
    with transaction():
        fill_thread(23, 1000)
    with transaction():
        token = open_session(queries.person_by_address("ayesha-khan@demo.invalid").id, provider="demo", device="Bench", now=clock.now())
    print("COOKIE", app.session_interface.get_signing_serializer(app).dumps({"_user_id": token, "_fresh": True}))
"""
    made = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **environment, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)
    return re.search(r"COOKIE (\S+)", made.stdout)[1]


def measure(database: str, url: str, lines: list[str]) -> bool:
    """Measure every page on one database; return whether all goals were met."""
    good = True
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        environment = {"FORUM_PROFILE": "demo", "FORUM_INSTANCE": folder, "DATABASE_URL": url, "FORUM_LOG_LEVEL": "ERROR", "FORUM_RATE_LIMITS": "off"}
        cookie = prepare(environment)
        bare = stack.enter_context(served("benchmarks.bare:app", {}))
        ours = stack.enter_context(served("forum:create_app()", environment))
        rows = []
        for name, path, signed_in, goal, repeated in PAGES:
            headers = {"Cookie": f"session={cookie}"} if signed_in else {}
            rows.append((name, path, headers, 200, goal, len(get(ours, path, headers)[0])))
            if repeated:
                rows.append((name + ", again (304)", path, headers, 304, 0.5, 0))
        ratios: dict[str, list[float]] = {r[0]: [] for r in rows}
        for _ in range(ROUNDS):
            for name, path, headers, status, _, _ in rows:
                unit = rate(bare, "/", {}, 200)
                sent = {**headers, "If-None-Match": get(ours, path, headers)[1]} if status == 304 else headers  # of this minute: some pages are others in the next
                ratios[name].append(rate(ours, path, sent, status) / unit)
        for name, _, _, _, goal, size in rows:
            middle = statistics.median(ratios[name])
            met = goal is None or middle >= goal
            good = good and met
            lines.append(f"| {database} | {name} | {middle:.2f} | {min(ratios[name]):.2f} to {max(ratios[name]):.2f} | {goal or ''} | {'yes' if met else 'no'} | {size / 1000:.1f} |")
            print(lines[-1], flush=True)
    return good


def main() -> int:
    """Measure on both databases and write the results down."""
    if sys.argv[1:] == ["votes"]:
        return _votes()
    lines: list[str] = []
    good = measure("SQLite", "", lines)
    grown = growth.measure("SQLite", "")
    if find_postgresql():
        with postgresql() as url:
            good = measure("PostgreSQL", url, lines) and good
        with postgresql() as url:
            grown += growth.measure("PostgreSQL", url)
    print("\n".join(grown))
    (ROOT / "benchmarks" / "results.md").write_text(
        "# Results\n\nRequests per second relative to a bare Flask page on the same server in the same run (gunicorn, 2 workers of 4 threads, "
        f"{CLIENTS} clients, median of {ROUNDS} interleaved rounds). Written by `make bench`.\n\n"
        "| database | page | ratio | lowest to highest | goal | met | HTML kB |\n|---|---|---|---|---|---|---|\n" + "\n".join(lines)
        + "\n\n## Growth\n\nA page out of 100 to 100,000 proposals, or comments of one thread: milliseconds in process, the fastest of 30; the last column is the largest city over the smallest.\n\n"
        "| database | query | 100 | 1,000 | 10,000 | 100,000 | ratio |\n|---|---|---|---|---|---|---|\n" + "\n".join(grown) + "\n"
    )
    return _votes() or (0 if good else 1)


def _votes() -> int:
    lines = votes.count() + votes.database("SQLite", "")
    if find_postgresql():
        with postgresql() as url:
            lines += votes.database("PostgreSQL", url)
    print("\n".join(lines))
    (ROOT / "benchmarks" / "votes.md").write_text(
        "# Votes\n\nA million ballots of twelve options; ratios within one run. pyrankvote's transferable vote is another rule than ours, so it may elect others. Written by `make bench`, or `python -m benchmarks votes`.\n\n"
        "| what | measured | goal | met |\n|---|---|---|---|\n" + "\n".join(lines) + "\n"
    )
    return int(any(line.endswith("| no |") for line in lines))


if __name__ == "__main__":
    sys.exit(main())
