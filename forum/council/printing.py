"""Turns a page into a PDF, where WeasyPrint and its libraries are installed (the extra `pdf`). It fetches nothing but this forum's own fonts."""

import logging
import os
import threading
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)
STATIC = Path(__file__).parents[2] / "static"
FONTS, STYLE = STATIC / "vendor" / "fonts", STATIC / "print" / "dossier.css"


LONGEST, PATIENCE = 200_000, 3
"""Letters of a page that is printed; seconds somebody waits for a printer at work."""
_one_at_a_time = threading.Lock()


class NoPrinter(Exception):
    """WeasyPrint, or a library it needs, is not on this machine."""


class Busy(Exception):
    """Others are printing, or the page is too long to be printed here."""


def pdf(html: str, *, identifier: str) -> bytes:
    """Return the page as a PDF; the same page gives the same bytes. One at a time in a process. Raises NoPrinter, Busy. Cost: about a second for 30 kB, and 100 MB."""
    if len(html) > LONGEST or not _one_at_a_time.acquire(timeout=PATIENCE):
        raise Busy
    try:
        made: bytes = pages(html).write_pdf(pdf_identifier=identifier.encode()[:32])
        return made
    finally:
        _one_at_a_time.release()


def pages(html: str) -> Any:
    """Return the page laid out on sheets, before it is a PDF. Raises NoPrinter."""
    try:
        from weasyprint import CSS, HTML  # noqa: PLC0415  (an extra; and without its system libraries the import itself fails)
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
        from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415
    except (ImportError, OSError) as fault:
        log.warning("no PDF: %s", fault)
        raise NoPrinter from fault

    class OwnFonts(URLFetcher):  # type: ignore[misc]  # WeasyPrint is untyped
        def fetch(self, url: str, headers: Any = None) -> Any:
            file = FONTS / url.rpartition("/")[2]
            if not url.startswith("file://") or file.suffix != ".woff2" or not file.is_file():
                raise ValueError(url)
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": "font/woff2"})

    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # or each embedded font would carry the second of its making
    own, fonts = OwnFonts(), FontConfiguration()
    style = CSS(string=STYLE.read_text(encoding="utf-8"), base_url=FONTS.as_uri() + "/", url_fetcher=own, font_config=fonts)
    return HTML(string=html, base_url=FONTS.as_uri() + "/", url_fetcher=own).render(stylesheets=[style], font_config=fonts)
