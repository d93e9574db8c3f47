"""The rows of the permission table that concern the city."""

from forum.kernel.rules import Permissions, Role, anyone, holds, in_good_standing, signed_in

PERMISSIONS: Permissions = {
    "city.see": anyone,
    "city.choose_interests": in_good_standing,
    "city.see_welcome": signed_in,
    "city.see_settings": holds(Role.ADMINISTRATOR, Role.AUDITOR),
    "city.change_settings": holds(Role.ADMINISTRATOR),
}
