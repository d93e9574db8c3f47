"""The ballot: rank, look it over, cast, keep the receipt."""

import re
from typing import Any

from flask import Response, render_template, request

from forum.kernel import calendars, clock, qr
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import NotFound
from forum.kernel.ids import new_token
from forum.kernel.web import limiter, see_other, writes
from forum.voting import ballots
from forum.voting.actions import casting
from forum.voting.blueprint import voting
from forum.voting.keys import secrets
from forum.voting.queries import contests
from forum.voting.views import naming
from forum.voting.views.reading import words

_NONCE = re.compile(r"[0-9a-f]{64}")


@voting.get("/votes/<slug>/ballot")
@requires("voting.vote")
def ballot(slug: str) -> str | Response:
    """Show the ballot, empty; or as it was cast, to change it."""
    row, now = contests.by_slug(slug), clock.now()
    if casting.refusal_to_vote(row, actor=current_actor(), now=now) is not None:
        return see_other("voting.page", slug=slug, _anchor="vote")
    before = casting.own_receipt(row, actor=current_actor(), secrets=secrets())
    typed = {str(code): place for place, code in enumerate(before.ranking, start=1)} if before and request.args.get("change") == "1" else {}
    places = {int(code): str(place) for code, place in typed.items()}
    return _form(row, ballots.Reading((), places, {}), is_change=before is not None)


def _form(row: contests.ContestRow, reading: ballots.Reading, *, is_change: bool = False) -> str:
    return render_template("voting/ballot.html", **words(row, clock.now()), reading=reading, once=request.form.get("once") or new_token(), is_change=is_change, is_preview=False)


@voting.post("/votes/<slug>/ballot")
@requires("voting.vote")
def review(slug: str) -> str | tuple[str, int]:
    """Show the ranking once more before it is cast, or what is wrong with it."""
    row = contests.by_slug(slug)
    reading = _read(row)
    if reading.faults or reading.fault or request.form.get("again"):
        return _form(row, reading), 200 if request.form.get("again") else 422
    named: dict[str, Any] = words(row, clock.now())
    titles = {o.code: o for o in named["options"]}
    return render_template("voting/review.html", **named, ranked=[titles[c] for c in reading.ranking], unranked=[o for o in named["options"] if o.code not in reading.ranking], once=request.form.get("once", ""))


def _read(row: contests.ContestRow) -> ballots.Reading:
    titles = {o.code: o.title for o in contests.options(row.id)}
    return ballots.read({k: v for k, v in request.form.items() if k.startswith("option-")}, titles, ranks=row.ranks)


@voting.post("/votes/<slug>/casting")
@requires("voting.vote")
@limiter.limit("60 per hour")
@writes
def cast(slug: str) -> Response | tuple[str, int]:
    """Cast the ballot; the receipt is shown by the page it leads to, once all is committed."""
    row = contests.by_slug(slug)
    reading = _read(row)
    if reading.faults or reading.fault:
        return _form(row, reading), 422
    nonce = request.form.get("nonce", "")
    made = bytes.fromhex(nonce) if _NONCE.fullmatch(nonce) else None
    casting.cast(row.id, reading.ranking, nonce=made, once=request.form.get("once", "")[:80], actor=current_actor(), now=clock.now(), secrets=secrets())
    return see_other("voting.receipt", slug=slug, done="cast")


@voting.get("/votes/<slug>/receipt")
@requires("voting.see_receipt")
def receipt(slug: str) -> str | Response:
    """Show one's own receipt while the vote is open; afterwards nobody can find the ballot any more."""
    row, actor = contests.by_slug(slug), current_actor()
    found = casting.own_receipt(row, actor=actor, secrets=secrets())
    if found is None and not contests.has_voted(row.id, actor.person):
        return see_other("voting.page", slug=slug)
    named = words(row, clock.now())
    titles = {o.code: o for o in named["options"]}
    return render_template("voting/receipt.html", **named, receipt=found, ranked=[titles[c] for c in found.ranking] if found else [])


@voting.get("/votes/<slug>/receipt.txt")
@requires("voting.see_receipt")
def receipt_file(slug: str) -> Response:
    """Send the signed receipt as a file: without the ranking, and without the nonce that would show it."""
    row = contests.by_slug(slug)
    found = casting.own_receipt(row, actor=current_actor(), secrets=secrets())
    if found is None:
        raise NotFound
    return Response(found.note, content_type="text/plain; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="receipt-{row.slug}.txt"', "Cache-Control": "no-store"})


@voting.get("/votes/<slug>/log/<leaf>/qr.svg")
@requires("voting.see")
def leaf_qr(slug: str, leaf: str) -> Response:
    """Send the QR code of a leaf's page."""
    contests.by_slug(slug)
    if not _NONCE.fullmatch(leaf):
        raise NotFound
    return Response(qr.svg(naming.full_address(f"/votes/{slug}/log/{leaf}")), content_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})


@voting.get("/votes/<slug>/result.ics")
@requires("voting.see")
def calendar(slug: str) -> Response:
    """Send the closing moment as an entry for a calendar."""
    row = contests.by_slug(slug)
    entry = calendars.Entry(f"vote-{row.slug}@{secrets().origin.partition(':')[0]}", 0, row.touched_at, row.closes_at, row.closes_at, row.title, "", naming.full_address(f"/votes/{row.slug}"), is_cancelled=False)
    return Response(calendars.calendar([entry], name=row.title), content_type="text/calendar; charset=utf-8")
