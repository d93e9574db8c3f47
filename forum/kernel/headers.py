"""The headers of every answer the application makes, errors included (files: `assets.py`): what the browser may run, load, frame, keep and tell."""

from functools import cache

from flask import Flask, Response, g, request

from forum.kernel.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Set the headers after every request."""
    app.extensions["forum.form_targets"] = set()

    @app.after_request
    def set_headers(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = policy(tuple(sorted(app.extensions["forum.form_targets"])), tuple(g.get("image_sources", ())))
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), interest-cohort=()"
        headers["X-Request-ID"] = g.get("request_id", "")
        if settings.is_secure:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        _set_caching(response)
        return response


@cache
def policy(form_targets: tuple[str, ...], image_sources: tuple[str, ...] = ()) -> str:
    """Return the content security policy. Sign-in forms lead to `form_targets`, maps load tiles from `image_sources`, so those are named."""
    images = " ".join(["'self'", *image_sources])
    targets = " ".join(["'self'", *form_targets])
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src {images}; font-src 'self'; connect-src 'self'; "
        f"manifest-src 'self'; form-action {targets}; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    )


def _set_caching(response: Response) -> None:
    # Pages depend on who reads them. A stranger's copy may be kept and asked about again; a signed-in
    # person's page is kept nowhere, unless the view said what it depends on.
    etag, signed_in = g.get("etag"), "actor" in g and g.actor.is_signed_in
    response.vary.update(["Cookie", "HX-Request"])
    if etag and response.status_code in {200, 304}:
        response.headers["ETag"] = f'"{etag}"'
        response.headers["Cache-Control"] = "private, no-cache" if signed_in else "public, no-cache"
    elif "Cache-Control" not in response.headers:
        stored = signed_in or request.method != "GET" or response.status_code >= 400
        response.headers["Cache-Control"] = "no-store" if stored else "private, no-cache"
