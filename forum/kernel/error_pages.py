"""Turns a refusal into words, in one place: a page, an htmx fragment, or problem+json (RFC 9457)."""

import logging
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, g, jsonify, make_response, redirect, render_template, request, url_for
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from forum.kernel.access import ConfirmIdentity
from forum.kernel.db import db
from forum.kernel.errors import Conflict, ForumError, Invalid, NextStep, NotFound, NotSignedIn, TooLarge, TooMany, Unavailable
from forum.kernel.i18n import gettext, say
from forum.kernel.web import is_htmx, local_path
from forum.kernel.words import N_

log = logging.getLogger(__name__)

TITLES = {
    400: N_("That request was not understood"),
    401: N_("Please sign in"),
    403: N_("This is not open to you"),
    404: N_("Nothing here"),
    405: N_("That cannot be done here"),
    409: N_("Somebody was faster"),
    410: N_("This has been removed"),
    413: N_("That is too large"),
    422: N_("Some answers need another look"),
    429: N_("One moment, please"),
    500: N_("Something broke, and it was us"),
    503: N_("Back in a moment"),
}
BROKEN = N_("We have noted what happened. Nothing you sent was half-saved. Please try again, or come back a little later.")
STALE = N_("This page was open for so long that we could not be sure the request came from you. Please send it again; if nothing "
           "stands below, go back and reload the page first.")  # fmt: skip


class Stale(ForumError):
    default = STALE


class Broken(ForumError):
    status = Unavailable.status.__class__.INTERNAL_SERVER_ERROR
    default = BROKEN


def init_app(app: Flask) -> None:
    """Send every kind of failure through `answer`."""
    app.register_error_handler(ForumError, answer)
    app.register_error_handler(CSRFError, lambda e: answer(Stale()))
    app.register_error_handler(RateLimitExceeded, _too_many)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(IntegrityError, _integrity)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(PoolTimeout, _database)
    app.register_error_handler(OverflowError, lambda e: answer(NotFound()))  # a number that SQLite cannot hold
    app.register_error_handler(StatementError, _statement)
    app.register_error_handler(Exception, _unexpected)


def answer(error: ForumError) -> Response:
    """Answer a refused request in the form that was asked for."""
    reason = say(error.reason)
    if wants_json():
        return _problem(error, reason)
    if request.method == "GET" and not is_htmx():
        if isinstance(error, NotSignedIn):
            return redirect(url_for("accounts.sign_in", next=_here()), 303)  # type: ignore[return-value]
        if isinstance(error, ConfirmIdentity):
            return redirect(url_for("accounts.confirm", next=_here()), 303)  # type: ignore[return-value]
    step = error.next_step or _usual_step(error)
    words = {"title": gettext(_title(error)), "reason": reason, "status": int(error.status), "step": step, "back": _where_from(error)}
    typed = _typed(error)
    had_file = bool(typed) and any(f.filename for f in request.files.values())
    body = _written({**words, "typed": typed, "had_file": had_file})
    response = make_response(body, error.status)
    if is_htmx():
        response.headers["HX-Reswap"] = "beforeend"  # the sentence is added; nothing that was typed is replaced
    if error.status == 503:
        response.headers["Retry-After"] = "30"
    return response


def _written(words: dict[str, Any]) -> str:
    if is_htmx():
        return render_template("errors/fragment.html", **words)
    if words["status"] < 500:
        return render_template("errors/page.html", **words)
    try:
        return render_template("errors/page.html", **words)
    except Exception:
        db.session.rollback()
        return render_template("errors/bare.html", **words)


def wants_json() -> bool:
    """Tell whether a program asks rather than a person."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json", "application/problem+json"], default="text/html")
    return request.path.startswith("/api/") or best != "text/html"


def _title(error: ForumError) -> str:
    if isinstance(error, ConfirmIdentity):
        return N_("Confirm it is you")
    if isinstance(error, Conflict) and error.reason.text != Conflict.default:
        return N_("This cannot be done now")
    return TITLES.get(error.status, TITLES[400])


def _typed(error: ForumError) -> list[tuple[str, str]]:
    """Return what was typed into a form that came too late (signed out meanwhile, open too long, somebody faster), to be sent again.

    Only for a form of our own pages: what another site sends is never offered to be sent again.
    """
    if not isinstance(error, (NotSignedIn, Stale, ConfirmIdentity, Invalid, Conflict)) or request.method != "POST" or not _is_from_here():
        return []
    found = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    wrote = any(len(value.split()) > 2 for _, value in found)
    return found if wrote or not isinstance(error, Conflict) else []  # a button, pressed too late, needs no second time


def _is_from_here() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    came = request.headers.get("Origin") or request.referrer or ""
    return urlsplit(came).netloc == request.host


def _where_from(error: ForumError) -> str | None:
    # Who must confirm their identity comes back to the page with the form; the browser still knows what was typed.
    # Who was too late sees there what is so now.
    if not isinstance(error, (ConfirmIdentity, NotSignedIn, Conflict)) or not request.referrer:
        return None
    came = urlsplit(request.referrer)
    return local_path(came.path + ("?" + came.query if came.query else "")) if came.netloc == request.host else None


def _here() -> str:
    return request.script_root + request.full_path.rstrip("?")


def _usual_step(error: ForumError) -> NextStep | None:
    if isinstance(error, NotSignedIn):
        return NextStep(N_("Sign in"), "accounts.sign_in")
    if isinstance(error, ConfirmIdentity):
        return NextStep(N_("Confirm it is you"), "accounts.confirm")
    return None


def _problem(error: ForumError, reason: str) -> Response:
    body = {"type": "about:blank", "title": error.status.phrase, "status": int(error.status), "detail": reason,
            "instance": g.get("request_id", "")}  # fmt: skip
    if isinstance(error, Invalid) and error.fields:
        body["errors"] = [{"field": name, "detail": say(words)} for name, words in error.fields.items()]
    response = jsonify(body)
    response.status_code, response.content_type = error.status, "application/problem+json"
    return response


def _too_many(error: RateLimitExceeded) -> Response:
    response = answer(TooMany())
    response.headers.setdefault("Retry-After", "60")
    return response


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    if isinstance(error, RequestEntityTooLarge):
        return answer(TooLarge())
    plain = NotFound() if error.code == 404 else ForumError()
    plain.status = NotFound.status.__class__(error.code or 400)  # type: ignore[misc]
    response = answer(plain)
    if error.code == 405:
        response.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or []))
    return response


def _integrity(error: IntegrityError) -> Response:
    # Two requests raced for one place and the database let one in. The other is told so.
    db.session.rollback()
    log.warning("a constraint refused a write: %s", type(error.orig).__name__)
    return answer(Conflict())


def _statement(error: StatementError) -> Response:
    # A number or a moment that no column can hold is found out on the way to the database too, and comes wrapped.
    db.session.rollback()
    return answer(NotFound()) if isinstance(error.orig, OverflowError) else _unexpected(error)


def _database(error: Exception) -> Response:
    db.session.rollback()
    if isinstance(error, DataError):  # a number too large, a zero byte: nothing can be stored under such a name
        return answer(NotFound() if request.method == "GET" else Invalid())
    log.error("the database did not answer: %s", type(getattr(error, "orig", error)).__name__)
    return answer(Unavailable())


def _unexpected(error: Exception) -> Response:
    log.error("a request failed", exc_info=error)
    return answer(Broken())
