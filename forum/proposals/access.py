"""The rows of the permission table that concern proposals. Who may do what to which proposal stands in the actions."""

from forum.kernel.rules import Permissions, Role, anyone, email_confirmed, holds, in_good_standing, signed_in

PERMISSIONS: Permissions = {
    "proposals.see": anyone,
    "proposals.see_own": signed_in,
    "proposals.write": email_confirmed,
    "proposals.endorse": in_good_standing,
    "proposals.withdraw_endorsement": signed_in,
    "proposals.follow": signed_in,
    "proposals.amend": email_confirmed,
    "proposals.steer": holds(Role.MODERATOR, Role.OFFICER),
    "proposals.see_rules": holds(Role.ADMINISTRATOR, Role.AUDITOR, Role.OFFICER),
    "proposals.change_rules": holds(Role.ADMINISTRATOR),
}
