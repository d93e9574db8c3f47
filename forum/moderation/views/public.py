"""What everybody may read: the rules, the log without names, the figures."""

from flask import Response, render_template, request

from forum.kernel import clock, records
from forum.kernel.access import requires
from forum.kernel.spreadsheets import table
from forum.kernel.web import conditional, limiter
from forum.moderation import things
from forum.moderation.blueprint import moderation
from forum.moderation.policy import APPEAL_WITHIN, OUTCOME_NAMES, RULE_MEANINGS, Outcome
from forum.moderation.queries import figures
from forum.moderation.types import RULE_NAMES, Broken

COLUMNS = ("number", "decided at", "about", "outcome", "rule", "days", "decided by", "second person", "appeal")


@moderation.get("/moderation")
@requires("moderation.see_public")
def rules() -> str:
    """Show the rules, what happens when one is broken, and how to appeal."""
    conditional()
    return render_template("moderation/rules.html", RULE_NAMES=RULE_NAMES, RULE_MEANINGS=RULE_MEANINGS, appeal_days=APPEAL_WITHIN.days)


@moderation.get("/moderation/log")
@requires("moderation.see_public")
def log() -> str:
    """Show what was decided: no names, no words."""
    conditional(records.clock())
    text = request.args.get("before", "")
    lines = figures.log(before=int(text) if text.isdecimal() and len(text) < 16 else 0)
    more = lines[figures.PAGE - 1].id if len(lines) > figures.PAGE else None
    return render_template("moderation/log.html", lines=lines[: figures.PAGE], more=more, RULE_NAMES=RULE_NAMES, OUTCOME_NAMES=OUTCOME_NAMES, Outcome=Outcome, Broken=Broken, kinds=things.kinds())


@moderation.get("/moderation/log.csv")
@requires("moderation.see_public")
@limiter.limit("10 per minute")
def log_file() -> Response:
    """Hand out the whole log as a table."""
    rows = ((r.id, r.at.isoformat(), r.kind, r.outcome, r.rule, r.days, "machine" if r.is_automatic else "person", "yes" if r.by_two else "", r.appeal) for r in figures.whole_log())
    return Response(table(COLUMNS, rows), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": "attachment; filename=moderation-log.csv"})


@moderation.get("/moderation/figures")
@requires("moderation.see_public")
def transparency() -> str:
    """Show the figures of the last twelve months."""
    now = clock.now()
    conditional(records.clock(), now.strftime("%Y-%m"))
    return render_template("moderation/figures.html", months=figures.months(now), RULE_NAMES=RULE_NAMES, OUTCOME_NAMES=OUTCOME_NAMES, Outcome=Outcome, Broken=Broken)
