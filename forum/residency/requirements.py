"""What each act asks for, and why somebody may not do it yet. Pure: facts in, a refusal or nothing out."""

from collections.abc import Mapping
from datetime import datetime

from forum.kernel.errors import NextStep
from forum.kernel.rules import CONFIRM_EMAIL, SIGN_IN, SUSPENDED, Refusal
from forum.kernel.words import N_
from forum.residency.types import Act, Need, Standing

DEFAULT: Mapping[Act, Need] = {Act.COMMENT: Need.EMAIL, Act.ENDORSE: Need.RESIDENT_OF_AREA, Act.VOTE: Need.RESIDENT_OF_AREA}

CONFIRM = NextStep(N_("Confirm your district"), "residency.mine")
NO_METHOD = Refusal(N_("The city has not opened any way to confirm residents yet, so nobody can do this so far."))
NOT_CONFIRMED = Refusal(N_("Confirm your district to do this."), CONFIRM)
RAN_OUT = Refusal(N_("The confirmation of your district has run out; please renew it."), CONFIRM)
ELSEWHERE = Refusal(N_("This is for residents of another district. You can read and comment."))


def refusal_for(
    act: Act, standing: Standing, *, area_id: int | None, any_method: bool, now: datetime, needs: Mapping[Act, Need] = DEFAULT
) -> Refusal | None:
    """Return why `standing` does not suffice for `act` in the area (None: the whole city), or None when it does.

    An act that is not in the table is refused: closed by default.
    """
    if standing.person_id is None:
        return SIGN_IN
    if standing.suspended:
        return SUSPENDED
    if not standing.email_confirmed:
        return CONFIRM_EMAIL
    if needs.get(act) is Need.EMAIL:
        return None
    if not any_method:
        return NO_METHOD
    if standing.district_id is None or standing.valid_until is None:
        return NOT_CONFIRMED
    if standing.valid_until <= now:
        return RAN_OUT
    return None if area_id is None or area_id == standing.district_id else ELSEWHERE
