"""Endorsing, following, taking back."""

from flask import Response, request

from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Invalid
from forum.kernel.web import limiter, see_other, writes
from forum.notifications.types import FollowLevel
from forum.proposals.actions import endorsing, following, moving
from forum.proposals.blueprint import proposals


@proposals.post("/proposals/<int:number>/endorsement")
@requires("proposals.endorse")
@limiter.limit("120 per hour")
@writes
def endorse(number: int) -> Response:
    """Endorse."""
    text = request.form.get("version", "")
    done = endorsing.endorse(number, actor=current_actor(), now=clock.now(), seen=int(text) if text.isdecimal() and 0 < len(text) < 7 else None)
    return see_other("proposals.page", number=number, done="crossed" if done.crossed else "endorsed", _anchor="support")


@proposals.post("/proposals/<int:number>/endorsement/withdrawal")
@requires("proposals.withdraw_endorsement")
@writes
def withdraw_endorsement(number: int) -> Response:
    """Take one's endorsement back."""
    endorsing.withdraw_endorsement(number, actor=current_actor(), now=clock.now())
    return see_other("proposals.page", number=number, done="unendorsed", _anchor="support")


@proposals.post("/proposals/<int:number>/following")
@requires("proposals.follow")
@writes
def follow(number: int) -> Response:
    """Choose how much to hear."""
    level = request.form.get("level", "")
    if level not in set(FollowLevel):
        raise Invalid
    following.follow_proposal(number, level=FollowLevel(level), actor=current_actor(), now=clock.now())
    return see_other("proposals.page", number=number, done="followed", _anchor="follow")


@proposals.post("/proposals/<int:number>/withdrawal")
@requires("proposals.write")
@writes
def withdraw(number: int) -> Response:
    """Take the proposal back."""
    moving.withdraw_proposal(number, reason=request.form.get("reason", ""), actor=current_actor(), now=clock.now())
    return see_other("proposals.page", number=number, done="withdrawn")


@proposals.post("/proposals/<int:number>/restoration")
@requires("proposals.write")
@writes
def restore(number: int) -> Response:
    """Undo the withdrawal."""
    moving.restore_proposal(number, actor=current_actor(), now=clock.now())
    return see_other("proposals.page", number=number, done="restored")
