"""Keeps what authors are writing. Nothing that was typed is ever overwritten by somebody who had not seen it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete

from forum.city import queries as city
from forum.kernel import images, storage
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, TooLarge
from forum.kernel.rules import Actor, Role
from forum.kernel.text import MAX_LENGTH, one_line
from forum.kernel.words import N_, sentence
from forum.proposals import content as contents
from forum.proposals.actions.moving import locked
from forum.proposals.content import Content
from forum.proposals.models import Aside, Participation, Proposal, ProposalPhoto, ProposalTopic, WorkingText
from forum.proposals.queries import standing, writing
from forum.proposals.types import MOST_TOPICS, Kind, Part, Saved, Stage

MOST_DRAFTS = 20
MOST_PHOTOS = 6


def start_draft(kind: Kind, *, title: str, once: str, actor: Actor, now: datetime) -> int:
    """Begin a proposal that only its author sees, and return its number.

    `once`: a token of the form; the same form sent twice leads to the same draft. Raises Invalid, NotAllowed.
    """
    if actor.person is None:
        raise NotFound
    again = standing.led_with_token(actor.person, once)
    if again is not None:
        return _begun_again(again, kind, title, actor, now)
    _may_begin(kind, actor)
    words = one_line(title)
    if len(words) < contents.TITLE_SHORTEST:
        raise Invalid(fields={"title": sentence(N_("A title of at least %(count)s letters, please."), count=contents.TITLE_SHORTEST)})
    if len(words) > contents.TITLE_LONGEST:
        raise Invalid(fields={"title": sentence(N_("At most %(limit)s letters; the rest belongs in the text."), limit=contents.TITLE_LONGEST)})
    row = Proposal(kind=kind, stage=Stage.DRAFT, stage_at=now, title=words, lead_id=actor.person, once=once[:40], created_at=now, touched_at=now)
    db.session.add(row)
    db.session.flush()
    home = city.home_district(actor.person)
    text = {**contents.tidy({"title": words}, kind), "district": home, "topics": []}
    db.session.add(Participation(proposal_id=row.id, person_id=actor.person, part=Part.LEAD, invited_at=now, accepted_at=now))
    db.session.add(WorkingText(proposal_id=row.id, content=text, saved_by=actor.person, saved_at=now))
    db.session.flush()
    return row.id


def save_text(
    proposal_id: int, content: Content, *, revision: int, actor: Actor, now: datetime, tab: str = "", base: Mapping[str, str] | None = None, joins: bool = False
) -> Saved:
    """Save the working text on top of `revision`.

    When somebody saved in between, theirs stays, this text is kept aside for its `tab`, and both come back to be compared. `base`: the
    `marks` of the sections as this tab found them; what it has not touched since is taken from theirs. `joins`: this is the comparison's
    own answer, so the text that was kept aside is done with.
    Raises NotFound for anyone but its authors, TooLarge past 200,000 characters in a section. Cost: ten statements.
    """
    proposal = _written_by(proposal_id, actor)
    row = writing.working_text(proposal_id)
    wanted = _working(content, Kind(proposal.kind), proposal_id)
    if max(len(str(value)) for value in wanted.values()) > MAX_LENGTH:
        raise TooLarge
    if wanted == row.content:
        if joins:
            _settle(proposal_id, actor, now)
        return Saved(row.revision, row.saved_at)
    if revision != row.revision:
        untouched = {name for name, mark in contents.marks(wanted).items() if base and base.get(name) == mark}
        aside = _set_aside(proposal_id, {**wanted, **{n: row.content.get(n) for n in untouched}}, tab[:20], actor, now)
        return Saved(row.revision, row.saved_at, others=row.content, others_by=row.saved_by, aside_id=aside)
    row.content, row.revision, row.saved_by, row.saved_at = wanted, row.revision + 1, actor.person, now
    if proposal.stage == Stage.DRAFT:
        proposal.title = wanted["title"][: contents.TITLE_LONGEST] or proposal.title
    proposal.touched_at = now
    if joins:
        _settle(proposal_id, actor, now)
    db.session.flush()
    return Saved(row.revision, now)


def drop_aside(proposal_id: int, *, actor: Actor, now: datetime) -> None:
    """Let one's own text that was kept aside go; the shared one stays."""
    _written_by(proposal_id, actor)
    _settle(proposal_id, actor, now)


def discard_draft(proposal_id: int, *, actor: Actor) -> None:
    """Throw an unpublished draft away, photos and all. Raises NotAllowed unless the actor leads it, Conflict once published."""
    row = _written_by(proposal_id, actor)
    if row.lead_id != actor.person:
        raise NotAllowed(N_("Only the person who began the draft can throw it away. You can leave it."))
    if row.stage != Stage.DRAFT:
        raise Conflict(N_("This is published already; it can be withdrawn, not thrown away."))
    for photo in list(db.session.scalars(db.select(ProposalPhoto).where(ProposalPhoto.proposal_id == proposal_id))):
        storage.discard(photo.key)
    for table in (ProposalPhoto, Aside, WorkingText, Participation, ProposalTopic):
        db.session.execute(delete(table).where(table.proposal_id == proposal_id))
    db.session.delete(row)
    db.session.flush()


