"""What every view needs: one commit, safe redirects, conditional answers, rate limits, forms that say what is wrong."""

import re
from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address, ip_network
from typing import Any, TypeVar

from flask import Request, Response, abort, current_app, g, make_response, redirect, request, session, url_for
from flask_limiter import Limiter
from flask_wtf.csrf import CSRFProtect
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from forum.kernel import clock, pages
from forum.kernel.access import current_actor
from forum.kernel.db import db, transaction
from forum.kernel.hashing import sha256_hex

View = TypeVar("View", bound=Callable[..., Any])
LOCAL_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]*")


def _who() -> str:
    actor = current_actor()
    if actor.person is not None:
        return f"person {actor.person}"
    try:
        address = ip_address(request.remote_addr or "127.0.0.1")
    except ValueError:
        return "address unknown"
    if address.version == 4 or address.ipv4_mapped:
        return str(address if address.version == 4 else address.ipv4_mapped)
    return str(ip_network(f"{address}/64", strict=False))


class Typed(ImmutableMultiDict[str, Any]):
    """What was typed or stands in the address, without zero bytes: PostgreSQL refuses them in a text, and JSON would keep them until they meet one."""

    def __init__(self, given: Any = ()) -> None:
        super().__init__([(name.replace("\0", ""), value.replace("\0", "") if isinstance(value, str) else value) for name, value in MultiDict(given).items(multi=True)])


class CleanRequest(Request):
    """A request whose form and address hold nothing that no database keeps."""

    parameter_storage_class = Typed


limiter = Limiter(key_func=_who, headers_enabled=True)
csrf = CSRFProtect()


def writes(view: View) -> View:
    """Give a view one transaction, committed once: not when it raises, not when it answers with a refusal (4xx)."""
    return _in_transaction(view, even_refused=False)


def writes_even_refused(view: View) -> View:
    """Like `writes`, but a refusal is committed too: a wrong code must cost a try."""
    return _in_transaction(view, even_refused=True)


def _in_transaction(view: View, *, even_refused: bool) -> View:
    @wraps(view)
    def inner(*args: Any, **kwargs: Any) -> Response:
        current_actor()  # who acts is read before the transaction that writes
        with transaction():
            response = make_response(view(*args, **kwargs))
            if response.status_code >= 400 and not even_refused:
                db.session.rollback()
        return response

    inner.__dict__["writes"] = True
    return inner  # type: ignore[return-value]


def local_path(target: str | None) -> str | None:
    """Return `target` if it surely stays on this site, else None."""
    return target if target and len(target) <= 2000 and LOCAL_PATH.fullmatch(target) else None


def address(endpoint: str, **values: Any) -> str:
    """Return what `url_for` does, remembered: a page names some thirty addresses, mostly the same ones."""
    known: dict[object, str] = current_app.extensions["forum.addresses"]
    key = (request.script_root, endpoint, tuple(values.items()))
    found = known.get(key)
    if found is None:
        if len(known) > 20_000:
            known.clear()
        found = known[key] = url_for(endpoint, **values)
    return found


def see_other(endpoint_or_path: str, **values: Any) -> Response:
    """Send the browser on after a write (303), to an endpoint or a local path."""
    path = local_path(endpoint_or_path) or url_for(endpoint_or_path, **values)
    return redirect(path, 303)  # type: ignore[return-value]


def is_htmx() -> bool:
    """Tell whether htmx asks, so that a fragment will do."""
    return request.headers.get("HX-Request") == "true"


def conditional(*version: object) -> None:
    """Answer before anything is built: 304 when the reader has this very page, or the page as it was kept for strangers.

    `version`: whatever the page depends on besides its address, the reader, and the release.
    """
    actor = current_actor()
    more = [part() for part in current_app.extensions["forum.page_parts"]]
    hour = clock.now().astimezone(current_app.extensions["forum.settings"].timezone).strftime("%Y-%m-%d %H%z")  # what ends by itself (a standing, a date) ends on the city's hour
    parts = (hour, request.script_root, request.full_path, g.get("locale_tag", ""), actor, session.get("csrf_token"), is_htmx(), g.release, more, version)
    g.etag = sha256_hex(repr(parts))[:32]
    if g.etag in request.if_none_match:
        abort(Response(status=304))
    page = None if actor.is_signed_in else pages.kept(g.etag)
    if page is not None:
        abort(page)
