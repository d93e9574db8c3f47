"""Puts decisions and minutes into the index. Of a case only the decision in force is there, and none while its proposal is hidden."""

from forum.council.queries import cases, decisions, meetings
from forum.council.types import DECISION, MINUTES
from forum.kernel.events import Recorded
from forum.kernel.text import one_line
from forum.proposals.queries import reading
from forum.search.actions import forget, keep
from forum.search.types import Document


def index_decision(event: Recorded) -> None:
    """Index what the council decided, in place of what it corrects."""
    _index(event.data["proposal_id"])


def index_shown(event: Recorded) -> None:
    """Take the decision on a hidden proposal out of the index, or put it back."""
    _index(event.subject_id)


def _index(proposal_id: int) -> None:
    case, proposal = cases.of_proposal(proposal_id), reading.row(proposal_id)
    for n, row in enumerate(decisions.of_case(case.id) if case is not None else []):
        if n or proposal.hidden_at is not None:
            forget(DECISION, row.id)
        else:
            words = [row.resolution, row.reasons, row.departure, *(p.source for p in decisions.points(row.id))]
            keep(Document(DECISION, row.id, proposal.title, one_line(" ".join(words)), f"/council/decisions/{row.id}", row.at))


def index_minutes(event: Recorded) -> None:
    """Index the minutes of a session as they read now."""
    row, entries = meetings.session(event.subject_id), meetings.minutes(event.subject_id)
    keep(Document(MINUTES, row.id, row.title, one_line(" ".join(e.words for e in entries)), f"/council/sessions/{row.public_id}", entries[0].at))
