"""The rows of the permission table that concern professionals. Who reviews whom is asked in the actions."""

from forum.kernel.rules import Permissions, Role, anyone, email_confirmed, holds, in_good_standing, signed_in

PERMISSIONS: Permissions = {
    "professionals.see": anyone,
    "professionals.see_own": signed_in,
    "professionals.claim": email_confirmed,
    "professionals.vouch": in_good_standing,
    "professionals.connect": email_confirmed,
    "professionals.see_queue": holds(Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR),
    "professionals.review": holds(Role.OFFICER, Role.ADMINISTRATOR),
    "professionals.keep_lists": holds(Role.ADMINISTRATOR),
}
