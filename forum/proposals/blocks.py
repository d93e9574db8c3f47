"""What the front page says of proposals: those near their goal, and the newest."""

from typing import Any

from flask import current_app

from forum.accounts import queries as accounts
from forum.city.types import Block
from forum.kernel import clock
from forum.proposals.queries import listing
from forum.proposals.support import progress
from forum.proposals.types import KIND_NAMES, STAGE_NAMES, Filters

SHOWN = 3


def _version() -> object:
    return listing.state()


def _proposals() -> dict[str, Any]:
    now = clock.now()
    near = list(listing.near_goal(now, SHOWN))
    newest = listing.page(Filters(), topic_id=None, district_id=None, now=now, limit=SHOWN + len(near)).cards
    there = {c.id for c in near}
    more = [c for c in newest if c.id not in there][:SHOWN]
    places = current_app.extensions["forum.places_now"]()
    names = {"topics": {t.id: t for t in places["topics"]}, "districts": {d.id: d.name for d in places["districts"]}}
    leads = accounts.authors_for(c.lead_id for c in near + more)
    return {"near": near, "newest": more, "leads": leads, "STAGE_NAMES": STAGE_NAMES, "KIND_NAMES": KIND_NAMES, "progress": progress, **names}


BLOCKS = (Block(20, "proposals/block.html", _proposals, _version),)
