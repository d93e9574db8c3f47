"""The rows of the permission table that concern threads. Whether a subject takes comments now is asked in the action."""

from forum.kernel.rules import Permissions, Role, anyone, email_confirmed, holds, in_good_standing, signed_in

PERMISSIONS: Permissions = {
    "discussions.see": anyone,
    "discussions.comment": email_confirmed,
    "discussions.ask": in_good_standing,
    "discussions.mark": in_good_standing,
    "discussions.remember": signed_in,
    "discussions.pin": holds(Role.OFFICER, Role.COUNCIL_MEMBER, Role.MODERATOR),
    "discussions.lock": holds(Role.MODERATOR),
}
