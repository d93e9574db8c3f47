"""The rows of the permission table that concern votes. Whether somebody may vote in this very one stands in the actions."""

from forum.kernel.rules import Permissions, Role, anyone, fresh, holds, in_good_standing, signed_in

PERMISSIONS: Permissions = {
    "voting.see": anyone,
    "voting.vote": in_good_standing,
    "voting.see_receipt": signed_in,
    "voting.cosign": anyone,
    "voting.follow": signed_in,
    "voting.prepare": holds(Role.OFFICER),
    "voting.see_desk": holds(Role.OFFICER, Role.AUDITOR),
    "voting.decide": holds(Role.OFFICER) & fresh,
}
