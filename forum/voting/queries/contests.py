"""Reads votes: lists, one with its options, who has voted, what was counted."""

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import func, select, text, tuple_

from forum.kernel.db import db
from forum.kernel.errors import NotFound
from forum.voting.models import Ballot, Contest, ContestOption, ContestResult, RollEntry
from forum.voting.schedule import state_at
from forum.voting.types import FINAL, ContestLine, OptionView, State

PAGE = 20
ContestRow = Contest  # as views name what they get
ResultRow = ContestResult


def database_time() -> datetime:
    """Return what time it is by the database's clock: the one clock by which votes open and close. Cost: one query."""
    if db.engine.dialect.name == "sqlite":
        found = datetime.fromisoformat(db.session.execute(text("SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')")).scalar_one())
    else:
        found = db.session.execute(text("SELECT clock_timestamp()")).scalar_one()
    moment: datetime = found.astimezone(UTC)
    return moment


def by_slug(slug: str) -> Contest:
    """Return a vote that is public. Raises NotFound."""
    row = prepared(slug)
    if row.state == State.DRAFT:
        raise NotFound
    return row


def prepared(slug: str) -> Contest:
    """Return a vote, one that is still being prepared too. Raises NotFound."""
    row = db.session.scalars(select(Contest).where(Contest.slug == slug)).one_or_none()
    if row is None:
        raise NotFound
    return row


def row(contest_id: int) -> Contest:
    """Return a vote by its number. Raises NotFound."""
    found = db.session.get(Contest, contest_id)
    if found is None:
        raise NotFound
    return found


def by_once(once: str) -> Contest | None:
    return db.session.scalars(select(Contest).where(Contest.once == once)).one_or_none()


def slug_is_taken(slug: str) -> bool:
    return db.session.scalar(select(Contest.id).where(Contest.slug == slug)) is not None


def state(row: Contest, now: datetime) -> State:
    return state_at(State(row.state), opens_at=row.opens_at, closes_at=row.closes_at, now=now)


def options(contest_id: int) -> list[OptionView]:
    """Return the options of a vote in the order of the ballot. Cost: one query."""
    rows = db.session.scalars(select(ContestOption).where(ContestOption.contest_id == contest_id).order_by(ContestOption.code))
    return [OptionView(o.code, o.title, o.summary, o.proposal_id, o.is_status_quo) for o in rows]


def listing(now: datetime, *, before: tuple[datetime, int] | None = None, limit: int = PAGE + 1) -> list[tuple[int, ContestLine]]:
    """Return public votes, the latest opening first. Cost: one query."""
    query = select(Contest).where(Contest.state != State.DRAFT).order_by(Contest.opens_at.desc(), Contest.id.desc()).limit(limit)
    if before is not None:
        query = query.where(tuple_(Contest.opens_at, Contest.id) < before)
    return [(c.id, _line(c, now)) for c in db.session.scalars(query)]


def running(now: datetime, limit: int = 3) -> list[ContestLine]:
    """Return votes that are open, the next to close first. Cost: one step on an index."""
    query = select(Contest).where(Contest.state.in_((State.OPEN, State.ANNOUNCED)), Contest.closes_at > now).order_by(Contest.closes_at).limit(20)
    return [line for c in db.session.scalars(query) if (line := _line(c, now)).state is State.OPEN][:limit]


def drafts() -> list[Contest]:
    return list(db.session.scalars(select(Contest).where(Contest.state == State.DRAFT).order_by(Contest.touched_at.desc()).limit(50)))


def waiting() -> list[Contest]:
    """Return votes that an officer has something to do for: to certify, or to close early."""
    query = select(Contest).where((Contest.state == State.CLOSED) | ((Contest.state == State.OPEN) & Contest.early_at.is_not(None))).order_by(Contest.closes_at).limit(50)
    return list(db.session.scalars(query))


def count_waiting() -> int:
    return db.session.scalar(select(func.count()).select_from(Contest).where(Contest.state == State.CLOSED)) or 0


def _line(row: Contest, now: datetime) -> ContestLine:
    return ContestLine(row.slug, row.title, row.question, state(row, now), row.opens_at, row.closes_at, row.district_id)


def to_open(now: datetime) -> list[int]:
    return list(db.session.scalars(select(Contest.id).where(Contest.state == State.ANNOUNCED, Contest.opens_at <= now)))


def to_close(now: datetime) -> list[int]:
    return list(db.session.scalars(select(Contest.id).where(Contest.state.in_((State.ANNOUNCED, State.OPEN)), Contest.closes_at <= now)))


def in_progress() -> list[int]:
    """Return votes whose ballots come in, or may."""
    return list(db.session.scalars(select(Contest.id).where(Contest.state == State.OPEN)))


def keys_not_needed() -> list[str]:
    """Return the names of votes that ended within the last months: their keys must not be there any more."""
    ended = (State.CLOSED, State.CERTIFIED, State.VOID)
    return list(db.session.scalars(select(Contest.slug).where(Contest.state.in_(ended), Contest.origin == "").order_by(Contest.state_at.desc()).limit(200)))


def has_voted(contest_id: int, person_id: int | None) -> bool:
    query = select(RollEntry.contest_id).where(RollEntry.contest_id == contest_id, RollEntry.person_id == person_id)
    return person_id is not None and db.session.scalar(query) is not None


def ballot(handle: bytes) -> Ballot | None:
    return db.session.get(Ballot, handle)


def rankings(contest_id: int) -> list[tuple[int, int]]:
    """Return each distinct ranking, packed, and how many cast it. Only for a vote that is closed. Cost: one pass over an index."""
    rows = db.session.execute(select(Ballot.rank_key, func.count()).where(Ballot.contest_id == contest_id).group_by(Ballot.rank_key))
    return [(r[0], r[1]) for r in rows]


def turnout(contest_id: int) -> dict[int, int]:
    """Return how many have voted by district; 0 stands for no district. Only for a vote that is closed."""
    rows = db.session.execute(select(RollEntry.district_id, func.count()).where(RollEntry.contest_id == contest_id).group_by(RollEntry.district_id))
    return {r[0] or 0: r[1] for r in rows}


def voters(contest_id: int) -> list[int]:
    """Return who has voted: to tell them of the result."""
    return list(db.session.scalars(select(RollEntry.person_id).where(RollEntry.contest_id == contest_id)))


def result(contest_id: int) -> ContestResult | None:
    """Return the newest count of a vote. Cost: one query, whatever the number of ballots."""
    query = select(ContestResult).where(ContestResult.contest_id == contest_id).order_by(ContestResult.version.desc()).limit(1)
    return db.session.scalars(query).one_or_none()


def final(contest_id: int) -> ContestResult | None:
    """Return the count of a vote as it was certified, set aside since or not. Cost: one query."""
    return db.session.get(ContestResult, (contest_id, FINAL))


def certifier(contest_id: int) -> int | None:
    """Return who made a result final; nobody where it is not, or where their account is closed."""
    found = final(contest_id)
    return found.certified_by if found is not None else None


def of_proposals(ids: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """Return the public votes each proposal is an option of: name and title. Cost: one query."""
    query = select(ContestOption.proposal_id, Contest.slug, Contest.title).join(Contest).where(ContestOption.proposal_id.in_(ids), Contest.state != State.DRAFT).order_by(Contest.id)
    found: dict[int, list[tuple[str, str]]] = {}
    for proposal_id, slug, title in db.session.execute(query):
        found.setdefault(proposal_id or 0, []).append((slug, title))
    return found
