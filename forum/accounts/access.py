"""The rows of the permission table that concern accounts."""

from forum.kernel.rules import Permissions, Role, anyone, fresh, holds, in_good_standing, signed_in

PERMISSIONS: Permissions = {
    "accounts.sign_in": anyone,
    "accounts.see_public_profile": anyone,
    "accounts.see_own_account": signed_in,
    "accounts.sign_out": signed_in,
    "accounts.confirm_identity": signed_in,
    "accounts.edit_profile": in_good_standing,
    "accounts.confirm_email": signed_in,
    "accounts.end_session": signed_in,
    "accounts.link_identity": fresh,
    "accounts.remove_identity": fresh,
    "accounts.download_data": fresh,
    "accounts.close_account": fresh,
    "accounts.see_people": holds(Role.ADMINISTRATOR, Role.AUDITOR, Role.MODERATOR),
    "accounts.grant_role": holds(Role.ADMINISTRATOR) & fresh,
    "accounts.suspend": holds(Role.ADMINISTRATOR, Role.MODERATOR) & fresh,
}