def add_photo(proposal_id: int, data: bytes, *, alt: str, max_bytes: int, actor: Actor, now: datetime) -> int:
    """Take in a photo and put it at the end of the working text. Raises Invalid without alt text, TooLarge."""
    _written_by(proposal_id, actor)
    row = writing.working_text(proposal_id)
    words = one_line(alt)[:300]
    if len(words) < 3:
        raise Invalid(fields={"alt": N_("Say in a few words what the photo shows, for people who cannot see it.")})
    sent = db.session.query(ProposalPhoto.id).filter_by(proposal_id=proposal_id).count()
    if len(row.content.get("photos") or []) >= MOST_PHOTOS or sent >= MOST_PHOTOS * 4:
        raise Invalid(fields={"photo": sentence(N_("At most %(limit)s photos."), limit=MOST_PHOTOS)})
    picture = images.take_in(data, max_bytes=max_bytes, longest_side=1600)
    key = storage.store(picture.data, purpose="photos", owner_id=actor.person, now=now)
    photo = ProposalPhoto(proposal_id=proposal_id, key=key, width=picture.width, height=picture.height, added_by=actor.person, added_at=now)
    db.session.add(photo)
    db.session.flush()
    row.content = {**row.content, "photos": [*(row.content.get("photos") or []), {"id": photo.id, "alt": words}]}
    row.revision, row.saved_by, row.saved_at = row.revision + 1, actor.person, now
    db.session.flush()
    return photo.id


def read_photo(key: str) -> bytes:
    """Return the bytes of a photo. Raises NotFound."""
    return storage.fetch(key)


def _begun_again(number: int, kind: Kind, title: str, actor: Actor, now: datetime) -> int:
    # The back button, and another title or kind: the same draft, as it was meant now.
    row, words = locked(number), one_line(title)
    if row.stage != Stage.DRAFT or (row.title == words and row.kind == kind) or not contents.TITLE_SHORTEST <= len(words) <= contents.TITLE_LONGEST:
        return number
    if kind is not Kind(row.kind):
        _may_begin(kind, actor)
    working = writing.working_text(number)
    row.kind, row.title, row.touched_at = kind, words, now
    working.content = _working({**working.content, "title": words}, kind, number)
    working.revision += 1
    db.session.flush()
    return number


def _may_begin(kind: Kind, actor: Actor) -> None:
    if kind is Kind.OFFICIAL and not (actor.has_role(Role.OFFICER) or actor.has_role(Role.COUNCIL_MEMBER)):
        raise NotAllowed(N_("Official proposals come from the city’s officers and council members."))
    if standing.drafts_of(actor.person or 0) >= MOST_DRAFTS:
        raise Conflict(sentence(N_("You have %(count)s drafts already. Publish or throw one away first."), count=MOST_DRAFTS))


def _written_by(proposal_id: int, actor: Actor) -> Proposal:
    row = locked(proposal_id, hidden_too=True)  # what stays among its authors may be mended while it is hidden
    if not standing.is_author(proposal_id, actor.person):
        raise NotFound
    if row.stage not in {Stage.DRAFT, Stage.OPEN, Stage.UNDER_REVIEW}:
        raise Conflict(N_("The text can no longer be changed at this stage."))
    return row


def _working(content: Content, kind: Kind, proposal_id: int) -> Content:
    made = contents.tidy(content, kind)
    own = set(db.session.scalars(db.select(ProposalPhoto.id).where(ProposalPhoto.proposal_id == proposal_id))) if made["photos"] else set()
    made["photos"] = [p for p in made["photos"] if p["id"] in own][:MOST_PHOTOS]
    district = content.get("district")
    made["district"] = district if district in city.district_ids_by_slug().values() else None
    made["topics"] = sorted({t for t in content.get("topics") or [] if isinstance(t, int)})[:MOST_TOPICS]
    return made


def _set_aside(proposal_id: int, content: Content, tab: str, actor: Actor, now: datetime) -> int:
    row = writing.open_aside(proposal_id, actor.person, tab) or Aside(proposal_id=proposal_id, person_id=actor.person, tab=tab)
    row.content, row.at = content, now
    db.session.add(row)
    db.session.flush()
    return row.id


def _settle(proposal_id: int, actor: Actor, now: datetime) -> None:
    aside = writing.open_aside(proposal_id, actor.person)
    if aside is not None:
        aside.resolved_at = now
