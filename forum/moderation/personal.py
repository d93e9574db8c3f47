"""Which tables of this room speak of a person."""

from forum.accounts.types import OnLeaving, PersonalTable

_STAFF = ("by_id", "seconded_by", "claimed_by", "decided_by")

PERSONAL = (
    PersonalTable("moderation_reports", "reporter_id", OnLeaving.DETACH, "What you reported; the report stays, without your name.", is_own=True),
    PersonalTable("moderation_cases", "author_id", OnLeaving.KEEP, "Cases about what you wrote.", hidden=_STAFF),
    PersonalTable("moderation_cases", "claimed_by", OnLeaving.KEEP, "Cases you read as a moderator."),
    PersonalTable("moderation_decisions", "person_id", OnLeaving.KEEP, "Decisions on what you wrote, with their reasons.", hidden=_STAFF, once="public_at"),
    PersonalTable("moderation_decisions", "by_id", OnLeaving.KEEP, "Decisions you took as a moderator; who decides answers for it."),
    PersonalTable("moderation_decisions", "seconded_by", OnLeaving.KEEP, "Decisions you looked at as the second moderator."),
    PersonalTable("moderation_appeals", "person_id", OnLeaving.KEEP, "Your appeals and the replies.", hidden=_STAFF),
    PersonalTable("moderation_appeals", "decided_by", OnLeaving.KEEP, "Appeals you decided."),
    PersonalTable("moderation_traces", "author_id", OnLeaving.DELETE, "Fingerprints of your latest texts, to find copies; kept thirty days."),
)
