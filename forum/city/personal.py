"""Which tables of this room speak of a person."""

from forum.accounts.types import OnLeaving, PersonalTable

PERSONAL = (
    PersonalTable("home_districts", "person_id", OnLeaving.DELETE, "The district you said you care about most."),
    PersonalTable("topic_interests", "person_id", OnLeaving.DELETE, "The topics you follow."),
)
