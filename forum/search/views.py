"""The results page."""

from flask import Blueprint, current_app, render_template, request

from forum.kernel.access import requires
from forum.kernel.text import one_line
from forum.kernel.web import limiter
from forum.search.matching import fold
from forum.search.types import Source

search = Blueprint("search", __name__)
LONGEST = 100


@search.get("/search")
@requires("search.search")
@limiter.limit("60 per minute")
def results() -> str:
    """Show what was found, by kind."""
    typed = one_line(request.args.get("q", ""))[:LONGEST]
    words = fold(typed)
    sources: list[Source] = current_app.extensions["forum.search_sources"]
    found = [(s.heading, s.find(words)) for s in sources] if len(words) >= 2 else []
    return render_template("search/results.html", typed=typed, found=[(h, hits) for h, hits in found if hits], too_short=0 < len(words) < 2)
