"""The list of proposals, as a list, on a map, and as a feed."""

from typing import Any

from flask import Response, g, render_template, request

from forum.kernel import clock
from forum.kernel.access import requires
from forum.kernel.web import conditional
from forum.proposals import support
from forum.proposals.blueprint import proposals
from forum.proposals.lifecycle import ROAD
from forum.proposals.paging import address_of, filters_from
from forum.proposals.queries import listing as lists
from forum.proposals.types import KIND_NAMES, SORT_NAMES, STAGE_NAMES, Filters, Page, Stage
from forum.proposals.views import naming

NOTHING = -1  # an address that names a topic or district which is not there finds nothing


def _ids(filters: Filters) -> dict[str, Any]:
    return {
        "topic_id": naming.topic_slugs().get(filters.topic, NOTHING) if filters.topic else None,
        "district_id": naming.district_slugs().get(filters.district, NOTHING) if filters.district else None,
    }


@proposals.get("/proposals")
@requires("proposals.see")
def listing() -> str:
    """Show proposals, narrowed and sorted as the address says."""
    now = clock.now()
    conditional(lists.state())
    filters = filters_from(request.args)
    on_map = request.args.get("view") == "map"
    if on_map:
        g.image_sources = naming.settings().tile_hosts
        page = Page(lists.places(filters, now=now, **_ids(filters)), None)
    else:
        page = lists.page(filters, now=now, after=request.args.get("after", ""), **_ids(filters))
    return render_template(
        "proposals/listing.html", page=page, filters=filters, address=address_of(filters), on_map=on_map, now=now,
        STAGE_NAMES=STAGE_NAMES, KIND_NAMES=KIND_NAMES, SORT_NAMES=SORT_NAMES, stages=[s for s in (*ROAD, Stage.WITHDRAWN, Stage.CLOSED) if s is not Stage.DRAFT],
        slugs={"topics": naming.topic_slugs(), "districts": naming.district_slugs()}, is_later=bool(request.args.get("after")),
        progress=support.progress, tiles=naming.settings().map_tiles, credit=naming.settings().map_credit, spots=naming.spots(), **naming.around(page.cards),
    )  # fmt: skip


@proposals.get("/proposals.atom")
@requires("proposals.see")
def feed() -> Response:
    """Send the newest proposals of a topic, a district or all as an Atom feed."""
    now = clock.now()
    conditional(lists.state())
    filters = filters_from(request.args)
    page = lists.page(filters, now=now, **_ids(filters))
    body = render_template("proposals/feed.xml", page=page, filters=filters, address=address_of(filters), now=now, full=naming.full_address, STAGE_NAMES=STAGE_NAMES,
                           **naming.around(page.cards))  # fmt: skip
    return Response(body, content_type="application/atom+xml; charset=utf-8")
