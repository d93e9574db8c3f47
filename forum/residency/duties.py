"""Which districts an officer is responsible for."""

from forum.kernel.errors import NotAllowed
from forum.kernel.rules import Actor, Role
from forum.kernel.words import N_

ELSEWHERE = N_("Your role is for another district; a colleague there does this.")
DUTY = (Role.OFFICER, Role.ADMINISTRATOR)


def is_responsible(actor: Actor, district_id: int | None) -> bool:
    """Tell whether the actor's duty covers a district; None asks for the whole city."""
    return any(actor.has_role(role, area=district_id) for role in DUTY)


def require(actor: Actor, district_id: int | None) -> None:
    """Raise NotAllowed unless the actor's duty covers the district, or the whole city where none is named."""
    if not is_responsible(actor, district_id):
        raise NotAllowed(ELSEWHERE)
