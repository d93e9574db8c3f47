"""Styles and scripts: one stylesheet out of many small files, every address carrying the hash of its content."""

import gzip
import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask
from whitenoise import WhiteNoise

from forum.kernel import files

STATIC = Path(__file__).parent.parent.parent / "static"
ORDER = ("layers.css", "tokens.css", "reset.css", "base.css", "layout.css", "components/*.css", "rooms/*.css", "utilities.css")
YEAR = 31_536_000
STATIC_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def init_app(app: Flask, folder: Path) -> str:
    """Build the stylesheet into `folder`, serve it and `static/`; return the release, a hash of code and pages.

    All of it is read once, at start: in development a change of style needs a new start.
    """
    stylesheet = _build(folder)
    app.wsgi_app = noise = WhiteNoise(app.wsgi_app, max_age=YEAR, allow_all_origins=False, add_headers_function=_guard)  # type: ignore[method-assign]
    noise.add_files(str(folder.absolute()), prefix="assets/")
    noise.add_files(str(STATIC), prefix="static/")
    app.jinja_env.globals.update(stylesheet=f"/assets/{stylesheet}", asset=asset)
    return sha256((stylesheet + _digest_of_everything()).encode()).hexdigest()[:16]


def _guard(headers: Any, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Content-Security-Policy"] = STATIC_POLICY
    if url == "/static/js/worker.js":
        headers["Service-Worker-Allowed"] = "/"  # it opens pages of the whole site when a notice is tapped


@cache
def asset(path: str) -> str:
    """Return the address of a file under `static/`; it changes when the file does."""
    file = STATIC / path
    tag = sha256(file.read_bytes()).hexdigest()[:10] if file.exists() else "missing"
    return f"/static/{path}?v={tag}"


def _build(folder: Path) -> str:
    sources = [file for pattern in ORDER for file in sorted((STATIC / "css").glob(pattern))]
    text = squeeze("\n".join(f.read_text(encoding="utf-8") for f in sources))
    name = f"forum.{sha256(text.encode()).hexdigest()[:12]}.css"
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / f"{name}.gz").exists():
        files.put(folder / name, text.encode())
        files.put(folder / f"{name}.gz", gzip.compress(text.encode(), 9))
    return name


def squeeze(css: str) -> str:
    """Return `css` without comments and needless space. Strings in our own files hold neither."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?", r"\1", css).replace(";}", "}").strip()


def _digest_of_everything() -> str:
    root, digest = STATIC.parent, sha256()
    for pattern in ("templates/**/*.*", "forum/**/*.py", "forum/translations/**/*.po", "static/js/*", "static/vendor/*.*"):
        for file in sorted(root.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()
