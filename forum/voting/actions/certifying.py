"""Certifies a result, once. Where a tie decided something, lots are drawn from the seed committed to before and a draw made in public."""

import json
from datetime import datetime

from forum.kernel.db import db
from forum.kernel.errors import Conflict, Invalid
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.text import one_line
from forum.kernel.words import N_
from forum.voting import lots
from forum.voting.actions.closing import publish
from forum.voting.actions.preparing import locked
from forum.voting.events import ContestCertified
from forum.voting.models import ContestResult
from forum.voting.queries import contests
from forum.voting.secrecy import Secrets
from forum.voting.tally import electing
from forum.voting.types import FINAL, Method, Publish, State


def certify(name: str, *, draw: str, actor: Actor, now: datetime, secrets: Secrets) -> ContestResult:
    """Count once more, settle ties by lot, and make the result final.

    `draw`: what was drawn in public, exactly as it was announced there; only where a tie needs it. Raises Invalid, Conflict.
    Cost: one pass over the ballots, grouped in the database, and three counts of the distinct rankings.
    """
    row = locked(contests.prepared(name).id)
    provisional = contests.result(row.id)
    if row.state != State.CLOSED or provisional is None:
        raise Conflict(N_("Only a closed vote can be certified, and only once."))
    words, options = one_line(draw), [o.code for o in contests.options(row.id)]
    before = json.loads(provisional.content)
    needs_lots = bool(before["needs_lots"])
    if needs_lots and not words:
        raise Invalid(fields={"draw": N_("Options are tied. Enter what was drawn in public, exactly as it was announced.")})
    if words and not needs_lots:
        raise Invalid(fields={"draw": N_("Nothing is tied, so no lots are drawn. Leave this empty.")})
    seed = secrets.seed(row.slug, row.lot_salt)
    order = lots.order(row.slug, seed, words, options) if needs_lots else tuple(options)
    rankings = contests.rankings(row.id)
    counted = electing.elect(Method(row.method), rankings, seats=row.seats, options=len(options), order=order)
    if row.publish == Publish.PATHS and electing.repeat(Method(row.method), counted.paths, seats=row.seats, options=len(options), order=order) != counted.count and counted.paths:
        msg = f"vote {row.slug}: the published paths do not count as the ballots did"
        raise RuntimeError(msg)
    drawn = {"commit": row.lot_commit, "seed": seed.hex(), "draw": words, "order": list(order)} if needs_lots else None
    made = publish(row, counted, version=FINAL, now=now, certified_by=actor.person, turnout=before["turnout"]["by_district"], lots=drawn)
    row.lot_draw, row.state, row.state_at, row.touched_at = words[:200], State.CERTIFIED, now, now
    db.session.flush()
    record(ContestCertified(contest_id=row.id, hash=made.hash), actor_id=actor.person, at=now)
    return made
