"""Reads one proposal, its versions and its way."""

from collections.abc import Collection
from typing import Any, TypeAlias

from sqlalchemy import Row, select, text

from forum.kernel.db import db
from forum.kernel.errors import Gone, NotFound
from forum.kernel.records import CLOCK
from forum.kernel.words import N_
from forum.proposals.content import COST_BANDS, SECTIONS
from forum.proposals.lifecycle import PUBLIC
from forum.proposals.models import (
    Amendment,
    Endorsement,
    Merge,
    Participation,
    Proposal,
    ProposalPhoto,
    ProposalTopic,
    StageStep,
    Version,
    VersionComment,
)
from forum.proposals.types import Kind, Part, Stage, StageMove, VersionLine

MOST_VERSIONS = 200
HIDDEN = N_("A moderator hid this proposal because it breaks a rule. Its authors know why and can appeal; the log of decisions lists it.")
# Views know rows by these names only.
ProposalRow: TypeAlias = Proposal
VersionRow: TypeAlias = Version


_STATE = text(f"SELECT stage, merged_into_id, touched_at, version_number, {CLOCK} AS clock FROM proposals WHERE id = :number")  # noqa: S608  a constant


def state(proposal_id: int) -> Row[Any]:
    """Return what a proposal's page depends on, in one cheap query: stage, merged_into_id, touched_at, version_number, clock. Raises NotFound."""
    found = db.session.execute(_STATE, {"number": proposal_id}).one_or_none()
    if found is None:
        raise NotFound
    return found


def public(proposal_id: int) -> Proposal:
    """Return a proposal anybody may read. Raises NotFound, for drafts too, and Gone when a moderator hid it."""
    row = db.session.get(Proposal, proposal_id)
    if row is None:
        raise NotFound
    must_be_public(row.stage, hidden_at=row.hidden_at)
    return row


def must_be_public(stage: str, *, hidden_at: object) -> None:
    """Refuse what not everybody may read. Raises NotFound, Gone."""
    if Stage(stage) not in PUBLIC:
        raise NotFound
    if hidden_at is not None:
        raise Gone(HIDDEN)


def row(proposal_id: int) -> Proposal:
    """Return a proposal whatever its stage. Raises NotFound."""
    found = db.session.get(Proposal, proposal_id)
    if found is None:
        raise NotFound
    return found


def published(ids: Collection[int]) -> dict[int, tuple[Proposal, Version]]:
    """Return proposals that were published, hidden or not, each with its version of now. Cost: one query."""
    query = select(Proposal, Version).join(Version, (Version.proposal_id == Proposal.id) & (Version.number == Proposal.version_number))
    return {row.id: (row, version) for row, version in db.session.execute(query.where(Proposal.id.in_(ids), Proposal.stage != Stage.DRAFT)).tuples()}


def version(proposal_id: int, number: int) -> Version:
    """Return one version. Raises NotFound."""
    found = db.session.scalars(select(Version).where(Version.proposal_id == proposal_id, Version.number == number)).one_or_none()
    if found is None:
        raise NotFound
    return found


def versions(proposal_id: int) -> tuple[VersionLine, ...]:
    """Return the history, newest first, with the authors of amendments each version took in. Cost: three queries."""
    rows = db.session.execute(
        select(Version.id, Version.number, Version.title, Version.author_id, Version.at, Version.reason, Version.is_substantial, Version.hash)
        .where(Version.proposal_id == proposal_id).order_by(Version.number.desc()).limit(MOST_VERSIONS)
    ).all()  # fmt: skip
    credits_, led = credited(proposal_id), led_by(proposal_id)
    return tuple(VersionLine(r.id, r.number, r.title, r.author_id, r.at, r.reason, r.is_substantial, r.hash, credits_.get(r.number, ()), led.get(r.number, ())) for r in rows)


def credited(proposal_id: int) -> dict[int, tuple[int, ...]]:
    """Return whose amendments each version took in, by version number."""
    query = select(Amendment.version_number, Amendment.author_id).where(Amendment.proposal_id == proposal_id, Amendment.version_number.is_not(None))
    found: dict[int, tuple[int, ...]] = {}
    for number, author in db.session.execute(query.order_by(Amendment.id)).tuples():
        if number is not None:
            found[number] = (*found.get(number, ()), author)
    return found


