"""Which tables of this room speak of a person."""

from forum.accounts.types import OnLeaving, PersonalTable

PERSONAL = (
    PersonalTable("notices", "person_id", OnLeaving.DELETE, "Notices in your inbox."),
    PersonalTable("follows", "person_id", OnLeaving.DELETE, "What you follow."),
)
