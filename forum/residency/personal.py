"""Which tables of this room speak of a person."""

from forum.accounts.types import OnLeaving, PersonalTable

PERSONAL = (
    PersonalTable("residencies", "person_id", OnLeaving.DELETE, "Where you were confirmed as living.", hidden=("proof_hash",)),
    PersonalTable("residencies", "confirmed_by", OnLeaving.DETACH, "Confirmations you decided as an officer."),
    PersonalTable("residencies", "ended_by", OnLeaving.DETACH, "Confirmations you ended as an officer."),
    PersonalTable("residency_tries", "person_id", OnLeaving.DELETE, "When you tried a code."),
    PersonalTable("residency_methods", "enabled_by", OnLeaving.DETACH, "Ways you opened as an administrator."),
    PersonalTable("invitations", "used_by", OnLeaving.DETACH, "The invitation code you used.", hidden=("code_hash",)),
    PersonalTable("invitations", "made_by", OnLeaving.DETACH, "Codes you made as an officer.", hidden=("code_hash",)),
    PersonalTable("rolls", "imported_by", OnLeaving.DETACH, "Rolls you uploaded as an officer.", hidden=("salt",)),
    PersonalTable("institution_domains", "added_by", OnLeaving.DETACH, "Domains you added as an officer."),
    PersonalTable("papers", "person_id", OnLeaving.DELETE, "Papers you sent; their photos are deleted with the decision."),
    PersonalTable("papers", "opened_by", OnLeaving.DETACH, "Papers you read as an officer."),
    PersonalTable("papers", "decided_by", OnLeaving.DETACH, "Papers you decided as an officer."),
    PersonalTable("postal_letters", "person_id", OnLeaving.DELETE, "Letters you asked for.", hidden=("code_hash", "address_sealed", "address_hash")),
    PersonalTable("postal_letters", "printed_by", OnLeaving.DETACH, "Letters you printed as an officer."),
)