def led_by(proposal_id: int) -> dict[int, tuple[int, ...]]:
    """Return which comments led to each version, by version number. Cost: one query."""
    query = select(Version.number, VersionComment.comment_id).join(Version, Version.id == VersionComment.version_id).where(Version.proposal_id == proposal_id)
    found: dict[int, tuple[int, ...]] = {}
    for number, comment in db.session.execute(query.order_by(VersionComment.comment_id)).tuples():
        found[number] = (*found.get(number, ()), comment)
    return found


def section_titles(kind: str) -> dict[str, str]:
    """Return the sections a proposal of this kind has, in their order, with their titles."""
    return {s.name: s.title for s in SECTIONS[Kind(kind)]}


def cost_words(found: Version) -> str:
    """Return the cost band a version names, as a marked sentence; empty where it names none."""
    return dict(COST_BANDS).get(found.content.get("cost_band") or "-", "")


def steps(proposal_id: int) -> tuple[StageMove, ...]:
    """Return the way so far, oldest first."""
    rows = db.session.execute(select(StageStep.stage, StageStep.at, StageStep.reason).where(StageStep.proposal_id == proposal_id).order_by(StageStep.id))
    return tuple(StageMove(Stage(r.stage), r.at, r.reason) for r in rows)


def people(proposal_id: int) -> list[Participation]:
    """Return who takes or was invited to take part, the lead first."""
    query = select(Participation).where(Participation.proposal_id == proposal_id, Participation.ended_at.is_(None))
    return sorted(db.session.scalars(query), key=lambda p: ([Part.LEAD, Part.AUTHOR, Part.COSIGNER].index(Part(p.part)), p.id))


def topic_ids(proposal_id: int) -> tuple[int, ...]:
    return tuple(db.session.scalars(select(ProposalTopic.topic_id).where(ProposalTopic.proposal_id == proposal_id).order_by(ProposalTopic.topic_id)))


def photo(photo_id: int) -> ProposalPhoto | None:
    return db.session.get(ProposalPhoto, photo_id)


def photo_sizes(ids: tuple[int, ...]) -> dict[int, tuple[int, int]]:
    """Return width and height of photos, in pixels."""
    if not ids:
        return {}
    rows = db.session.execute(select(ProposalPhoto.id, ProposalPhoto.width, ProposalPhoto.height).where(ProposalPhoto.id.in_(ids)))
    return {r.id: (r.width, r.height) for r in rows}


def photo_keys(ids: tuple[int, ...]) -> list[str]:
    """Return where photos lie in the storage."""
    return list(db.session.scalars(select(ProposalPhoto.key).where(ProposalPhoto.id.in_(ids)))) if ids else []


def open_merges(proposal_id: int) -> list[Merge]:
    """Return requests to join this proposal with another, from either side."""
    query = select(Merge).where(Merge.closed_at.is_(None), (Merge.from_id == proposal_id) | (Merge.into_id == proposal_id))
    return list(db.session.scalars(query.order_by(Merge.id)))


def declined_merges(proposal_id: int, limit: int = 5) -> list[Merge]:
    """Return the latest requests that were declined, with their reasons."""
    query = select(Merge).where(Merge.declined_by.is_not(None), (Merge.from_id == proposal_id) | (Merge.into_id == proposal_id))
    return list(db.session.scalars(query.order_by(Merge.id.desc()).limit(limit)))


def merged_here(proposal_id: int) -> list[tuple[int, str]]:
    """Return id and title of the proposals that were joined to this one."""
    query = select(Proposal.id, Proposal.title).where(Proposal.merged_into_id == proposal_id, Proposal.hidden_at.is_(None)).order_by(Proposal.id)
    return [(r.id, r.title) for r in db.session.execute(query)]


def titles(ids: set[int]) -> dict[int, str]:
    """Return titles of public proposals. Cost: one query."""
    if not ids:
        return {}
    rows = db.session.execute(select(Proposal.id, Proposal.title).where(Proposal.id.in_(ids), Proposal.stage != Stage.DRAFT, Proposal.hidden_at.is_(None)))
    return {r.id: r.title for r in rows}


def supporters(proposal_id: int) -> set[int]:
    """Return who endorses a proposal now."""
    return set(db.session.scalars(select(Endorsement.person_id).where(Endorsement.proposal_id == proposal_id, Endorsement.withdrawn_at.is_(None))))


