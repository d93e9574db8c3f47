"""Which tables of this room speak of a person. Children of a claim go in the room's own farewell, before their claim."""

from forum.accounts.types import OnLeaving, PersonalTable

PERSONAL = (
    PersonalTable("professional_profiles", "person_id", OnLeaving.DELETE, "Your professional page."),
    PersonalTable("claims", "person_id", OnLeaving.DELETE, "What you said of yourself to be checked, with all evidence and decisions.", hidden=("identifier_sealed",)),
    PersonalTable("evidence", "by_id", OnLeaving.DETACH, "Registers you looked up as a reviewer.", hidden=("key",)),
    PersonalTable("document_readings", "reviewer_id", OnLeaving.KEEP, "Documents you read as a reviewer."),
    PersonalTable("claim_decisions", "reviewer_id", OnLeaving.KEEP, "Claims you decided as a reviewer; who decides answers for it."),
    PersonalTable("vouches", "voucher_id", OnLeaving.DELETE, "For whom you vouched."),
    PersonalTable("attestation_asks", "by_id", OnLeaving.KEEP, "What you said for your organisation; who speaks for it answers for it."),
    PersonalTable("attesters", "person_id", OnLeaving.DELETE, "For which organisation you speak."),
    PersonalTable("attesters", "added_by", OnLeaving.DETACH, "Who speaks for an organisation, as you noted as an administrator."),
    PersonalTable("connections", "low_id", OnLeaving.DELETE, "With whom you are connected.", hidden=("declined_at",)),
    PersonalTable("connections", "high_id", OnLeaving.DELETE, "With whom you are connected.", hidden=("declined_at",)),
    PersonalTable("connections", "asker_id", OnLeaving.DELETE, "Whom you asked to be connected.", hidden=("declined_at",)),
    PersonalTable("work_domains", "added_by", OnLeaving.DETACH, "Domains you added as an administrator."),
)
