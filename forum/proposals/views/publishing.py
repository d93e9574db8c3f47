"""The last step of writing: how it will look, what is missing, and its publication as a version."""

from typing import Any

from flask import Response, render_template

from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Invalid
from forum.kernel.text import render, trusted
from forum.kernel.web import limiter, see_other, writes
from forum.kernel.words import N_
from forum.proposals import content as contents
from forum.proposals import support
from forum.proposals.actions import publishing
from forum.proposals.amending import left_out
from forum.proposals.blueprint import proposals
from forum.proposals.content import SECTIONS
from forum.proposals.forms import PublishForm
from forum.proposals.queries import amendments, reading, standing, writing
from forum.proposals.types import KIND_NAMES, Kind, Outcome, Stage
from forum.proposals.views import naming
from forum.proposals.views.writing import STEPS, own_row


@proposals.get("/proposals/<int:number>/draft/check")
@requires("proposals.write")
@limiter.limit("60 per minute")
def check(number: int) -> str:
    """Fourth step: how it will look, and what is missing."""
    return _check_page(own_row(number), PublishForm(formdata=None))


@proposals.post("/proposals/<int:number>/publication")
@requires("proposals.write")
@limiter.limit("30 per day")
@writes
def publish(number: int) -> Response | tuple[str, int]:
    """Publish the text as a version."""
    row = own_row(number)
    form = PublishForm()
    first, before = row.stage == Stage.DRAFT, row.version_number
    try:
        if form.validate_on_submit():
            revision = form.revision.data or ""
            made = publishing.publish(number, reason=form.reason.data or "", is_substantial=form.is_substantial.data, comments=form.comments.data or "", actor=current_actor(), now=clock.now(),
                               revision=int(revision) if revision.isdecimal() and len(revision) < 10 else None)  # fmt: skip
            return see_other("proposals.page", number=number, done="published" if first else "changed" if made != before else "same")
    except Invalid as refusal:
        form.take(refusal)
    return _check_page(row, form), 422


def _check_page(row: reading.ProposalRow, form: PublishForm) -> str:
    working = writing.working_text(row.id)
    kind = Kind(row.kind)
    content = contents.tidy(working.content, kind)
    missing: dict[str, Any] = {**contents.faults(content, kind)}
    if not working.content.get("topics"):
        missing["topics"] = N_("Choose at least one topic, so that people find it.")
    form.revision.data = str(working.revision)
    sections = [(s, trusted(render(content[s.name]).html) if not s.options else None, dict(s.options).get(content.get(s.name, ""), "")) for s in SECTIONS[kind] if content.get(s.name)]
    topics = naming.topics()
    threshold, days = standing.rule_for(working.content.get("district"))
    published = reading.version(row.id, row.version_number).content if row.version_number else {}
    accepted = amendments.amendments(row.id, published, outcome=Outcome.ACCEPTED) if row.version_number else ()
    dropped = left_out([(a.id, a.section, a.proposed) for a in accepted], published, content)
    changed = contents.changed_sections(reading.version(row.id, row.version_number).content, content) if row.version_number else None
    return render_template(
        "proposals/check.html", row=row, form=form, content=content, sections=sections, missing=missing, photos=content["photos"], sizes=reading.photo_sizes(tuple(p["id"] for p in content["photos"])),
        topics=[topics[t] for t in working.content.get("topics") or [] if t in topics], district=naming.districts().get(working.content.get("district") or 0), steps=STEPS,
        threshold=threshold if support.needs_threshold(kind) else None, days=days, changed=changed, dropped=[a for a in accepted if a.id in dropped], waiting=amendments.open_count(row.id), Stage=Stage, KIND_NAMES=KIND_NAMES,
    )  # fmt: skip
