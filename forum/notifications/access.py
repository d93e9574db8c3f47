"""The rows of the permission table that concern notices."""

from forum.kernel.rules import Permissions, anyone, signed_in

PERMISSIONS: Permissions = {
    "notifications.read_own": signed_in,
    "notifications.choose": signed_in,
    "notifications.stop_mail": anyone,  # whoever holds the mail: the address in it is the proof
}
