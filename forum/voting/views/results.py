"""Results: a page to read, and files to recount. A final one that was set aside can still be read and recounted, and says so."""

import json
from typing import Any

from flask import Response, current_app, redirect, render_template

from forum.kernel import clock, records, storage
from forum.kernel.access import requires
from forum.kernel.assets import asset
from forum.kernel.errors import NotFound
from forum.kernel.web import conditional
from forum.voting import bundle, exports
from forum.voting.actions.bundling import bundle_of
from forum.voting.blueprint import voting
from forum.voting.charts import bars, shares
from forum.voting.keys import secrets
from forum.voting.queries import contests
from forum.voting.types import FINAL, State
from forum.voting.views import naming
from forum.voting.views.reading import words


def _counted(slug: str) -> tuple[contests.ContestRow, contests.ResultRow, dict[str, Any]]:
    row = contests.by_slug(slug)
    found = contests.final(row.id) if row.state == State.VOID else contests.result(row.id)
    if found is None or row.state not in {State.CLOSED, State.CERTIFIED, State.VOID}:
        raise NotFound
    conditional(row.touched_at, row.state, found.version, records.clock())
    return row, found, json.loads(found.content)


@voting.get("/votes/<slug>/result")
@requires("voting.see")
def result(slug: str) -> str:
    """Show the result, round by round."""
    row, found, content = _counted(slug)
    steps = exports.rounds(content)
    return render_template("voting/result.html", **words(row, clock.now()), result=content, result_hash=found.hash, certified_at=found.at, rounds=steps, bars=bars(steps, row.method), shares=shares(content), titles=exports.titles(content), total=exports.total,
                           districts=naming.districts())  # fmt: skip


@voting.get("/votes/<slug>/card.png")
@requires("voting.see")
def card(slug: str) -> Response:
    """Send the picture for links; the city's own while it waits to be drawn."""
    row = contests.by_slug(slug)
    try:
        data = storage.fetch(row.card_key) if row.card_key is not None else None
    except NotFound:
        data = None
    if data is None:
        return redirect(asset("img/card.png"), 302)  # type: ignore[return-value]
    return Response(data, content_type="image/png", headers={"Cache-Control": "public, max-age=3600"})


@voting.get("/votes/<slug>/result.json")
@requires("voting.see")
def result_json(slug: str) -> Response:
    """Send the frozen record: the bytes whose hash stands on the page."""
    _, found, _ = _counted(slug)
    return Response(found.content, content_type="application/json; charset=utf-8")


@voting.get("/votes/<slug>/rounds.csv")
@requires("voting.see")
def rounds_csv(slug: str) -> Response:
    """Send the rounds as a table."""
    row, _, content = _counted(slug)
    return Response(exports.rounds_csv(content), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{row.slug}-rounds.csv"'})


@voting.get("/votes/<slug>/bundle.zip")
@requires("voting.see")
def bundle_zip(slug: str) -> Response:
    """Send everything about a final result in one file. Drawn up once in a process, then kept."""
    row, found, _ = _counted(slug)
    if found.version != FINAL:
        raise NotFound
    kept: dict[tuple[int, str], bytes] = current_app.extensions["forum.vote_bundles"]
    data = kept.get((row.id, found.hash))
    if data is None:
        data = bundle.zipped(bundle_of(row, found, secrets=secrets()), row.slug)
        kept.clear()
        kept[row.id, found.hash] = data
    return Response(data, content_type="application/zip", headers={"Content-Disposition": f'attachment; filename="{row.slug}.zip"'})
