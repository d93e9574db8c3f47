"""Measures whether lists stay flat while the city grows: the same page out of 100 and out of 100,000 proposals or comments.

Times are the fastest of many, in process; what counts is the ratio between the largest and the smallest city. Similar
proposals are looked for among 5,000.
"""

import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta

from flask_migrate import upgrade
from sqlalchemy import func, insert, select

from forum.accounts.actions import sign_in
from forum.accounts.types import ProvenIdentity
from forum.app import create_app
from forum.city import actions as city
from forum.discussions.models import Comment, Thread
from forum.discussions.queries import threads
from forum.discussions.types import Order
from forum.kernel import clock
from forum.kernel.db import db, transaction
from forum.kernel.rules import Actor
from forum.kernel.text import render
from forum.proposals.models import Proposal, ProposalTopic
from forum.proposals.paging import mark
from forum.proposals.queries import listing
from forum.proposals.types import Filters, Kind, Sort, Stage
from forum.search import queries as search
from forum.search.actions import keep
from forum.search.types import Document

SIZES = (100, 1_000, 10_000, 100_000)
WORDS = ["bench", "lamp", "playground", "filter", "shelter", "clinic", "crossing", "library", "drain", "market", "water", "school", "street", "night", "bus", "tree", "waste", "roof", "park", "hospital", "road", "bridge", "signal", "footpath", "garden", "pump", "tank", "pipe", "wall", "gate"]  # fmt: skip


