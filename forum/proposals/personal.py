"""Which tables of this room speak of a person."""

from forum.accounts.types import OnLeaving, PersonalTable

_KEEP, _DETACH, _DELETE = OnLeaving.KEEP, OnLeaving.DETACH, OnLeaving.DELETE

PERSONAL = (
    PersonalTable("proposals", "lead_id", _KEEP, "What you proposed stays, signed former member."),
    PersonalTable("working_texts", "saved_by", _DETACH, "Texts you last saved."),
    PersonalTable("working_asides", "person_id", _DELETE, "Texts of yours that were kept aside."),
    PersonalTable("proposal_versions", "author_id", _KEEP, "Versions you published never change."),
    PersonalTable("proposal_people", "person_id", _KEEP, "Proposals you wrote or signed; they stay, signed former member."),
    PersonalTable("proposal_people", "invited_by", _DETACH, "People you invited to write along."),
    PersonalTable("proposal_photos", "added_by", _DETACH, "Photos you added to proposals."),
    PersonalTable("proposal_stages", "person_id", _KEEP, "Stages you moved a proposal to."),
    PersonalTable("endorsements", "person_id", _KEEP, "Your endorsements; a count that was public does not change."),
    PersonalTable("amendments", "author_id", _KEEP, "Amendments you suggested stay, signed former member."),
    PersonalTable("amendments", "decided_by", _KEEP, "Amendments you decided as an author."),
    PersonalTable("amendment_wishes", "person_id", _KEEP, "How much you wanted amendments; the counts stay."),
    PersonalTable("merges", "asked_by", _KEEP, "Proposals you asked to join."),
    PersonalTable("merges", "from_agreed_by", _KEEP, "Proposals you agreed to join."),
    PersonalTable("merges", "into_agreed_by", _KEEP, "Proposals you agreed to take in."),
    PersonalTable("merges", "declined_by", _KEEP, "Proposals you wanted to stay apart."),
    PersonalTable("carry_overs", "person_id", _KEEP, "Whether your endorsement went along when proposals were joined."),
    PersonalTable("support_rules", "changed_by", _DETACH, "Thresholds you set as an administrator."),
)
