"""Which facts of this room lead to notices, and to the index."""

from forum.discussions import events, indexing, notices
from forum.kernel.events import listen


def start() -> None:
    """Listen."""
    listen(events.CommentPosted, notices.tell_posted)
    listen(events.CommentShown, notices.tell_shown)
    listen(events.ExpertsAsked, notices.tell_experts)
    listen(events.ExpertAnswered, notices.tell_answer)
    listen(events.QuestionExpired, notices.tell_unanswered)
    listen(events.ThreadHidden, indexing.index_all)
    for fact in (events.CommentPosted, events.CommentEdited, events.CommentRemoved, events.CommentHidden, events.CommentShown):
        listen(fact, indexing.index)
