"""Which tables of this room speak of a person."""

from forum.accounts.types import OnLeaving, PersonalTable

PERSONAL = (
    PersonalTable("notices", "person_id", OnLeaving.DELETE, "Notices in your inbox."),
    PersonalTable("follows", "person_id", OnLeaving.DELETE, "What you follow."),
    PersonalTable("devices", "person_id", OnLeaving.DELETE, "Browsers you are told in.", hidden=("endpoint", "p256dh", "auth", "mark")),
    PersonalTable("notice_wishes", "person_id", OnLeaving.DELETE, "How you want to be told."),
    PersonalTable("blocks", "person_id", OnLeaving.DELETE, "Of whom you want no notices."),
    PersonalTable("blocks", "blocked_id", OnLeaving.DELETE, "Who wants no notices of you; not part of your download.", is_secret=True),
)
