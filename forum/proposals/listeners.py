"""Which facts of this room lead to notices, and to the index."""

from forum.discussions.events import CommentPosted, CommentRemoved
from forum.kernel import clock
from forum.kernel.events import Recorded, listen
from forum.kernel.i18n import chosen, say
from forum.proposals import events, indexing, notices, support
from forum.proposals.actions.counting import count_comments
from forum.proposals.actions.picturing import draw_card
from forum.proposals.queries import reading
from forum.proposals.types import SUBJECT, Stage


def start() -> None:
    """Listen."""
    for fact in (events.VersionPublished, events.StageMoved, events.Endorsed, events.EndorsementWithdrawn):
        listen(fact, picture)
    listen(CommentPosted, count)
    listen(CommentRemoved, count)
    listen(events.VersionPublished, notices.tell_version)
    listen(events.CommentLedToVersion, notices.tell_led)
    listen(events.VersionPublished, indexing.index)
    listen(events.ProposalsMerged, indexing.index)
    listen(events.ProposalHidden, indexing.index)
    listen(events.ProposalShown, indexing.index)
    listen(events.StageMoved, notices.tell_stage)
    listen(events.AuthorInvited, notices.tell_invited)
    listen(events.InvitationAnswered, notices.tell_answered)
    listen(events.AmendmentProposed, notices.tell_amendment)
    listen(events.AmendmentDecided, notices.tell_amendment_decided)
    listen(events.MergeAsked, notices.tell_merge_asked)
    listen(events.MergeDeclined, notices.tell_merge_declined)
    listen(events.ProposalsMerged, notices.tell_merged)


def picture(event: Recorded) -> None:
    """Draw the picture for links anew, if it would look different: the bar moves by tenths."""
    row = reading.row(event.subject_id)
    words = say(support.progress(row.support, row.threshold, reached=row.reached_at is not None, is_open=row.stage == Stage.OPEN).words)
    draw_card(row.id, locale=chosen(), words=words, now=event.at)


def count(event: Recorded) -> None:
    """Keep the number of comments of a proposal."""
    if event.data["about"] == SUBJECT:
        count_comments(event.data["about_id"], now=clock.now())
