"""The trace: from a comment to what became of it, and back; and what became of one's own words."""

from datetime import datetime

from flask import Response, jsonify, render_template, request

from forum.council.blueprint import council
from forum.council.queries import cases, decisions, traces
from forum.council.tracing import SCHEMA, Step, as_json, picture
from forum.council.types import Verdict
from forum.council.views.reading import names
from forum.kernel import records
from forum.kernel.access import current_actor, requires
from forum.kernel.text import trusted
from forum.kernel.web import conditional
from forum.kernel.words import N_, Sentence, sentence
from forum.proposals.queries import reading

KIND_NAMES = {
    "comment": N_("Comments"), "amendment": N_("Suggested changes"), "version": N_("Versions"), "option": N_("On the ballot"), "round": N_("Rounds that decided"), "decision": N_("Decisions"), "milestone": N_("Milestones"),
}  # fmt: skip
LINK_NAMES = {
    "led to": N_("led to"), "went into": N_("went into"), "was put to": N_("was put to"), "was settled in": N_("was settled in"), "informed": N_("informed"), "was answered by": N_("was answered by"), "is done by": N_("is done by"),
}  # fmt: skip


@council.get("/council/traces/<int:number>")
@requires("council.see")
def trace(number: int) -> str:
    """Show the way of a proposal: a picture, and the same as a list. One step can be chosen to see only its way."""
    row = reading.public(number)
    conditional(row.touched_at, records.clock())
    found, chosen = traces.of_proposal(row), request.args.get("step", "")[:80]
    dots, lines, rows = picture(found, chosen)
    case = cases.of_proposal(row.id)
    return render_template(
        "council/trace.html", moment_of=datetime.fromisoformat, proposal=row, case=case, trace=found, chosen=chosen if chosen in found.steps else "", lit=found.around(chosen) if chosen in found.steps else set(found.steps), dots=dots, lines=lines, rows=rows,
        verdicts={f"decision-{d.id}": Verdict(d.verdict) for d in decisions.of_case(case.id)} if case is not None else {}, option_words=_option_words, KIND_NAMES=KIND_NAMES, LINK_NAMES=LINK_NAMES, **names(),
    )  # fmt: skip


def _option_words(step: Step) -> Sentence:
    return sentence(N_("Option %(number)s in “%(title)s”"), number=step.id.rpartition("-")[2], title=step.title)


@council.get("/council/traces/<int:number>.json")
@requires("council.see")
def trace_json(number: int) -> Response:
    """Send the trace in the shape of its schema."""
    return jsonify(as_json(traces.of_proposal(reading.public(number))))


@council.get("/council/trace.schema.json")
@requires("council.see")
def trace_schema() -> Response:
    """Send the schema of traces."""
    return jsonify(SCHEMA)


@council.get("/council/mine")
@requires("council.see_own")
def mine() -> str:
    """Show what became of what the reader said."""
    person = current_actor().person or 0
    lines = traces.concerns(person)
    return render_template("council/mine.html", trusted=trusted, fates=traces.fates(person), lines=lines, latest=decisions.latest([c.id for c in lines]), **names())
