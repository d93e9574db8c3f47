"""Passing a proposal on: links, QR code, poster, picture, feed."""

from urllib.parse import quote

from flask import Response, redirect, render_template

from forum.accounts import queries as accounts
from forum.kernel import qr, records, storage
from forum.kernel.access import requires
from forum.kernel.assets import asset
from forum.kernel.errors import NotFound
from forum.kernel.web import conditional
from forum.proposals import support
from forum.proposals.blueprint import proposals
from forum.proposals.queries import amendments, reading
from forum.proposals.types import STAGE_NAMES, Stage
from forum.proposals.views import naming


def ways(row: reading.ProposalRow) -> list[tuple[str, str]]:
    """Return plain links that pass the proposal on; nobody is told of it but whom the reader chooses."""
    address, title = quote(naming.full_address(f"/proposals/{row.id}"), safe=""), quote(row.title, safe="")
    return [
        ("WhatsApp", f"https://wa.me/?text={title}%20{address}"), ("Telegram", f"https://t.me/share/url?url={address}&text={title}"),
        ("X", f"https://x.com/intent/post?text={title}&url={address}"), ("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={address}"),
        ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={address}"), ("E-mail", f"mailto:?subject={title}&body={address}"),
    ]  # fmt: skip


@proposals.get("/proposals/<int:number>/share")
@requires("proposals.see")
def share(number: int) -> str:
    """Show the ways to pass it on."""
    row = reading.public(number)
    conditional(row.title)
    return render_template("proposals/share.html", row=row, ways=ways(row), address=naming.full_address(f"/proposals/{number}"))


@proposals.get("/proposals/<int:number>/qr.svg")
@requires("proposals.see")
def qr_code(number: int) -> Response:
    """Send the QR code of the address."""
    reading.public(number)
    return Response(qr.svg(naming.full_address(f"/proposals/{number}")), content_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})


@proposals.get("/proposals/<int:number>/poster")
@requires("proposals.see")
def poster(number: int) -> str:
    """Show a poster that prints on one A4 sheet."""
    row = reading.public(number)
    conditional(row.touched_at)
    progress = support.progress(row.support, row.threshold, reached=row.reached_at is not None, is_open=row.stage == Stage.OPEN)
    return render_template("proposals/poster.html", row=row, progress=progress, address=naming.full_address(f"/proposals/{number}"), district=naming.districts().get(row.district_id or 0))


@proposals.get("/proposals/<int:number>/card.png")
@requires("proposals.see")
def card(number: int) -> Response:
    """Send the picture for links, drawn when the proposal last changed; the city's own while it waits to be drawn."""
    row = reading.public(number)
    if row.card_key is None:
        return redirect(asset("img/card.png"), 302)  # type: ignore[return-value]
    try:
        return Response(storage.fetch(row.card_key), content_type="image/png", headers={"Cache-Control": "public, max-age=3600"})
    except NotFound:
        return redirect(asset("img/card.png"), 302)  # type: ignore[return-value]


@proposals.get("/proposals/<int:number>.atom")
@requires("proposals.see")
def proposal_feed(number: int) -> Response:
    """Send what happened to one proposal as an Atom feed: versions, stages, decided amendments."""
    row = reading.public(number)
    conditional(row.touched_at, records.clock())
    version = reading.version(number, row.version_number)
    found = reading.versions(number)
    body = render_template(
        "proposals/proposal_feed.xml", row=row, versions=found, steps=reading.steps(number), amendments=amendments.amendments(number, version.content), full=naming.full_address,
        authors=accounts.authors_for(v.author_id for v in found), STAGE_NAMES=STAGE_NAMES,
    )  # fmt: skip
    return Response(body, content_type="application/atom+xml; charset=utf-8")