def measure(database: str, url: str) -> list[str]:
    """Return the table rows of one database."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        app = create_app({"FORUM_PROFILE": "test", "FORUM_INSTANCE": folder, "DATABASE_URL": url, "SECRET_KEY": "k" * 40})
        stack.enter_context(app.app_context())
        upgrade()
        lead = _city()
        times: dict[str, list[float]] = {}
        for size in SIZES:
            _grow(size, lead)
            for name, work in _cases(size).items():
                times.setdefault(name, []).append(_fastest(work))
        rows = [f"| {database} | {name} | {' | '.join(f'{t * 1000:.2f}' for t in found)} | {found[-1] / found[0]:.1f} |" for name, found in times.items()]
        rows.append(_alike(database))
        db.session.remove()
        db.engine.dispose()
    return rows


def _city() -> int:
    founder, now = Actor(), clock.now()
    with transaction():
        city.change_city(name={"en": "Growth"}, tagline={}, accent="#0b6e4f", actor=founder, now=now)
        for name in ("North", "South", "East", "West"):
            city.add_district(name={"en": name}, actor=founder, now=now)
        for name in ("Water", "Transport", "Parks", "Safety"):
            city.add_topic(name={"en": name}, icon="trees")
        return sign_in.enter(ProvenIdentity("demo", "demo", "lead", "Lead", "lead@example.org", "lead"), now=now, device="", key=b"k").person_id


def _grow(size: int, lead: int) -> None:
    there, now = db.session.scalar(select(func.count()).select_from(Proposal)) or 0, clock.now()
    with transaction():
        for start in range(there, size, 5_000):
            rows = [
                {"kind": Kind.CITIZEN, "stage": (Stage.OPEN, Stage.OPEN, Stage.UNDER_REVIEW, Stage.CLOSED)[n % 4], "stage_at": now, "title": f"Proposal {n}", "summary": "A summary.",
                 "district_id": n % 5 or None, "lead_id": lead, "once": f"g{n}", "created_at": now, "opened_at": now - timedelta(seconds=n * 7919 % 9_999_991), "closes_at": now + timedelta(seconds=60 + n * 104729 % 7_999_993),
                 "threshold": 100, "support": n * 31 % 997, "comments": n * 17 % 499, "version_number": 1, "touched_at": now, "authors": 1, "place": ""}
                for n in range(start, min(start + 5_000, size))
            ]  # fmt: skip
            ids = db.session.scalars(insert(Proposal).returning(Proposal.id, sort_by_parameter_order=True), rows).all()
            db.session.execute(insert(ProposalTopic), [{"proposal_id": i, "topic_id": i % 4 + 1} for i in ids])
    with transaction():
        fill_thread(db.session.scalar(select(func.min(Proposal.id))) or 1, size)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _cases(size: int) -> dict[str, Callable[[], object]]:
    now = clock.now()
    middle = db.session.execute(select(Proposal.opened_at, Proposal.id).where(Proposal.opened_at.is_not(None)).order_by(Proposal.opened_at.desc(), Proposal.id.desc()).offset(size // 2).limit(1)).one()
    cases: dict[str, Callable[[], object]] = {
        f"list, {sort.value}": (lambda sort=sort: listing.page(Filters(sort=sort), topic_id=None, district_id=None, now=now)) for sort in Sort
    }
    cases["list, newest, middle page"] = lambda: listing.page(Filters(), topic_id=None, district_id=None, now=now, after=mark(*middle))
    cases["list of a district"] = lambda: listing.page(Filters(district="x"), topic_id=None, district_id=2, now=now)
    cases["list of a topic, most endorsed"] = lambda: listing.page(Filters(topic="x", sort=Sort.ENDORSED), topic_id=3, district_id=None, now=now)
    cases["near their goal"] = lambda: listing.near_goal(now)
    view = threads.thread("proposal", db.session.scalar(select(func.min(Proposal.id))) or 1)
    for order in Order:
        cases[f"thread, {order.value}"] = lambda order=order: threads.page(view, order=order, now=now)
    tenth = db.session.execute(select(Comment.ordinal, Comment.id).where(Comment.parent_id.is_(None)).order_by(Comment.ordinal).offset(21).limit(1)).one()
    cases["thread, newest, last page"] = lambda: threads.page(view, order=Order.NEW, after=(tenth.ordinal, tenth.id), now=now)
    cases["list of a stage"] = lambda: listing.page(Filters(stage=Stage.UNDER_REVIEW), topic_id=None, district_id=None, now=now)
    return cases


def _fastest(work: Callable[[], object], times: int = 30) -> float:
    best = 9.0
    for _ in range(times):
        db.session.rollback()
        begin = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begin)
    return best


def fill_thread(number: int, size: int) -> None:
    """Grow the thread of a proposal to `size` comments: one in four a root, the rest answers to every third of them."""
    lead = db.session.scalar(select(Proposal.lead_id).where(Proposal.id == number)) or 0
    now, words = clock.now(), "A comment of usual length, with **some words** in bold and a link to [a report](https://example.org/report). " * 2
    thread = db.session.scalars(select(Thread).where(Thread.subject == "proposal", Thread.subject_id == number)).one_or_none()
    if thread is None:
        thread = Thread(subject="proposal", subject_id=number, title="Growth", path=f"/proposals/{number}", touched_at=now)
        db.session.add(thread)
        db.session.flush()
    there = db.session.scalar(select(func.count()).select_from(Comment).where(Comment.thread_id == thread.id)) or 0
    html = render(words, top=4).html
    rows = [{"thread_id": thread.id, "parent_id": None, "ordinal": n + 1, "author_id": lead, "source": words, "html": html, "at": now - timedelta(days=2), "score": n * 7919 % 900_000,
             "below": n % 17, "direct": 4 if n % 3 == 0 else 0, "once": f"bench {n}", "version": 1} for n in range(there, size, 4)]  # fmt: skip
    ids = db.session.scalars(insert(Comment).returning(Comment.id, sort_by_parameter_order=True), rows).all()
    parents = [i for i, row in zip(ids, rows, strict=True) if row["direct"]]
    answers = [{"thread_id": thread.id, "parent_id": p, "ordinal": k + 1, "author_id": lead, "source": words, "html": html, "at": now - timedelta(days=1), "once": f"bench {p} {k}", "version": 1}
               for p in parents for k in range(9)]  # fmt: skip
    db.session.execute(insert(Comment), answers)
    thread.comments, thread.roots = there + len(rows) + len(answers), there + len(rows)
    db.session.flush()


def _alike(database: str) -> str:
    now = clock.now()
    with transaction():
        for n in range(5_000):
            words = [WORDS[(n * k + k * k) % len(WORDS)] for k in (1, 3, 7, 11, 13)]
            keep(Document("proposal", n, f"{words[0].title()} and {words[1]} for the {words[2]} of {words[3]} {n}", " ".join(words * 20), f"/proposals/{n}", now))
        keep(Document("proposal", 9_001, "Safe pedestrian crossing near the girls’ school", "Zebra stripes.", "/proposals/9001", now))
    found = search.alike("A safer crossing for pedestrians near the school of girls", kind="proposal")
    if not found or found[0].subject_id != 9_001:
        raise RuntimeError("the planted proposal was not found first")
    took = _fastest(lambda: search.alike("A safer crossing for pedestrians near the school of girls", kind="proposal"))
    return f"| {database} | similar ones among 5,000 (goal: under 150) | | | {took * 1000:.1f} | | |"
