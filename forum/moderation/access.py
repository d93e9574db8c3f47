"""The rows of the permission table that concern moderation. Whose words and whose decision it is, is asked in the actions."""

from forum.kernel.rules import Permissions, Role, anyone, holds, signed_in

PERMISSIONS: Permissions = {
    "moderation.see_public": anyone,
    "moderation.report": anyone,
    "moderation.see_own": signed_in,
    "moderation.appeal": signed_in,  # the suspended too
    "moderation.see_queue": holds(Role.MODERATOR, Role.ADMINISTRATOR, Role.AUDITOR),
    "moderation.decide": holds(Role.MODERATOR),
    "moderation.second": holds(Role.MODERATOR, Role.ADMINISTRATOR),
}
