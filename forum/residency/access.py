"""The rows of the permission table that concern residency."""

from forum.kernel.rules import Permissions, Role, anyone, email_confirmed, fresh, holds, holds_somewhere

PERMISSIONS: Permissions = {
    "residency.see_own": anyone,
    "residency.confirm": email_confirmed,
    "residency.see_queue": holds_somewhere(Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR),
    "residency.decide": holds_somewhere(Role.OFFICER, Role.ADMINISTRATOR),
    "residency.hand_out": holds_somewhere(Role.OFFICER, Role.ADMINISTRATOR),
    "residency.switch_methods": holds(Role.ADMINISTRATOR) & fresh,
}
