"""The results page."""

from flask import Blueprint, current_app, render_template, request

from forum.kernel.access import requires
from forum.kernel.text import one_line
from forum.kernel.web import limiter
from forum.search import queries
from forum.search.matching import fold
from forum.search.types import Source

search = Blueprint("search", __name__)
LONGEST = 100


@search.get("/search")
@requires("search.search")
@limiter.limit("120 per minute")
def results() -> str:
    """Show what was found: documents by how well they fit, and small things by name."""
    typed = one_line(request.args.get("q", ""))[:LONGEST]
    kinds: dict[str, str] = current_app.extensions["forum.search_kinds"]
    kind = request.args.get("kind", "") if request.args.get("kind") in kinds else ""
    page = _page(request.args.get("page", ""))
    words = fold(typed)
    asked = len(words) >= 2
    documents = queries.found(typed, kind=kind, page=page) if asked else []
    sources: list[Source] = current_app.extensions["forum.search_sources"]
    small = [(s.heading, s.find(words)) for s in sources] if asked and page == 1 and not kind else []
    return render_template(
        "search/results.html", typed=typed, kind=kind, kinds=kinds, documents=documents[: queries.PAGE], small=[(h, hits) for h, hits in small if hits],
        too_short=0 < len(words) < 2, page=page, more=len(documents) > queries.PAGE and page < queries.MOST_PAGES,
    )  # fmt: skip


def _page(text: str) -> int:
    return min(max(int(text), 1), queries.MOST_PAGES) if text.isdecimal() and len(text) < 4 else 1
