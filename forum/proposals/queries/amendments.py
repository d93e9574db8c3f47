"""Reads amendments with their support and their rivals."""

from sqlalchemy import func, select

from forum.kernel.db import db
from forum.kernel.errors import NotFound
from forum.proposals.amending import balance, has_gone, rivals
from forum.proposals.content import Content
from forum.proposals.models import Amendment, AmendmentWish
from forum.proposals.types import AmendmentLine, Level, Outcome

MOST = 500


def amendment(amendment_id: int) -> Amendment:
    """Return one amendment. Raises NotFound."""
    found = db.session.get(Amendment, amendment_id)
    if found is None:
        raise NotFound
    return found


def amendments(proposal_id: int, current: Content, *, outcome: Outcome | None = None) -> tuple[AmendmentLine, ...]:
    """Return amendments, the most wanted open ones first, then the decided, newest first. Cost: two queries."""
    query = select(Amendment).where(Amendment.proposal_id == proposal_id).order_by(Amendment.outcome != Outcome.OPEN, Amendment.id.desc()).limit(MOST)
    rows = list(db.session.scalars(query.where(Amendment.outcome == outcome) if outcome else query))
    support = wished([r.id for r in rows])
    rival = rivals((r.id, r.section, r.original) for r in rows if r.outcome == Outcome.OPEN)
    lines = [_line(r, support.get(r.id, {}), rival.get(r.id, ()), current) for r in rows]
    return tuple(sorted(lines, key=lambda a: (a.outcome is not Outcome.OPEN, -balance(a.support) if a.outcome is Outcome.OPEN else 0, -a.id)))


def wished(amendment_ids: list[int]) -> dict[int, dict[Level, int]]:
    """Return how many wish what, for many amendments. Cost: one query."""
    if not amendment_ids:
        return {}
    query = select(AmendmentWish.amendment_id, AmendmentWish.level, func.count()).where(AmendmentWish.amendment_id.in_(amendment_ids))
    found: dict[int, dict[Level, int]] = {}
    for number, level, count in db.session.execute(query.group_by(AmendmentWish.amendment_id, AmendmentWish.level)).tuples():
        found.setdefault(number, {})[Level(level)] = count
    return found


def open_count(proposal_id: int) -> int:
    """Return how many amendments wait for the authors."""
    return db.session.scalar(select(func.count()).where(Amendment.proposal_id == proposal_id, Amendment.outcome == Outcome.OPEN)) or 0


def _line(r: Amendment, support: dict[Level, int], rival: tuple[int, ...], current: Content) -> AmendmentLine:
    gone = r.outcome == Outcome.OPEN and has_gone(current, r.section, r.original)
    return AmendmentLine(r.id, r.proposal_id, r.section, r.original, r.proposed, r.html, r.reason, r.author_id, r.at, Outcome(r.outcome), r.decision,
                         r.decided_by, r.decided_at, r.version_number, support, rival, gone)  # fmt: skip
