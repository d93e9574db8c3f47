"""The rows of the permission table that concern search."""

from forum.kernel.rules import Permissions, anyone

PERMISSIONS: Permissions = {"search.search": anyone}
