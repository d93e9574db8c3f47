"""Which tables of this room speak of a person."""

from forum.accounts.types import OnLeaving, PersonalTable

_KEEP, _DETACH, _DELETE = OnLeaving.KEEP, OnLeaving.DETACH, OnLeaving.DELETE

PERSONAL = (
    PersonalTable("council_office_people", "person_id", _DELETE, "Offices you work for."),
    PersonalTable("council_assignments", "by", _DETACH, "Cases you gave to an office."),
    PersonalTable("council_cases", "extended_by", _DETACH, "Due days you moved."),
    PersonalTable("council_notes", "author_id", _KEEP, "Notes you left for other members of the council."),
    PersonalTable("council_questions", "asked_by", _DETACH, "Questions you asked for the council."),
    PersonalTable("council_sessions", "made_by", _DETACH, "Sessions you planned."),
    PersonalTable("decision_drafts", "saved_by", _DETACH, "Drafts of decisions you saved last."),
    PersonalTable("decisions", "recorded_by", _DETACH, "Decisions you recorded."),
    PersonalTable("decision_votes", "member_id", _KEEP, "How you voted as a member of the council, under the name you had: a public record."),
    PersonalTable("milestones", "made_by", _DETACH, "Milestones you set."),
    PersonalTable("milestone_reports", "by", _DETACH, "Reports you wrote on milestones."),
)
