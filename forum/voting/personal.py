"""Which tables of this room speak of a person."""

from forum.accounts.types import OnLeaving, PersonalTable

_KEEP, _DETACH = OnLeaving.KEEP, OnLeaving.DETACH

PERSONAL = (
    PersonalTable("contest_roll", "person_id", _KEEP, "That you voted, so that nobody votes twice; what you voted cannot be found."),
    PersonalTable("contests", "made_by", _DETACH, "Votes you prepared as an officer."),
    PersonalTable("contests", "early_by", _DETACH, "Votes you asked to close early as an officer."),
    PersonalTable("contest_results", "certified_by", _DETACH, "Results you certified as an officer."),
)
