"""Suggests changes to a paragraph, weighs them, and takes them in or not, with a reason."""

from datetime import datetime

from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.text import one_line, render
from forum.kernel.words import N_, sentence
from forum.proposals import content as contents
from forum.proposals.actions.moving import AUTHORS_ONLY, locked
from forum.proposals.actions.publishing import write_version
from forum.proposals.content import SECTIONS, paragraphs, replace_paragraph
from forum.proposals.events import AmendmentDecided, AmendmentProposed, AmendmentWished
from forum.proposals.lifecycle import CHANGEABLE
from forum.proposals.models import Amendment, AmendmentWish, Proposal
from forum.proposals.queries import amendments, reading, standing, writing
from forum.proposals.types import Kind, Level, Outcome

GONE = N_("The paragraph this changes is no longer in the text. Nothing of the amendment is lost: it stays readable here, "
          "and its author can suggest it again for another paragraph.")  # fmt: skip
NOT_NOW = N_("At this stage the text takes no more amendments.")
LONGEST = 8_000
MOST_OPEN, MOST_OPEN_EACH = 300, 10


def propose_amendment(proposal_id: int, *, section: str, original: str, nth: int = 0, proposed: str, reason: str, actor: Actor, now: datetime) -> int:
    """Suggest that one paragraph read differently; an empty `proposed` asks to take it out. `nth`: which of equal ones. Raises Invalid, Conflict."""
    row = locked(proposal_id)
    if row.version_number == 0:
        raise NotFound
    if row.stage not in CHANGEABLE:
        raise Conflict(NOT_NOW)
    current = reading.version(proposal_id, row.version_number).content
    proposed = contents.tidy({"measure": proposed}, Kind.CITIZEN)["measure"].strip()
    _check(row, current, section=section, original=original, proposed=proposed, reason=reason)
    _refuse_repetition(proposal_id, section, original, proposed, actor)
    _refuse_flood(proposal_id, actor)
    made = Amendment(proposal_id=proposal_id, base_number=row.version_number, section=section, original=original, nth=nth, proposed=proposed,
                     html=render(proposed, top=4).html, reason=one_line(reason)[:600], author_id=actor.person, at=now, outcome=Outcome.OPEN)  # fmt: skip
    db.session.add(made)
    row.touched_at = now
    db.session.flush()
    record(AmendmentProposed(proposal_id=proposal_id, amendment_id=made.id), actor_id=actor.person, at=now)
    return made.id


def wish(amendment_id: int, *, level: Level | None, actor: Actor, now: datetime) -> None:
    """Say how strongly one wants an amendment; None takes it back. Raises Conflict once it is decided."""
    amendment = _open(amendment_id)
    row = db.session.get(AmendmentWish, (amendment_id, actor.person))
    if level is None:
        if row is not None:
            db.session.delete(row)
    elif row is None:
        db.session.add(AmendmentWish(amendment_id=amendment_id, person_id=actor.person, level=int(level), at=now))
    else:
        row.level, row.at = int(level), now
    db.session.flush()
    record(AmendmentWished(proposal_id=amendment.proposal_id, amendment_id=amendment_id), actor_id=actor.person, at=now)


def accept(amendment_id: int, *, reason: str, actor: Actor, now: datetime) -> int:
    """Take an amendment in: one new version that credits its author. Raises NotAllowed, Conflict when its paragraph has gone."""
    amendment, row = _for_authors(amendment_id, actor)
    if len(one_line(reason)) < 2:
        raise Invalid(fields={"reason": N_("Say why, in a word or two; everybody can read it.")})
    current = reading.version(row.id, row.version_number).content
    changed = replace_paragraph(current.get(amendment.section, ""), amendment.original, amendment.proposed, amendment.nth)
    if changed is None:
        raise Conflict(GONE)
    wanted = {**current, amendment.section: changed}
    faults = contents.faults(wanted, Kind(row.kind))
    if faults:
        raise Invalid(next(iter(faults.values())))
    words = one_line(reason)[:200] or N_("An amendment was accepted.")
    number = write_version(row, wanted, reason=words, is_substantial=True, person_id=actor.person or 0, now=now)
    amendment.version_number = number
    _into_working_text(row.id, amendment, actor, now)
    _decide(amendment, Outcome.ACCEPTED, one_line(reason), actor, now)
    return number


