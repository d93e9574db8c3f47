"""The rows of the permission table that concern the council's answers. What depends on the case stands in the actions."""

from forum.kernel.rules import Permissions, Role, anyone, fresh, holds, signed_in

PERMISSIONS: Permissions = {
    "council.see": anyone,
    "council.see_own": signed_in,
    "council.see_desk": holds(Role.COUNCIL_MEMBER, Role.OFFICER, Role.AUDITOR),
    "council.assign": holds(Role.OFFICER),
    "council.extend": holds(Role.OFFICER) & fresh,
    "council.share_notes": holds(Role.COUNCIL_MEMBER),
    "council.ask": holds(Role.COUNCIL_MEMBER, Role.OFFICER),
    "council.draft_decision": holds(Role.COUNCIL_MEMBER, Role.OFFICER),
    "council.decide": holds(Role.COUNCIL_MEMBER, Role.OFFICER) & fresh,
    "council.report": holds(Role.OFFICER),
    "council.meet": holds(Role.COUNCIL_MEMBER, Role.OFFICER),
    "council.set_up": holds(Role.ADMINISTRATOR),
}
