"""What everybody can read: what waits, what is overdue, how offices answer, each case with its decision and what came of it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Response, current_app, render_template, request

from forum.accounts import queries as accounts
from forum.council.actions import doing as acting
from forum.council.blueprint import council
from forum.council.pacing import whole
from forum.council.queries import cases, decisions, doing, meetings
from forum.council.recording import record_of
from forum.council.road import STATIONS, road
from forum.council.types import (
    CASE_NAMES,
    CHOICE_NAMES,
    PACE_NAMES,
    STANDING_NAMES,
    VERDICT_LINES,
    VERDICT_NAMES,
    WAITING,
    CaseState,
    Choice,
    Pace,
    Verdict,
)
from forum.council.views import naming
from forum.discussions.queries import threads
from forum.kernel import clock, records
from forum.kernel.access import requires
from forum.kernel.hashing import canonical_json
from forum.kernel.text import trusted
from forum.kernel.web import conditional
from forum.proposals.queries import reading
from forum.proposals.types import Stage

LATE_AT_ONCE = 10


@council.get("/council")
@requires("council.see")
def listing() -> str:
    """Show what waits for an answer, the next due first, and what was answered."""
    now = clock.now()
    conditional(records.clock())
    waits = cases.waiting(due_after=now, after=mark(request.args.get("after", "")))
    more = f"{waits[cases.PAGE - 1].due_at.isoformat()}~{waits[cases.PAGE - 1].id}" if len(waits) > cases.PAGE else None
    late = [] if "after" in request.args else cases.overdue(now, limit=LATE_AT_ONCE + 1)
    answered = [] if "after" in request.args else cases.answered(limit=10)
    return render_template("council/listing.html", waits=waits[: cases.PAGE], more=more, late=late[:LATE_AT_ONCE], is_later_late=len(late) > LATE_AT_ONCE, answered=answered, latest=decisions.latest([c.id for c in answered]),
                           sessions=meetings.coming(now, 3), **names(), is_later="after" in request.args)  # fmt: skip


@council.get("/council/overdue")
@requires("council.see")
def overdue() -> str:
    """Show everything that is overdue, the longest first."""
    now = clock.now()
    conditional(records.clock())
    found = cases.overdue(now, after=mark(request.args.get("after", "")))
    shown = found[: cases.PAGE]
    more = f"{shown[-1].due_at.isoformat()}~{shown[-1].id}" if len(found) > cases.PAGE else None
    return render_template("council/overdue.html", found=shown, more=more, **names())


def mark(text: str) -> tuple[datetime, int] | None:
    """Read where a page begins out of its address; None for anything else."""
    moment, _, number = text.partition("~")
    try:
        at = datetime.fromisoformat(moment)
        return (at.astimezone(UTC), int(number)) if at.tzinfo and len(number) < 16 else None
    except (ValueError, OverflowError):
        return None


def names() -> dict[str, Any]:
    """Return the names that every page of the room uses."""
    return {"CASE_NAMES": CASE_NAMES, "VERDICT_NAMES": VERDICT_NAMES, "PACE_NAMES": PACE_NAMES, "offices": naming.offices(), "districts": naming.districts(), "days_left": naming.days_left, "due_day": naming.due_day, "Verdict": Verdict, "STANDING_NAMES": STANDING_NAMES}


@council.get("/council/answered")
@requires("council.see")
def answered() -> str:
    """Show everything that was answered, the latest first."""
    conditional(records.clock())
    found = cases.answered(before=mark(request.args.get("before", "")))
    shown = found[: cases.PAGE]
    more = f"{shown[-1].answered_at.isoformat()}~{shown[-1].id}" if len(found) > cases.PAGE and shown[-1].answered_at else None
    return render_template("council/answered.html", found=shown, more=more, latest=decisions.latest([c.id for c in shown]), **names())


@council.get("/council/cases/<int:case_id>")
@requires("council.see")
def case(case_id: int) -> str:
    """Show a case: its clock, its decision with reasons, and what came of it."""
    conditional(cases.stamp(case_id), records.clock())
    row, now = cases.case(case_id), clock.now()
    proposal = reading.public(row.proposal_id)
    made, (given, missed) = decisions.of_case(row.id), cases.history(row.id)
    works = doing.of_case(row.id, naming.today())
    way = road(
        received_at=row.received_at, assigned_at=row.assigned_at, answered_at=row.answered_at, verdict=Verdict(made[0].verdict) if row.answered_at else None, works=[w for w in works if w.pace is not Pace.DROPPED], is_finished=proposal.stage == Stage.DONE,
    )  # fmt: skip
    return render_template(
        "council/case.html", row=row, road=way, STATIONS=STATIONS, proposal=proposal, made=made, works=works, reports=doing.reports([w.id for w in works]) if works else {}, percent=whole([w.percent for w in works if w.pace is not Pace.DROPPED]),
        decision=_decided(made[0]) if made else None, sessions=meetings.sessions_of_case(row.id, now) if row.state in WAITING else [], questions=_questions(row.id), given=given, missed=missed, is_studied=bool(made) and row.state in WAITING, is_voted_on=row.state in WAITING and decisions.is_being_voted_on(row.proposal_id), state=CaseState(row.state), is_waiting=row.state in WAITING, is_late=row.state in WAITING and row.due_at <= now,
        share=min(100.0, 100 * (now - row.received_at) / max(row.due_at - row.received_at, timedelta(seconds=1))), trusted=trusted, **names(),
    )  # fmt: skip


def _questions(case_id: int) -> list[Any]:
    asked = threads.views([q.comment_id for q in cases.questions(case_id)])
    return [c for c in asked.values() if not c.is_removed and not c.is_hidden]


def decision_words(row: decisions.DecisionRow, votes: Sequence[decisions.VoteRow], points: Sequence[decisions.PointRow]) -> dict[str, Any]:
    """Return what pages show of a decision, published or not yet. Cost: four queries."""
    comments = threads.views([p.comment_id for p in points])
    before = threads.as_they_were([p.comment_id for p in points], row.at)
    people = accounts.authors_for([*(v.member_id for v in votes), *(c.author_id for c in comments.values())])
    found = decisions.results(cases.case(row.case_id).proposal_id) if row.contest_id is not None else []
    contest = next(((c, content) for c, content, _ in found if c.id == row.contest_id), None)
    return {
        "row": row, "verdict": Verdict(row.verdict), "line": VERDICT_LINES[Verdict(row.verdict)], "votes": votes, "tally": [(choice, sum(v.choice == choice for v in votes)) for choice in Choice], "points": [(p, comments.get(p.comment_id), before.get(p.comment_id)) for p in points],
        "people": people, "contest": contest, "session": meetings.session(row.session_id) if row.session_id is not None else None, "CHOICE_NAMES": CHOICE_NAMES,
    }  # fmt: skip


def _decided(row: decisions.DecisionRow) -> dict[str, Any]:
    return decision_words(row, decisions.votes(row.id), decisions.points(row.id))


@council.get("/council/decisions/<int:decision_id>")
@requires("council.see")
def decision(decision_id: int) -> str:
    """Show one decision as it was published, whatever came later."""
    conditional(cases.stamp_of_decision(decision_id), records.clock())
    row = decisions.decision(decision_id)
    case_ = cases.case(row.case_id)
    proposal = reading.public(case_.proposal_id)
    later = next((d for d in decisions.of_case(case_.id) if d.number == row.number + 1), None)
    return render_template("council/decision.html", case=case_, proposal=proposal, decision=_decided(row), later=later, corrected=decisions.decision(row.corrects_id) if row.corrects_id else None, trusted=trusted, **names())


@council.get("/council/decisions/<int:decision_id>.json")
@requires("council.see")
def decision_json(decision_id: int) -> Response:
    """Send a decision as the record its hash is made of."""
    row = decisions.decision(decision_id)
    proposal = reading.public(cases.case(row.case_id).proposal_id)
    record = record_of(row, decisions.votes(row.id), decisions.points(row.id), proposal_id=proposal.id)
    return Response(canonical_json({"hash": row.hash, "record": record}), content_type="application/json; charset=utf-8")


@council.get("/council/tracker")
@requires("council.see")
def tracker() -> str:
    """Show what was promised and how far it is, by district and topic."""
    conditional(records.clock())
    places = _places()
    district = places["by_slug"].get(request.args.get("district", ""))
    topic = next((t for t in places["topics"] if t.slug == request.args.get("topic", "")), None)
    narrowed: dict[str, Any] = {"topic_id": topic.id if topic else None, "district_id": district.id if district else None}
    only, after = next((p for p in Pace if p.value == request.args.get("pace")), None), _day_mark(request.args.get("after", ""))
    paces = (Pace.LATE, Pace.AHEAD, Pace.DONE, Pace.DROPPED) if only is None else (only,)
    groups = {pace: doing.tracked(pace, naming.today(), after=after if only is not None else None, **narrowed) for pace in paces}
    more = {pace: f"{works[doing.PAGE - 1].first_due_on.isoformat()}~{works[doing.PAGE - 1].id}" for pace, works in groups.items() if len(works) > doing.PAGE}
    return render_template(
        "council/tracker.html", groups={pace: works[: doing.PAGE] for pace, works in groups.items()}, counted=doing.counted(naming.today(), **narrowed), more=more, only=only, topic=topic, district=district,
        topics=places["topics"], places=places["districts"], **names(),
    )  # fmt: skip


def _day_mark(text: str) -> tuple[date, int] | None:
    day, _, number = text.partition("~")
    try:
        return (date.fromisoformat(day), int(number)) if len(number) < 16 else None
    except ValueError:
        return None


def _places() -> dict[str, Any]:
    found = current_app.extensions["forum.places_now"]()
    return {"topics": found["topics"], "districts": found["districts"], "by_slug": {d.slug: d for d in found["districts"]}}


@council.get("/council/reports/<int:report_id>.jpg")
@requires("council.see")
def report_photo(report_id: int) -> Response:
    """Send the photo of a report."""
    return Response(acting.photo(report_id), content_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})
