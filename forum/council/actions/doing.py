"""Sets milestones and reports on them: what was promised, how far it is, what it cost, with evidence."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import select

from forum.council.actions.receiving import locked
from forum.council.events import MilestoneDropped, MilestoneLate, MilestoneReported, MilestoneSet, WorkFinished
from forum.council.models import Case, Milestone, MilestoneReport
from forum.council.pacing import pace
from forum.council.queries import cases, decisions, doing
from forum.council.types import ACCEPTING, SENT_BEFORE, CaseState, Pace
from forum.kernel import images, letters, storage
from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid, NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.text import one_line, render, spoken
from forum.kernel.words import N_, Sentence
from forum.proposals.actions import moving
from forum.proposals.queries import reading
from forum.proposals.types import Mover, Stage

MOST_MONEY = 10**15
MOST = 60
FARTHEST = timedelta(days=3660)
TOO_FAR = N_("Within ten years.")


@dataclass(frozen=True)
class Report:
    """What is reported of a milestone. `photo`: bytes as they were sent, or None."""

    words: str
    percent: int
    spent: int
    due_on: date
    link: str = ""
    photo: bytes | None = None
    photo_alt: str = ""
    is_dropped: bool = False


def set_milestone(case_id: int, *, title: str, due_on: date, planned: int, once: str, actor: Actor, now: datetime) -> int:
    """Set a milestone of what was accepted and return its number; the first one says that work has begun. Raises Invalid, Conflict."""
    case, words, today = locked(case_id), one_line(title), now.astimezone(letters.zone()).date()
    again = doing.by_once(once)
    if again is not None:
        if (again.case_id, again.title, again.first_due_on) != (case.id, words, due_on):
            raise Conflict(SENT_BEFORE)
        return again.id
    decided = decisions.latest([case.id]).get(case.id)
    if case.state != CaseState.ANSWERED or decided is None or decided.verdict not in ACCEPTING:
        raise Conflict(N_("Milestones follow a decision that accepts something."))
    proposal = moving.locked(case.proposal_id)
    if proposal.stage not in {Stage.DECIDED, Stage.BEING_DONE}:
        raise Conflict(N_("All that was promised is done. What comes after begins as a proposal of its own."))
    faults = _faults(words, due_on, planned, today=today)
    if len(doing.of_case(case.id, today)) >= MOST:
        faults["title"] = N_("There are enough milestones; put what belongs together into one.")
    if faults:
        raise Invalid(fields=faults)
    row = Milestone(case_id=case.id, decision_id=decided.id, title=words, due_on=due_on, first_due_on=due_on, planned=planned, once=once, made_by=actor.person, touched_at=now)
    db.session.add(row)
    if proposal.stage == Stage.DECIDED:
        moving.move_stage(proposal, Stage.BEING_DONE, by=Mover.COUNCIL, person_id=actor.person, now=now)
    case.touched_at = now
    db.session.flush()
    record(MilestoneSet(case_id=case.id, proposal_id=case.proposal_id, milestone_id=row.id, due_on=due_on.isoformat()), actor_id=actor.person, at=now)
    return row.id


def _faults(words: str, due_on: date, planned: int, *, today: date) -> dict[str, Sentence | str]:
    faults: dict[str, Sentence | str] = {}
    if not 3 <= len(words) <= 160:
        faults["title"] = N_("Say what will be done, in 3 to 160 letters.")
    if due_on < today:
        faults["due_on"] = N_("A promise is for a day still to come.")
    if due_on > today + FARTHEST:
        faults["due_on"] = TOO_FAR
    if not 0 <= planned <= MOST_MONEY:
        faults["planned"] = N_("Not a sum we can show.")
    return faults


def report(milestone_id: int, made: Report, *, max_bytes: int, once: str, actor: Actor, now: datetime) -> None:
    """Report on a milestone. 100 percent is done; what was done is not undone. Raises Invalid, Conflict; the same form sent twice reports once."""
    case = locked(doing.milestone(milestone_id).case_id)
    row = _locked(milestone_id)
    again = doing.report_by_once(once)
    if again is not None:
        if (again.milestone_id, again.source) != (row.id, made.words):
            raise Conflict(SENT_BEFORE)
        return
    if row.done_on is not None or row.dropped_at is not None:
        raise Conflict(N_("This milestone is finished. Set another one if there is more to do."))
    html = render(made.words).html
    _check(made, row, html, today=now.astimezone(letters.zone()).date())
    due_on = row.due_on if made.percent == 100 or made.is_dropped else made.due_on
    photo = images.take_in(made.photo, max_bytes=max_bytes, longest_side=1600) if made.photo else None
    key = storage.store(photo.data, purpose="milestones", owner_id=None, now=now) if photo else None
    added = MilestoneReport(
        milestone_id=row.id, at=now, by=actor.person, percent=made.percent, spent=made.spent, due_on=due_on, source=made.words, html=html, link=one_line(made.link), photo_key=key,
        photo_alt=one_line(made.photo_alt)[:200] if photo else "", photo_width=photo.width if photo else 0, photo_height=photo.height if photo else 0, once=once,
    )  # fmt: skip
    db.session.add(added)
    row.percent, row.spent, row.due_on, row.touched_at, case.touched_at = made.percent, made.spent, due_on, now, now
    if made.is_dropped:
        row.dropped_at = now
        record(MilestoneDropped(case_id=case.id, proposal_id=case.proposal_id, milestone_id=row.id), actor_id=actor.person, at=now)
    elif made.percent == 100:
        row.done_on = now.astimezone(letters.zone()).date()
    db.session.flush()
    record(MilestoneReported(case_id=case.id, proposal_id=case.proposal_id, milestone_id=row.id, report_id=added.id, percent=made.percent, is_done=row.done_on is not None), actor_id=actor.person, at=now)


def drop_all(case: Case, *, actor: Actor, now: datetime) -> None:
    """Give up what is open of a case whose decision was corrected to one that accepts nothing. The case is locked."""
    for row in db.session.scalars(select(Milestone).where(Milestone.case_id == case.id, Milestone.done_on.is_(None), Milestone.dropped_at.is_(None)).order_by(Milestone.id).with_for_update(key_share=True)):
        row.dropped_at = row.touched_at = now
        record(MilestoneDropped(case_id=case.id, proposal_id=case.proposal_id, milestone_id=row.id), actor_id=actor.person, at=now)
    db.session.flush()


def _check(made: Report, row: Milestone, html: str, *, today: date) -> None:
    faults: dict[str, Sentence | str] = {}
    if made.due_on > today + FARTHEST:
        faults["due_on"] = TOO_FAR
    if made.due_on not in {row.due_on, row.first_due_on} and made.due_on < today and made.percent < 100 and not made.is_dropped:
        faults["due_on"] = N_("What is not done yet is promised for a day still to come.")
    if spoken(html) < 8:
        faults["words"] = N_("Say what was done, or why it was not, in a sentence.")
    if not 0 <= made.percent <= 100:
        faults["percent"] = N_("From 0 to 100.")
    if not 0 <= made.spent <= MOST_MONEY:
        faults["spent"] = N_("Not a sum we can show.")
    faults |= _faults_of_evidence(made)
    if made.is_dropped and made.percent == 100:
        faults["percent"] = N_("What is done is not given up.")
    if faults:
        raise Invalid(fields=faults)


def _faults_of_evidence(made: Report) -> dict[str, Sentence | str]:
    faults: dict[str, Sentence | str] = {}
    if made.link and not _leads_somewhere(one_line(made.link)):
        faults["link"] = N_("A link begins with https://.")
    if made.photo and len(one_line(made.photo_alt)) < 3:
        faults["photo_alt"] = N_("Say in a few words what the photo shows, for people who cannot see it.")
    if not made.photo and one_line(made.photo_alt):
        faults["photo"] = N_("Words for a photo, but no photo. Choose it, or empty the words.")
    return faults


def finish(case_id: int, *, actor: Actor, now: datetime) -> None:
    """Say that all that was promised is done. Raises Conflict while a milestone is open."""
    case, today = locked(case_id), now.astimezone(letters.zone()).date()
    paces = {w.pace for w in doing.of_case(case.id, today)}
    if paces & {Pace.AHEAD, Pace.LATE}:
        raise Conflict(N_("Something is still open. Report on it, or give it up with a reason, first."))
    if Pace.DONE not in paces:
        raise Conflict(N_("Nothing of it was done. If nothing will be, correct the decision by a new one that says so and why."))
    moving.move_stage(moving.locked(case.proposal_id), Stage.DONE, by=Mover.COUNCIL, person_id=actor.person, now=now)
    case.touched_at = now
    record(WorkFinished(case_id=case.id, proposal_id=case.proposal_id), actor_id=actor.person, at=now)


def note_late(milestone_id: int, *, now: datetime) -> bool:
    """Note that the day promised first has passed and a milestone is not done. Once, however often it is asked."""
    case = locked(doing.milestone(milestone_id).case_id)
    row = _locked(milestone_id)
    if row.late_at is not None or pace(min(row.due_on, row.first_due_on), row.done_on, now.astimezone(letters.zone()).date(), is_dropped=row.dropped_at is not None) is not Pace.LATE:
        return False
    row.late_at = row.touched_at = case.touched_at = now
    db.session.flush()
    record(MilestoneLate(case_id=case.id, proposal_id=case.proposal_id, milestone_id=row.id), actor_id=None, at=now)
    return True


def photo(report_id: int) -> bytes:
    """Return the photo of a report on a proposal that may be read. Raises NotFound, Gone."""
    found = doing.report(report_id)
    if found is None or found.photo_key is None:
        raise NotFound
    reading.public(cases.case(doing.milestone(found.milestone_id).case_id).proposal_id)
    return storage.fetch(found.photo_key)


def _leads_somewhere(link: str) -> bool:
    try:
        return link.startswith(("https://", "http://")) and bool(urlsplit(link).hostname) and " " not in link
    except ValueError:
        return False


def _locked(milestone_id: int) -> Milestone:
    row = db.session.scalars(select(Milestone).where(Milestone.id == milestone_id).with_for_update(key_share=True).execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound
    return row
