"""Reads what everybody may know: the log without names, the figures of each month, near copies and crowds."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import func, select

from forum.kernel.db import db
from forum.moderation.models import Appeal, Case, Decision, Report, Trace
from forum.moderation.types import Burst, Echo, LogLine, Month

PAGE = 50
CROWD, CROWD_TIMES = 20, 3.0
MOST_TRACES = 50_000


def log(*, before: int = 0, limit: int = PAGE + 1) -> list[LogLine]:
    """Return decisions, newest first, older than `before`, as everybody may read them."""
    query = select(Decision, Case.kind, Appeal.decided_at, Appeal.is_upheld, Appeal.id).join(Case, Case.id == Decision.case_id).outerjoin(Appeal, Appeal.decision_id == Decision.id)
    query = query.where(Decision.public_at.is_not(None)).order_by(Decision.id.desc()).limit(limit)
    if before:
        query = query.where(Decision.id < before)
    return [
        LogLine(d.id, d.public_at or d.at, kind, d.outcome, d.rule, d.by_id is None, d.seconded_by is not None, d.days,
                "" if appeal_id is None else "waiting" if decided_at is None else "upheld" if upheld else "rejected")
        for d, kind, decided_at, upheld, appeal_id in db.session.execute(query).tuples()
    ]  # fmt: skip


def whole_log() -> Iterator[LogLine]:
    """Yield the whole log, a thousand lines in memory at a time."""
    before = 0
    while rows := log(before=before, limit=1000):
        yield from rows
        before = rows[-1].id


def months(now: datetime, count: int = 12) -> list[Month]:
    """Return the figures of the last months, newest first. Cost: three queries over that time."""
    names = _names(now, count)
    since = datetime(int(names[-1][:4]), int(names[-1][5:]), 1, tzinfo=now.tzinfo)
    reports = Counter(f"{at:%Y-%m}" for at in db.session.scalars(select(Report.at).where(Report.at >= since)))
    decisions: dict[str, Counter[str]] = {m: Counter() for m in names}
    rules: dict[str, Counter[str]] = {m: Counter() for m in names}
    hours: dict[str, list[float]] = {m: [] for m in names}
    automatic: Counter[str] = Counter()
    query = select(Decision.public_at, Decision.outcome, Decision.rule, Decision.by_id, Case.opened_at).join(Case, Case.id == Decision.case_id)
    for at, outcome, rule, by_id, opened_at in db.session.execute(query.where(Decision.public_at >= since)).tuples():
        if at is None:
            continue
        month = f"{at:%Y-%m}"
        decisions[month][outcome] += 1
        if by_id is None:
            automatic[month] += 1
            continue
        hours[month].append((at - opened_at).total_seconds() / 3600)
        if rule:
            rules[month][rule] += 1
    appeals: Counter[str] = Counter()
    overturned: Counter[str] = Counter()
    for at, upheld in db.session.execute(select(Appeal.at, Appeal.is_upheld).where(Appeal.at >= since)).tuples():
        appeals[f"{at:%Y-%m}"] += 1
        overturned[f"{at:%Y-%m}"] += 1 if upheld else 0
    busy = [n for n, m in enumerate(names) if reports[m] or decisions[m] or appeals[m]]
    names = names[: max(busy, default=0) + 1]  # nothing is said of months before the first report
    return [Month(m, reports[m], dict(decisions[m]), automatic[m], appeals[m], overturned[m], median(hours[m]) if hours[m] else None, dict(rules[m])) for m in names]


def _names(now: datetime, count: int) -> list[str]:
    year, month = now.year, now.month
    found = []
    for _ in range(count):
        found.append(f"{year:04d}-{month:02d}")
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found


def echoes(now: datetime, days: int = 7) -> list[Echo]:
    """Return groups of nearly the same text by several people in the last days, the largest first."""
    found: dict[frozenset[int], Echo] = {}
    for band in (Trace.one, Trace.two, Trace.three):
        shared = (
            select(band).where(Trace.at > now - timedelta(days=days), band.is_not(None)).group_by(band).having(func.count(Trace.author_id.distinct()) >= 2).order_by(func.count().desc()).limit(50)
        )  # fmt: skip
        rows = db.session.execute(select(band.label("band"), Trace.kind, Trace.thing_id, Trace.author_id, Trace.at).where(band.in_(shared), Trace.at > now - timedelta(days=days)).order_by(Trace.id)).all()
        groups: dict[int, list[int]] = {}
        for n, r in enumerate(rows):
            groups.setdefault(r.band, []).append(n)
        for members in groups.values():
            those = [rows[n] for n in members]
            key = frozenset(r.thing_id for r in those)
            found[key] = Echo(those[0].kind, tuple(r.thing_id for r in those), len({r.author_id for r in those}), those[0].at, those[-1].at)
    whole = [key for key in found if not any(key < other for other in found)]
    return sorted((found[key] for key in whole), key=lambda e: (-len(e.things), e.first))[:20]


def bursts(now: datetime, days: int = 2) -> list[Burst]:
    """Return hours of the last days in which a subject got at least twenty texts and three times its usual share of a busy hour."""
    week = now - timedelta(days=7)
    rows = db.session.execute(select(Trace.about, Trace.about_id, Trace.at, Trace.author_id).where(Trace.at > week).order_by(Trace.id.desc()).limit(MOST_TRACES)).all()
    hours: dict[tuple[str, int], dict[datetime, list[int]]] = {}
    for r in rows:
        hours.setdefault((r.about, r.about_id), {}).setdefault(r.at.replace(minute=0, second=0, microsecond=0), []).append(r.author_id)
    found = []
    for (about, about_id), by_hour in hours.items():
        for hour, authors in by_hour.items():
            others = [len(a) for h, a in by_hour.items() if h != hour]
            usual = sum(others) / len(others) if others else 0.0
            if hour > now - timedelta(days=days) and len(authors) >= CROWD and len(authors) >= CROWD_TIMES * usual:
                found.append(Burst(about, about_id, hour, len(authors), usual, len(set(authors))))
    return sorted(found, key=lambda b: b.hour, reverse=True)[:20]