def reject(amendment_id: int, *, reason: str, actor: Actor, now: datetime) -> None:
    """Turn an amendment down, with the reason its author and everyone can read. Raises NotAllowed, Invalid."""
    amendment, row = _for_authors(amendment_id, actor)
    words = one_line(reason)
    if len(words) < 5:
        raise Invalid(fields={"reason": N_("Say why not; whoever suggested it deserves a reason.")})
    row.touched_at = now
    _decide(amendment, Outcome.REJECTED, words, actor, now)


def withdraw_amendment(amendment_id: int, *, actor: Actor, now: datetime) -> None:
    """Take one's own amendment back. Raises NotAllowed."""
    amendment = _open(amendment_id, hidden_too=True)
    if amendment.author_id != actor.person:
        raise NotAllowed(N_("Only the person who suggested it can take it back."))
    locked(amendment.proposal_id, hidden_too=True).touched_at = now
    _decide(amendment, Outcome.WITHDRAWN, "", actor, now)


def _check(row: Proposal, current: contents.Content, *, section: str, original: str, proposed: str, reason: str) -> None:
    known = {s.name for s in SECTIONS[Kind(row.kind)] if not s.options}
    if section not in known or original not in paragraphs(current.get(section, "")):
        raise Invalid(fields={"paragraph": N_("This paragraph is no longer in the text. Choose one of those that are; what you wrote is kept below.")})
    if proposed == original:
        raise Invalid(fields={"proposed": N_("This is the paragraph as it stands. Change something.")})
    if len(proposed) > LONGEST:
        raise Invalid(fields={"proposed": sentence(N_("This has %(length)s characters; the most is %(limit)s. Nothing was cut."), length=len(proposed), limit=LONGEST)})
    if len(one_line(reason)) < 5:
        raise Invalid(fields={"reason": N_("Say why, in a sentence.")})


def _refuse_repetition(proposal_id: int, section: str, original: str, proposed: str, actor: Actor) -> None:
    same = db.session.query(Amendment.id).filter_by(proposal_id=proposal_id, section=section, original=original, proposed=proposed, outcome=Outcome.OPEN)
    if same.first() is not None:
        raise Invalid(fields={"proposed": N_("This very change has been suggested already. Say there how much you want it.")})


def _refuse_flood(proposal_id: int, actor: Actor) -> None:
    waiting = db.session.query(Amendment.author_id).filter_by(proposal_id=proposal_id, outcome=Outcome.OPEN).limit(MOST_OPEN).all()
    if len(waiting) >= MOST_OPEN or sum(w.author_id == actor.person for w in waiting) >= MOST_OPEN_EACH:
        raise Invalid(fields={"proposed": N_("Many suggestions wait for an answer already. Say how much you want one of those, or wait until some are decided.")})


def _open(amendment_id: int, *, hidden_too: bool = False) -> Amendment:
    found = amendments.amendment(amendment_id)
    row = locked(found.proposal_id, hidden_too=hidden_too)
    db.session.refresh(found)
    if found.outcome != Outcome.OPEN:
        raise Conflict(N_("This amendment is decided already."))
    if row.stage not in CHANGEABLE:
        raise Conflict(NOT_NOW)
    return found


def _for_authors(amendment_id: int, actor: Actor) -> tuple[Amendment, Proposal]:
    found = _open(amendment_id)
    if not standing.is_author(found.proposal_id, actor.person):
        raise NotAllowed(AUTHORS_ONLY)
    return found, locked(found.proposal_id)


def _into_working_text(proposal_id: int, amendment: Amendment, actor: Actor, now: datetime) -> None:
    # What the authors are writing takes the change in as well, where the paragraph still reads as it did. Where it does not, the
    # new revision makes whoever publishes look again, and the check says which accepted amendment their text leaves out.
    working = writing.working_text(proposal_id)
    changed = replace_paragraph(working.content.get(amendment.section, ""), amendment.original, amendment.proposed, amendment.nth)
    if changed is not None:
        working.content = {**working.content, amendment.section: changed}
    working.revision, working.saved_by, working.saved_at = working.revision + 1, actor.person, now


def _decide(amendment: Amendment, outcome: Outcome, words: str, actor: Actor, now: datetime) -> None:
    amendment.outcome, amendment.decision, amendment.decided_by, amendment.decided_at = outcome, words[:600], actor.person, now
    db.session.flush()
    record(AmendmentDecided(proposal_id=amendment.proposal_id, amendment_id=amendment.id, outcome=outcome), actor_id=actor.person, at=now)
