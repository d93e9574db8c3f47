"""The staff area's front page, the audit trail, jobs and mail."""

from flask import Blueprint, Response, current_app, render_template, request

from forum.accounts import queries as accounts
from forum.admin.public_record import by_whom, say_event
from forum.admin.types import Concern, Panel, RecordLine
from forum.kernel import clock, events, outbox, records, spreadsheets
from forum.kernel.access import may, requires
from forum.kernel.hashing import canonical_json
from forum.kernel.web import limiter, see_other, writes

admin = Blueprint("admin", __name__)


@admin.get("/staff")
@requires("admin.enter")
def desk() -> str:
    """Show what waits, and where."""
    panels: list[Panel] = current_app.extensions["forum.panels"]
    mine = [(p, p.waiting()) for p in panels if may(p.permission)]
    warnings: list[Concern] = [w for find in current_app.extensions["forum.warnings"] for w in find()]
    return render_template("admin/desk.html", panels=mine, warnings=warnings if may("city.see_settings") else [])


@admin.get("/record")
@requires("admin.see_public_record")
def public_record() -> str:
    """Show what anybody may know of who was entrusted with what, and what of the city was changed."""
    before = request.args.get("before", "")
    rows = records.events(public_only=True, before=int(before) if before.isdecimal() and len(before) < 16 else 0)
    more = rows[records.PAGE - 1].id if len(rows) > records.PAGE else None
    rows = rows[: records.PAGE]
    names = accounts.names_for(i for r in rows for i in (r.actor_id, r.data.get("person_id")))
    words = current_app.extensions["forum.record_words"]
    lines = [RecordLine(r.id, r.at, say_event(words, r.kind, r.data, names), by_whom(r.actor_id, names), r.seal_id is not None) for r in rows]
    return render_template("admin/public_record.html", lines=lines, more=more)


@admin.get("/staff/audit")
@requires("admin.see_audit")
def audit() -> str:
    """Show the log, filtered by kind and by person."""
    kind, before = request.args.get("kind", ""), request.args.get("before", "")
    who = request.args.get("who", "").strip().lstrip("@")
    person = accounts.public_profile(who) if who else None
    rows = records.events(kind=kind, actor_id=person.id if person else (0 if who else None), before=int(before) if before.isdecimal() and len(before) < 16 else 0)
    more = rows[records.PAGE - 1].id if len(rows) > records.PAGE else None
    rows = rows[: records.PAGE]
    names = accounts.names_for(r.actor_id for r in rows)
    return render_template("admin/audit.html", rows=rows, names=names, kinds=records.kinds(), kind=kind, who=who, more=more)


@admin.get("/staff/audit/verification")
@requires("admin.see_audit")
@limiter.limit("10 per minute")
def verify() -> str:
    """Recompute the chain and say what was found."""
    return render_template("admin/verification.html", found=events.verify())


@admin.get("/staff/audit.csv")
@requires("admin.see_audit")
@limiter.limit("10 per minute")
def audit_csv() -> Response:
    """Send the log as a file: numbers, no names."""
    rows = ((e.id, e.kind, e.subject, e.subject_id, e.actor_id, e.at.isoformat(), canonical_json(e.data), e.seal_id)
            for e in records.every_event(kind=request.args.get("kind", "")))  # fmt: skip
    body = spreadsheets.table(("id", "kind", "subject", "subject_id", "actor_id", "at", "data", "seal"), rows)
    return Response(body, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": "attachment; filename=audit.csv"})


@admin.get("/staff/jobs")
@requires("admin.see_jobs")
def jobs() -> str:
    """Show background work and mail."""
    known = current_app.extensions["forum.jobs"].known
    runs = {r.name: r for r in records.job_runs()}
    return render_template("admin/jobs.html", jobs=[(j, runs.get(j.name)) for j in known.values() if j.every], mails=records.mails(),
                           counts=records.mail_counts(), stuck=records.stuck_deliveries())  # fmt: skip


@admin.post("/staff/mail/<int:mail_id>/retry")
@requires("admin.retry_mail")
@writes
def retry_mail(mail_id: int) -> Response:
    """Put a failed mail back into the queue."""
    outbox.retry(mail_id, clock.now())
    return see_other("admin.jobs", done="queued")
