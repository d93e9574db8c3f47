"""The rows of the permission table that concern residency."""

from forum.kernel.rules import Permissions, Role, anyone, email_confirmed, fresh, holds

PERMISSIONS: Permissions = {
    "residency.see_own": anyone,
    "residency.confirm": email_confirmed,
    "residency.see_queue": holds(Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR),
    "residency.decide": holds(Role.OFFICER, Role.ADMINISTRATOR),
    "residency.hand_out": holds(Role.OFFICER, Role.ADMINISTRATOR),
    "residency.switch_methods": holds(Role.ADMINISTRATOR) & fresh,
}
