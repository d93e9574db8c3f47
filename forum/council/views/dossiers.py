"""The dossier: to read, to print, as PDF, CSV and JSON."""

import re
from datetime import datetime
from functools import partial
from typing import Any

from flask import Response, current_app, render_template, request

from forum.city import queries as city
from forum.council import dossier as dossiers
from forum.council import paper
from forum.council.blueprint import council
from forum.council.printing import Busy, NoPrinter, pdf
from forum.council.queries import cases
from forum.council.queries import dossiers as gathering
from forum.council.types import STANDING_NAMES, WAITING, CaseState
from forum.council.views import naming
from forum.council.views.reading import names
from forum.kernel import clock, records
from forum.kernel.access import requires
from forum.kernel.i18n import chosen
from forum.kernel.text import trusted
from forum.kernel.web import conditional, limiter, see_other
from forum.proposals.queries import reading

KEPT = 64

PRINTED = 16
"""Letters of the hash that stand on a print."""


def _made(case_id: int) -> tuple[cases.CaseRow, dict[str, Any], str]:
    row = cases.case(case_id)
    made = gathering.of(row, reading.public(row.proposal_id), clock.now(), panels=current_app.extensions["forum.dossier_panels"])
    return row, made, dossiers.digest(made)


@council.get("/council/cases/<int:case_id>/dossier")
@requires("council.see")
def dossier(case_id: int) -> str:
    """Show the dossier; to somebody who comes from a printed one, whether it still holds."""
    conditional(cases.stamp(case_id), records.clock())
    row, made, digest = _made(case_id)
    return render_template("council/dossier.html", **_words(row, made, digest), print=_print(request.args.get("printed", ""), made, digest), no_pdf=request.args.get("pdf", ""))


def _print(text: str, made: dict[str, Any], digest: str) -> tuple[str, str] | None:
    """Return the name of a print that somebody asks about, and what can be known of it.

    It is that of what stands here (`holds`); or it is another, which anybody may have made up, and its end says that text, votes and decision are those of
    today (`core`), that they are others (`other`), or nothing (`bare`); or it has no form of a name (`unknown`).
    """
    found = re.fullmatch(r"([0-9a-f]{16,64})(?:-([0-9a-f]{8}))?", text.strip().lower())
    if found is None:
        return ("", "unknown") if text else None
    core = dossiers.core(made)
    if digest.startswith(found[1]) and found[2] in {core, None}:
        return found[1], "holds"
    return found[0], "bare" if found[2] is None else "core" if found[2] == core else "other"


def _words(row: cases.CaseRow, made: dict[str, Any], digest: str) -> dict[str, Any]:
    room = paper.measure(made)
    return {
        **names(), "row": row, "dossier": made, "digest": digest, "is_waiting": row.state in WAITING, "state": CaseState(row.state), "parts": {
            "trusted": trusted, "brief": partial(dossiers.brief, most=room.comment), "beginning": partial(paper.beginning, most=room.section), "minutes": paper.minutes(made), "direction_of": dossiers.direction_of, "moment_of": datetime.fromisoformat, "STANDING_NAMES": STANDING_NAMES,
            "sections": [(title, made["proposal"]["html"][name]) for name, title in reading.section_titles(made["proposal"]["kind"]).items() if name in made["proposal"]["html"]],
            "districts": _in_words(made["districts"]), "fields": _in_words(made["fields"]), "strips": paper.strips, "is_wide": paper.is_wide, "MOST_COLUMNS": paper.MOST_COLUMNS,
            "site": naming.full_address("").partition("://")[2],
        },
        "address": naming.full_address(f"/council/cases/{row.id}/dossier?printed={digest[:PRINTED]}-{dossiers.core(made)}"),
    }  # fmt: skip


def _in_words(names_: dict[str, dict[str, str]]) -> dict[int, str]:
    return {int(number): city.in_words(words, chosen()) for number, words in names_.items()}


@council.get("/council/cases/<int:case_id>/dossier.json")
@requires("council.see")
def dossier_json(case_id: int) -> Response:
    """Send the record: the bytes whose hash stands on every page."""
    _, made, digest = _made(case_id)
    return _held(digest) or _file(case_id, "json", digest, dossiers.as_bytes(made), "application/json; charset=utf-8")


@council.get("/council/cases/<int:case_id>/dossier.csv")
@requires("council.see")
def dossier_csv(case_id: int) -> Response:
    """Send every number as a table."""
    _, made, digest = _made(case_id)
    return _held(digest) or _file(case_id, "csv", digest, dossiers.as_csv(made), "text/csv; charset=utf-8")


@council.get("/council/cases/<int:case_id>/dossier.pdf")
@requires("council.see")
@limiter.limit("30 per hour")
def dossier_pdf(case_id: int) -> Response:
    """Send the dossier as a PDF; where none can be made, or not now, lead back to the page, which says how to print."""
    row, made, digest = _made(case_id)
    kept: dict[tuple[str, str], bytes] = current_app.extensions["forum.dossier_pdfs"]
    key = (digest, chosen())
    tag = "-".join(key)  # one address may be read in two languages
    if held := _held(tag):
        return held
    data = kept.get(key)
    if data is None:
        try:
            data = pdf(paper.directed(render_template("council/dossier_sheet.html", **_words(row, made, digest))), identifier=digest)
        except NoPrinter:
            return see_other("council.dossier", case_id=case_id, pdf="none")
        except Busy:
            return see_other("council.dossier", case_id=case_id, pdf="busy")
        while len(kept) >= KEPT:
            kept.pop(next(iter(kept)), None)
        kept[key] = data
    return _file(case_id, "pdf", tag, data, "application/pdf")


def _held(tag: str) -> Response | None:
    # A proxy that packs what it passes on makes the tag a weak one.
    return Response(status=304, headers={"ETag": f'"{tag}"'}) if request.if_none_match.contains_weak(tag) else None


def _file(case_id: int, ending: str, tag: str, data: str | bytes, content_type: str) -> Response:
    return Response(data, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="dossier-{case_id}.{ending}"', "ETag": f'"{tag}"'})
