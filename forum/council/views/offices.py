"""How offices answer: all of them as a table, and one with its cases."""

from flask import Response, render_template

from forum.city import queries as city
from forum.council.blueprint import council
from forum.council.queries import answering, cases, decisions
from forum.council.views.reading import names
from forum.kernel import clock, records, spreadsheets
from forum.kernel.access import requires
from forum.kernel.web import conditional


@council.get("/council/offices")
@requires("council.see")
def offices() -> str:
    """Show how every office has answered."""
    conditional(records.clock())
    return render_template("council/offices.html", records=answering.records(clock.now()), calendar=cases.calendar(), **names())


@council.get("/council/offices.csv")
@requires("council.see")
def offices_csv() -> Response:
    """Send the same as a table; the days of an office's answers stand in its last column, the shortest first."""
    known = {o.id: city.in_words(o.name, "en") for o in answering.offices(retired_too=True)}
    rows = [
        (r.office_id or "", known[r.office_id] if r.office_id else "", r.overdue, r.waiting, r.answered, r.in_time, r.missed, " ".join(map(str, r.days)))
        for r in answering.records(clock.now())
    ]  # fmt: skip
    header = ("office", "name", "overdue", "waiting", "answered", "in_time", "missed", "days")
    return Response(spreadsheets.table(header, rows), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="offices.csv"'})


@council.get("/council/offices/<int:office_id>")
@requires("council.see")
def office(office_id: int) -> str:
    """Show what an office has to answer, what it answered, and the days it let pass."""
    now, row = clock.now(), answering.office(office_id)
    conditional(records.clock())
    found = cases.of_office(row.id)
    return render_template(
        "council/office.html", office=row, record=next((r for r in answering.records(now) if r.office_id == row.id), None), waits=[c for c in found if c.answered_at is None], done=[c for c in found if c.answered_at is not None],
        missed=answering.missed_by(row.id), latest=decisions.latest([c.id for c in found]), **names(),
    )  # fmt: skip
