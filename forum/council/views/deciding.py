"""Writing the council's answer: kept while it is written, looked at as everybody will see it, then published."""

from functools import partial
from typing import Any

from flask import Response, make_response, render_template, request

from forum.accounts import queries as accounts
from forum.council.actions import deciding, drafting
from forum.council.blueprint import council
from forum.council.drafts import WORDS, Content, content_of, day_of, draft_of, unusual
from forum.council.forms import DecisionForm
from forum.council.queries import answering, cases, decisions, meetings
from forum.council.types import CHOICE_NAMES, VERDICT_LINES, VERDICT_NAMES, Verdict
from forum.council.views import naming
from forum.council.views.reading import decision_words, names
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Conflict, Invalid
from forum.kernel.i18n import clock_time, say
from forum.kernel.ids import new_token
from forum.kernel.text import trusted
from forum.kernel.web import limiter, see_other, writes, writes_even_refused
from forum.kernel.words import N_, sentence


@council.get("/staff/council/cases/<int:case_id>/decision")
@requires("council.draft_decision")
def decide(case_id: int) -> str:
    """Show the draft; where there is none, an empty form or, to correct a decision, what that said. Raises Conflict when nothing can be decided now."""
    row, kept, before = cases.case(case_id), decisions.draft(case_id), decisions.of_case(case_id)
    last = deciding.to_correct(before)
    deciding.must_be_open(row, before, deciding.number_to_correct(before))
    content = kept.content if kept is not None else _as_decided(last) if last is not None else _empty(case_id)
    form = _filled(content, kept.revision if kept is not None else 0)
    if "faults" in request.args:
        try:
            _prepared(case_id, content)
        except Invalid as refusal:
            form.take(refusal)
    return _form(case_id, form, content)


def _empty(case_id: int) -> Content:
    session = meetings.taking_up(case_id, clock.now())
    day = naming.city_time(session.starts_at).date() if session is not None else naming.today()
    return content_of({"decided_on": day.isoformat(), "session": session.public_id if session is not None else ""}, {}, {})


def _as_decided(last: decisions.DecisionRow) -> Content:
    words = {name: getattr(last, name) for name in ("verdict", "resolution", "reasons", "departure")}
    words |= {"decided_on": naming.today().isoformat(), "session": meetings.session(last.session_id).public_id if last.session_id else ""}
    return content_of(words, {v.member_id: v.choice for v in decisions.votes(last.id)}, {p.comment_id: p.source for p in decisions.points(last.id)})


def _filled(content: Content, revision: int) -> DecisionForm:
    form = DecisionForm(formdata=None, revision=str(revision), **{name: content[name] for name in WORDS if not name.endswith("_on")})
    form.decided_on.raw_data, form.again_on.raw_data = [content["decided_on"]], [content.get("again_on", "")]
    return form


def _prepared(case_id: int, content: Content) -> deciding.Made:
    prepared = partial(deciding.prepare, case_id, corrects=deciding.number_to_correct(decisions.of_case(case_id)), once="", actor=current_actor(), now=clock.now())
    try:
        draft = draft_of(content)
    except Invalid as first:  # say all that is wrong at once
        usual = {"verdict": Verdict.REJECT, "decided_on": naming.today().isoformat(), "again_on": ""}
        try:
            prepared(draft_of({**content, **{name: usual[name] for name in first.fields}}))
        except Invalid as rest:
            raise Invalid(fields={**first.fields, **rest.fields}) from None
        raise
    return prepared(draft)


@council.post("/staff/council/cases/<int:case_id>/decision")
@requires("council.draft_decision")
@writes_even_refused
def save(case_id: int) -> Response | tuple[str, int]:
    """Save the draft and go on to look at it; whatever is wrong with it is said, and it is kept all the same."""
    form, content = DecisionForm(), _sent()
    if not form.validate_on_submit():
        return _form(case_id, form, content), 422
    try:
        form.revision.data = str(drafting.save_draft(case_id, content, revision=_number(form.revision.data), actor=current_actor(), now=clock.now()))
    except Conflict as refusal:
        return _beside(case_id, form, content, refusal)
    if request.form.get("stay"):
        return see_other("council.decide", case_id=case_id, done="saved")
    try:
        _prepared(case_id, content)
    except Invalid as refusal:
        form.take(refusal)
        return _form(case_id, form, content), 422
    return see_other("council.check", case_id=case_id)


@council.post("/staff/council/cases/<int:case_id>/decision/autosave")
@requires("council.draft_decision")
@limiter.limit("60 per minute")
@writes
def autosave(case_id: int) -> tuple[dict[str, Any], int]:
    """Save while typing; answer with the time, and the revision the next save builds upon."""
    form, now = DecisionForm(), clock.now()
    if not form.validate_on_submit():
        words = [e for f in form for e in f.errors] or [N_("Not saved yet: something is longer than we can take.")]
        return {"words": say(words[0])}, 422
    try:
        revision = drafting.save_draft(case_id, _sent(), revision=_number(form.revision.data), actor=current_actor(), now=now)
    except Conflict as refusal:
        return {"words": say(refusal.reason)}, 409
    return {"words": say(sentence(N_("Saved %(time)s"), time=clock_time(now))), "revision": revision}, 200


