"""Being told in a browser (Web Push): turned on by its own button, turned off in the list."""

from flask import Response, current_app, request

from forum.accounts.devices import describe
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.settings import Settings
from forum.kernel.web import limiter, see_other, writes
from forum.notifications import actions
from forum.notifications.blueprint import notifications


@notifications.post("/account/notices/devices")
@requires("notifications.choose")
@limiter.limit("30 per hour")
@writes
def add_device() -> Response:
    """Be told in this browser. Sent by its script, with what the browser's push service gave it."""
    settings: Settings = current_app.extensions["forum.settings"]
    sent = {name: request.form.get(name, "")[:2000] for name in ("endpoint", "p256dh", "auth")}
    actions.add_device(**sent, name=describe(request.user_agent.string), hosts=settings.push_hosts, actor=current_actor(), now=clock.now())
    return see_other("notifications.wishes", done="told", _anchor="devices")


@notifications.post("/account/notices/devices/<int:device_id>/removal")
@requires("notifications.choose")
@writes
def drop_device(device_id: int) -> Response:
    """Be told in a browser no more."""
    actions.drop_device(device_id, actor=current_actor())
    return see_other("notifications.wishes", done="saved", _anchor="devices")
