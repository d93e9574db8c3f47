"""The rows of the permission table that concern notices."""

from forum.kernel.rules import Permissions, signed_in

PERMISSIONS: Permissions = {"notifications.read_own": signed_in}
