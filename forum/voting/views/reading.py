"""Lists of votes, and the page of one."""

import json
from datetime import UTC, datetime
from typing import Any

from flask import Response, render_template, request

from forum.kernel import clock, records
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Invalid
from forum.kernel.text import trusted
from forum.kernel.web import conditional, see_other, writes
from forum.notifications import queries as notifications
from forum.notifications.types import FOLLOW_NAMES, FollowLevel
from forum.voting.actions import casting, following
from forum.voting.blueprint import voting
from forum.voting.queries import contests, log
from forum.voting.types import METHOD_LINES, METHOD_NAMES, PUBLISH_NAMES, STATE_NAMES, Method, Publish, State
from forum.voting.views import naming


@voting.get("/votes")
@requires("voting.see")
def listing() -> str:
    """Show votes: those that are open first, then what comes and what was."""
    now = clock.now()
    conditional(records.clock(), now.strftime("%Y-%m-%d %H:%M"))
    found = contests.listing(now, before=_mark(request.args.get("before", "")))
    shown = [line for _, line in found[: contests.PAGE]]
    more = f"{found[contests.PAGE - 1][1].opens_at.isoformat()}~{found[contests.PAGE - 1][0]}" if len(found) > contests.PAGE else None
    groups = {s: [c for c in shown if c.state is s] for s in (State.OPEN, State.ANNOUNCED, State.CLOSED, State.CERTIFIED, State.VOID)}
    return render_template("voting/listing.html", groups=groups, more=more, districts=naming.districts(), STATE_NAMES=STATE_NAMES, is_later="before" in request.args)


def _mark(text: str) -> tuple[datetime, int] | None:
    moment, _, number = text.partition("~")
    try:
        at = datetime.fromisoformat(moment)
        return (at.astimezone(UTC), int(number)) if at.tzinfo and len(number) < 16 else None
    except (ValueError, OverflowError):
        return None


@voting.get("/votes/<slug>")
@requires("voting.see")
def page(slug: str) -> str:
    """Show a vote: its question, options, rules, and what the reader can do now."""
    row, now, actor = contests.by_slug(slug), clock.now(), current_actor()
    state = contests.state(row, now)
    voted = contests.has_voted(row.id, actor.person)
    conditional(row.touched_at, row.state, state, voted, records.clock())
    found = contests.result(row.id)
    return render_template(
        "voting/page.html", **words(row, now), voted=voted, refusal=casting.refusal_to_vote(row, actor=actor, now=now), html=trusted(row.html), result=json.loads(found.content) if found else None,
        result_hash=found.hash if found else "", checkpoint=log.newest(row.id), FOLLOW_NAMES=FOLLOW_NAMES, followed=notifications.follow_level(actor.person, "contest", row.id) if actor.is_signed_in else None,
    )  # fmt: skip


def words(row: contests.ContestRow, now: datetime) -> dict[str, Any]:
    """Return what every page of a vote shows of it."""
    return {
        "row": row, "state": contests.state(row, now), "options": contests.options(row.id), "district": naming.districts().get(row.district_id or 0, ""), "STATE_NAMES": STATE_NAMES,
        "method": METHOD_NAMES[Method(row.method)], "method_line": METHOD_LINES[Method(row.method)], "publish": PUBLISH_NAMES[Publish(row.publish)],
    }  # fmt: skip


@voting.post("/votes/<slug>/following")
@requires("voting.follow")
@writes
def follow(slug: str) -> Response:
    """Choose how much to hear."""
    level = request.form.get("level", "")
    if level not in set(FollowLevel):
        raise Invalid
    following.follow_contest(slug, level=FollowLevel(level), actor=current_actor(), now=clock.now())
    return see_other("voting.page", slug=slug, done="followed", _anchor="follow")


@voting.get("/voting/protection")
@requires("voting.see")
def protection() -> str:
    """Say what protects a vote here, and what does not."""
    return render_template("voting/protection.html")