def _sent() -> Content:
    def numbered(prefix: str) -> dict[int, str]:
        return {int(k[len(prefix):]): v for k, v in request.form.items() if k.startswith(prefix) and k[len(prefix):].isdecimal() and len(k) < 24}

    return content_of(request.form, numbered("member-"), numbered("point-"))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 16 else 0


def _beside(case_id: int, form: DecisionForm, content: Content, refusal: Conflict) -> tuple[str, int]:
    form.take(refusal)
    theirs = decisions.draft(case_id)
    form.revision.data = str(theirs.revision if theirs is not None else 0)  # saved again, what was typed takes the place of what stands beside it
    return _form(case_id, form, content, theirs=theirs), 409


def _form(case_id: int, form: DecisionForm, content: Content, theirs: decisions.DraftRow | None = None) -> str:
    row = cases.case(case_id)
    last, arguments = deciding.to_correct(decisions.of_case(case_id)), decisions.strongest(row.proposal_id)
    members = decisions.who_may_have_voted(day_of(content) or naming.today(), last)
    points, votes = ({int(k): v for k, v in content[part].items()} for part in ("points", "votes"))
    people = accounts.authors_for([*members, *(a.author_id for a in arguments), *([theirs.saved_by or 0] if theirs is not None else [])])
    form.session.choices = [("", say(N_("In none"))), *((s.public_id, f"{s.title}, {naming.city_time(s.starts_at):%Y-%m-%d}") for s in meetings.to_choose(clock.now(), since=row.received_at, also=last.session_id if last is not None else None))]
    return render_template(
        "council/decide.html", row=row, line=cases.lines([row.id]).get(row.id), form=form, members=members, people=people, votes=votes, points=points, arguments=arguments, gone=[c for c in points if c not in {a.comment_id for a in arguments}],
        result=decisions.final_result(row.proposal_id), corrected=last, kept=decisions.draft(row.id), theirs=theirs, mine=content, trusted=trusted, CHOICE_NAMES=CHOICE_NAMES, VERDICT_LINES=VERDICT_LINES, **names(),
    )  # fmt: skip


@council.get("/staff/council/cases/<int:case_id>/decision/check")
@requires("council.draft_decision")
def check(case_id: int) -> str | Response:
    """Show the draft as everybody will see it once it is published; where it cannot be published, lead back to the form, which says why."""
    kept = decisions.draft(case_id)
    if kept is None:
        return see_other("council.decide", case_id=case_id)
    try:
        return _check(case_id, kept, _prepared(case_id, kept.content))
    except Invalid:
        return see_other("council.decide", case_id=case_id, faults=1)


def _check(case_id: int, kept: decisions.DraftRow, made: deciding.Made, problem: Conflict | None = None) -> str:
    draft = draft_of(kept.content)
    session = meetings.session(made.row.session_id) if made.row.session_id is not None else None
    members = answering.members(on=draft.decided_on) or answering.members()
    return render_template(
        "council/check.html", unusual=unusual(draft, members, session_on=naming.city_time(session.starts_at).date() if session is not None else None), row=cases.case(case_id), line=cases.lines([case_id]).get(case_id), decision=decision_words(made.row, made.votes, made.points), corrected=deciding.to_correct(decisions.of_case(case_id)), kept=kept, who=accounts.authors_for([kept.saved_by or 0]),
        once=new_token()[:40], problem=problem, trusted=trusted, VERDICT_NAMES=VERDICT_NAMES, Verdict=Verdict,
    )  # fmt: skip


@council.post("/staff/council/cases/<int:case_id>/decision/publication")
@requires("council.decide")
@writes
def publish(case_id: int) -> Response:
    """Publish the draft that was looked at."""
    once = (request.form.get("once") or new_token())[:40]
    try:
        number = drafting.publish_draft(case_id, seen=_number(request.form.get("seen")), once=once, actor=current_actor(), now=clock.now())
    except Invalid:
        return see_other("council.decide", case_id=case_id, faults=1)
    except Conflict as refusal:
        return _look_again(case_id, refusal)
    return see_other("council.decision", decision_id=number, done="published")


def _look_again(case_id: int, refusal: Conflict) -> Response:
    kept = decisions.draft(case_id)
    if kept is None:
        raise refusal
    try:
        return make_response(_check(case_id, kept, _prepared(case_id, kept.content), refusal), 409)
    except Invalid:
        return see_other("council.decide", case_id=case_id, faults=1)


@council.post("/staff/council/cases/<int:case_id>/decision/deletion")
@requires("council.draft_decision")
@writes
def discard(case_id: int) -> Response:
    """Throw the draft away."""
    drafting.discard_draft(case_id)
    return see_other("council.steps", case_id=case_id, done="discarded")
