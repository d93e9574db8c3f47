"""Holds the one permission table and asks it before every request. A route that is not in it cannot be reached."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, request

from forum.kernel import clock
from forum.kernel.errors import ForumError, NotAllowed, NotSignedIn
from forum.kernel.rules import STRANGER, Actor, Permissions, Refusal, Rule

View = TypeVar("View", bound=Callable[..., Any])


class ConfirmIdentity(NotAllowed):
    """The act is dangerous enough to ask who you are once more."""


def init_app(app: Flask) -> None:
    """Ask the table before every request."""
    app.extensions["forum.permissions"] = {}
    app.extensions["forum.actor"] = lambda: STRANGER
    app.before_request(_enforce)
    app.jinja_env.globals.update(may=may, actor=current_actor)


def declare(app: Flask, permissions: Permissions) -> None:
    """Add a room's rows to the table."""
    table = permission_table(app)
    twice = set(table) & set(permissions)
    if twice:
        msg = f"declared twice: {sorted(twice)}"
        raise RuntimeError(msg)
    table.update(permissions)


def permission_table(app: Flask | None = None) -> dict[str, Rule]:
    """Return the whole table: action to rule."""
    found: dict[str, Rule] = (app or current_app).extensions["forum.permissions"]
    return found


def requires(permission: str) -> Callable[[View], View]:
    """Name the row of the permission table that guards a view."""

    def mark(view: View) -> View:
        view.__dict__["permission"] = permission
        return view

    return mark


def permission_of(app: Flask, endpoint: str) -> str | None:
    """Return the permission that guards an endpoint."""
    found: str | None = getattr(app.view_functions[endpoint], "permission", None)
    return found


def current_actor() -> Actor:
    """Return who acts in this request. Cost: one query, once per request, none for a stranger."""
    if "actor" not in g:
        g.actor = current_app.extensions["forum.actor"]()
    found: Actor = g.actor
    return found


def refusal_for(permission: str, actor: Actor) -> Refusal | None:
    """Return why `actor` may not do this, or None when they may. Unknown permissions are refused."""
    return permission_table()[permission].check(actor, clock.now())


def may(permission: str) -> bool:
    """Tell a template whether the reader may do this."""
    return refusal_for(permission, current_actor()) is None


def _enforce() -> None:
    if request.endpoint is None or request.method == "OPTIONS":
        return
    permission = permission_of(current_app, request.endpoint)
    if permission is None:
        raise NotAllowed
    rule = permission_table()[permission]
    if rule.name == "anyone":
        return
    refusal = rule.check(current_actor(), clock.now())
    if refusal is not None:
        raise _as_error(refusal)


def _as_error(refusal: Refusal) -> ForumError:
    kind = NotSignedIn if refusal.sign_in else ConfirmIdentity if refusal.confirm else NotAllowed
    return kind(refusal.reason, next_step=refusal.next_step)
