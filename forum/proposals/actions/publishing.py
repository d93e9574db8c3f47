"""Publishes versions: the working text becomes an immutable one."""

import re
from datetime import datetime, timedelta

from sqlalchemy import delete, update

from forum.discussions.actions import tending
from forum.discussions.queries import threads
from forum.kernel import storage
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.text import one_line, render
from forum.kernel.words import N_, Sentence
from forum.notifications.actions import follow
from forum.notifications.types import FollowLevel
from forum.proposals import content as contents
from forum.proposals.actions.moving import AUTHORS_ONLY, locked, move_stage
from forum.proposals.content import SECTIONS, Content
from forum.proposals.events import CommentLedToVersion, VersionPublished
from forum.proposals.lifecycle import CHANGEABLE
from forum.proposals.models import Proposal, ProposalPhoto, ProposalTopic, Version, VersionComment
from forum.proposals.queries import reading, standing, writing
from forum.proposals.support import needs_threshold
from forum.proposals.types import SUBJECT, Kind, Mover, Stage

FIRST = N_("First version")
MOST_COMMENTS = 20
_COMMENT = re.compile(r"/comments/(\d{1,15})\b")


def publish(proposal_id: int, *, reason: str, is_substantial: bool, revision: int | None = None, comments: str = "", actor: Actor, now: datetime) -> int:
    """Make the working text a version, and return its number.

    The first one opens the proposal: its area, its threshold and its date are fixed then. A later one needs a reason,
    and says whether it is substantial, so that supporters can be told. Sent twice, it publishes once. `comments`: addresses of
    comments in its discussion that led to this.
    Raises Invalid naming each section at fault, NotAllowed, Conflict when the text was changed since it was checked.
    """
    row = locked(proposal_id)
    if not standing.is_author(proposal_id, actor.person):
        raise NotFound if row.stage == Stage.DRAFT else NotAllowed(AUTHORS_ONLY)
    working = writing.working_text(proposal_id)
    if revision is not None and revision != working.revision:
        raise Conflict(N_("The text was changed after you looked at it. Look once more, then publish."))
    kind = Kind(row.kind)
    wanted = contents.tidy(working.content, kind)
    _check(wanted, kind, topics=working.content.get("topics") or [])
    if row.stage == Stage.DRAFT:
        _open(row, working.content, actor=actor, now=now)
        return write_version(row, wanted, reason=FIRST, is_substantial=True, person_id=actor.person or row.lead_id, now=now)
    if set(reading.topic_ids(row.id)) != set(working.content.get("topics") or []):
        row.touched_at = now
    _set_topics(row.id, working.content.get("topics") or [])
    if not contents.changed_sections(reading.version(row.id, row.version_number).content, wanted):
        return row.version_number
    words = one_line(reason)
    if len(words) < 5:
        raise Invalid(fields={"reason": N_("Say in a sentence what you changed and why; it stands in the history.")})
    led = _comments(proposal_id, comments)
    number = write_version(row, wanted, reason=words, is_substantial=is_substantial, person_id=actor.person or row.lead_id, now=now)
    made = reading.version(row.id, number)
    tending.cite_comments(led, now=now)
    db.session.add_all(VersionComment(version_id=made.id, comment_id=c) for c in led)
    for comment in led:
        record(CommentLedToVersion(proposal_id=row.id, comment_id=comment, number=number), actor_id=actor.person, at=now)
    db.session.flush()
    return number


def _comments(proposal_id: int, text: str) -> list[int]:
    found = list(dict.fromkeys(int(number) for number in _COMMENT.findall(text)))[:MOST_COMMENTS]
    known = threads.belonging(found, SUBJECT, proposal_id)
    if set(found) != known or (text.strip() and not found):
        raise Invalid(fields={"comments": N_("These are not addresses of comments in the discussion of this proposal.")})
    return found


def write_version(row: Proposal, content: Content, *, reason: str, is_substantial: bool, person_id: int, now: datetime) -> int:
    """Add the next version to a locked, open proposal and return its number. Raises Conflict at a stage that allows no change."""
    if row.stage not in CHANGEABLE:
        raise Conflict(N_("The text can no longer be changed at this stage."))
    number = row.version_number + 1
    previous = reading.version(row.id, row.version_number).hash if row.version_number else "0" * 64
    digest = contents.version_hash(proposal_id=row.id, number=number, content=content, reason=reason, at=now, previous=previous)
    html = {s.name: render(content[s.name]).html for s in SECTIONS[Kind(row.kind)] if content.get(s.name) and not s.options}
    version = Version(proposal_id=row.id, number=number, author_id=person_id, at=now, reason=reason[:300], is_substantial=is_substantial,
                      title=content["title"], content=content, html=html, hash=digest, previous_hash=previous)  # fmt: skip
    db.session.add(version)
    place = content.get("place") or {}
    row.title, row.summary, row.version_number, row.touched_at = content["title"], contents.summary(content), number, now
    row.latitude, row.longitude, row.place = place.get("latitude"), place.get("longitude"), place.get("name", "")
    db.session.flush()
    shown = tuple(p["id"] for p in content.get("photos") or [])
    storage.hand_over(reading.photo_keys(shown))
    db.session.execute(update(ProposalPhoto).where(ProposalPhoto.id.in_(shown), ProposalPhoto.published_at.is_(None)).values(published_at=now))
    fact = VersionPublished(proposal_id=row.id, version_id=version.id, number=number, is_substantial=is_substantial)
    record(fact, actor_id=person_id, at=now)
    return number


def _check(content: Content, kind: Kind, *, topics: list[int]) -> None:
    found: dict[str, Sentence | str] = {**contents.faults(content, kind)}
    if not topics:
        found["topics"] = N_("Choose at least one topic, so that people find it.")
    if found:
        raise Invalid(fields=found)


def _open(row: Proposal, working: Content, *, actor: Actor, now: datetime) -> None:
    row.district_id = working.get("district")
    if needs_threshold(Kind(row.kind)):
        row.threshold, days = standing.rule_for(row.district_id)
        row.closes_at = now + timedelta(days=days)
    row.opened_at = now
    _set_topics(row.id, working.get("topics") or [])
    move_stage(row, Stage.OPEN, by=Mover.AUTHOR, person_id=actor.person, now=now)
    for person in standing.author_ids(row.id):
        follow(SUBJECT, row.id, level=FollowLevel.ALL, actor=Actor(person=person), now=now, only_if_new=True)


def _set_topics(proposal_id: int, topics: list[int]) -> None:
    db.session.execute(delete(ProposalTopic).where(ProposalTopic.proposal_id == proposal_id))
    db.session.add_all(ProposalTopic(proposal_id=proposal_id, topic_id=t) for t in topics)
    db.session.flush()
