"""Which facts of the house start, stop and end the council's clock; which lead to notices, and to the index."""

from forum.council import events, indexing, notices
from forum.council.actions import receiving
from forum.kernel import clock
from forum.kernel.events import Recorded, listen
from forum.proposals.events import ProposalHidden, ProposalShown, StageMoved
from forum.voting.events import ContestVoided


def start() -> None:
    """Listen."""
    listen(StageMoved, follow_stage)
    listen(events.CaseReceived, notices.tell_received)
    listen(events.CaseAssigned, notices.tell_assigned)
    listen(events.AnswerExtended, notices.tell_extended)
    listen(events.CaseResumed, notices.tell_resumed)
    listen(events.QuestionAsked, notices.tell_asked)
    listen(events.MilestoneSet, notices.tell_set)
    listen(events.MilestoneLate, notices.tell_late)
    listen(events.AnswerReminded, notices.tell_reminder)
    listen(events.AnswerOverdue, notices.tell_overdue)
    listen(events.DecisionPublished, notices.tell_decided)
    listen(events.MilestoneReported, notices.tell_reported)
    listen(events.MilestoneDropped, notices.tell_dropped)
    listen(events.WorkFinished, notices.tell_finished)
    listen(ContestVoided, notices.tell_void)
    listen(events.DecisionPublished, indexing.index_decision)
    listen(events.MinutesPublished, indexing.index_minutes)
    listen(ProposalHidden, indexing.index_shown)
    listen(ProposalShown, indexing.index_shown)


def follow_stage(event: Recorded) -> None:
    """Start the clock at review, stop it while authors have taken a proposal back, end it when nothing is left to answer."""
    receiving.follow(event.subject_id, now=clock.now())
