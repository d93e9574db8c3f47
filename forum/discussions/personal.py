"""Which tables of this room speak of a person."""

from forum.accounts.types import OnLeaving, PersonalTable

PERSONAL = (
    PersonalTable("comments", "author_id", OnLeaving.KEEP, "What you wrote stays, signed former member; what you removed is gone."),
    PersonalTable("comment_marks", "person_id", OnLeaving.KEEP, "Comments you found helpful or not; the counts stay."),
    PersonalTable("expert_questions", "asker_id", OnLeaving.KEEP, "What you asked people who know; it stays, signed former member."),
    PersonalTable("experts_asked", "person_id", OnLeaving.KEEP, "What you were asked as somebody who knows."),
    PersonalTable("thread_visits", "person_id", OnLeaving.DELETE, "How far you had read."),
    PersonalTable("threads", "locked_by", OnLeaving.KEEP, "Threads you locked as a moderator."),
)
