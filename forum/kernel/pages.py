"""Keeps finished pages that strangers were sent, so that the next stranger gets the same bytes.

A page is kept under its ETag, which names everything the page depends on (`web.conditional`): when any of it changes,
the tag is another and the kept page is never asked for again. Nothing made for a signed-in person is ever kept.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from flask import Flask, Response, current_app, g, request, session

MOST_BYTES = 24_000_000


@dataclass(frozen=True)
class KeptPage:
    """A finished page: its bytes, its type, and where it may load pictures from (part of its headers)."""

    body: bytes
    content_type: str
    image_sources: tuple[str, ...]


class Pages:
    """At most 24 MB of pages in each process; the one longest unasked for goes first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._bytes, self._most, self._lock = 0, most_bytes, threading.Lock()

    def get(self, tag: str) -> KeptPage | None:
        with self._lock:
            found = self._pages.get(tag)
            if found is not None:
                self._pages.move_to_end(tag)
            return found

    def put(self, tag: str, page: KeptPage) -> None:
        with self._lock:
            if tag in self._pages or len(page.body) > self._most // 10:
                return
            self._pages[tag] = page
            self._bytes += len(page.body)
            while self._bytes > self._most:
                self._bytes -= len(self._pages.popitem(last=False)[1].body)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0


def init_app(app: Flask) -> None:
    """Keep what strangers are sent, whenever the view said what its page depends on."""
    app.extensions["forum.pages"] = Pages()
    app.after_request(_keep)


def kept(tag: str) -> Response | None:
    """Return the kept page of a tag for a stranger who carries nothing of ours."""
    if session or request.method != "GET":
        return None
    pages: Pages = current_app.extensions["forum.pages"]
    found = pages.get(tag)
    if found is None:
        return None
    g.image_sources, g.is_kept = found.image_sources, True
    return Response(found.body, content_type=found.content_type)


def _keep(response: Response) -> Response:
    tag = g.get("etag")
    if tag and not g.get("is_kept") and response.status_code == 200 and request.method == "GET" and not session and not g.actor.is_signed_in and not response.is_streamed:
        pages: Pages = current_app.extensions["forum.pages"]
        pages.put(tag, KeptPage(response.get_data(), response.content_type or "text/html", tuple(g.get("image_sources", ()))))
    return response
