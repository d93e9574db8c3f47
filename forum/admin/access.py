"""The rows of the permission table that concern the staff area."""

from forum.kernel.rules import Permissions, Role, anyone, holds, staff

PERMISSIONS: Permissions = {
    "admin.see_public_record": anyone,
    "admin.enter": staff,
    "admin.see_audit": holds(Role.ADMINISTRATOR, Role.AUDITOR),
    "admin.see_jobs": holds(Role.ADMINISTRATOR, Role.AUDITOR),
    "admin.retry_mail": holds(Role.ADMINISTRATOR),
}
