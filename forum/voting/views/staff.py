"""What officers do: prepare, look at it as a voter, announce, close early as two, certify, declare void or set aside."""

from collections.abc import Callable
from datetime import timedelta

from flask import Response, render_template

from forum.kernel import clock, jobs
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Invalid
from forum.kernel.forms import options
from forum.kernel.i18n import say
from forum.kernel.ids import new_token
from forum.kernel.web import see_other, writes
from forum.kernel.words import N_
from forum.proposals.queries import listing as proposals
from forum.proposals.types import Filters, Stage
from forum.voting import ballots, wording
from forum.voting.actions import announcing, certifying, closing, preparing
from forum.voting.actions.preparing import Plan
from forum.voting.blueprint import voting
from forum.voting.forms import ContestForm, DrawForm, ReasonForm
from forum.voting.keys import secrets
from forum.voting.queries import contests
from forum.voting.types import FINAL, METHOD_LINES, STATE_NAMES, Method, Publish, State
from forum.voting.views import naming
from forum.voting.views.reading import words


@voting.get("/staff/votes")
@requires("voting.see_desk")
def desk() -> str:
    """Show what waits for an officer, what is being prepared, and what runs."""
    now = clock.now()
    lines = [line for _, line in contests.listing(now)]
    return render_template("voting/desk.html", drafts=contests.drafts(), waiting=contests.waiting(), running=[c for c in lines if c.state in {State.ANNOUNCED, State.OPEN}], STATE_NAMES=STATE_NAMES)


@voting.get("/staff/votes/new")
@requires("voting.prepare")
def new() -> str:
    """Show an empty form."""
    tomorrow = naming.city_time(clock.now() + timedelta(days=7)).replace(hour=9, minute=0)
    form = ContestForm(formdata=None, opens_at=tomorrow, closes_at=tomorrow + timedelta(days=14, hours=9), once=new_token()[:40])
    return _page(form)


@voting.post("/staff/votes")
@requires("voting.prepare")
@writes
def begin() -> Response | tuple[str, int]:
    """Begin a vote."""
    form = _filled(ContestForm())
    try:
        if form.validate_on_submit():
            name = preparing.prepare(_plan(form), once=(form.once.data or new_token())[:40], actor=current_actor(), now=clock.now())
            return see_other("voting.prepared", slug=name, done="saved")
    except Invalid as refusal:
        form.take(refusal)
    return _page(form), 422


@voting.get("/staff/votes/<slug>")
@requires("voting.see_desk")
def prepared(slug: str) -> str:
    """Show a vote to its officers: the form while it is being prepared, afterwards what can be done."""
    row = contests.prepared(slug)
    if row.state != State.DRAFT:
        return _steps(row, ReasonForm(formdata=None), DrawForm(formdata=None))
    found = contests.options(row.id)
    form = ContestForm(
        formdata=None, title=row.title, question=row.question, source=row.source, district=row.district_id or 0, method=row.method, seats=row.seats, ranks=row.ranks, publish=row.publish,
        opens_at=naming.city_time(row.opens_at), closes_at=naming.city_time(row.closes_at), proposals=[o.proposal_id for o in found if o.proposal_id], keeps=any(o.is_status_quo for o in found),
        titles="\n".join(o.title for o in found if o.proposal_id is None and not o.is_status_quo),
    )  # fmt: skip
    return _page(form, row)


@voting.post("/staff/votes/<slug>")
@requires("voting.prepare")
@writes
def change(slug: str) -> Response | tuple[str, int]:
    """Change what is being prepared."""
    form = _filled(ContestForm())
    try:
        if form.validate_on_submit():
            preparing.change(slug, _plan(form), now=clock.now())
            return see_other("voting.prepared", slug=slug, done="saved")
    except Invalid as refusal:
        form.take(refusal)
    return _page(form, contests.prepared(slug)), 422


@voting.get("/staff/votes/<slug>/preview")
@requires("voting.see_desk")
def preview(slug: str) -> str:
    """Show the ballot as a voter will see it."""
    row = contests.prepared(slug)
    return render_template("voting/ballot.html", **words(row, clock.now()), reading=ballots.Reading((), {}, {}), once="", is_change=False, is_preview=True)


@voting.post("/staff/votes/<slug>/announcement")
@requires("voting.decide")
@writes
def announce(slug: str) -> Response | tuple[str, int]:
    """Lock it and tell the city."""
    try:
        row = announcing.announce(slug, actor=current_actor(), now=clock.now(), secrets=secrets())
    except Invalid as refusal:
        form = ContestForm(formdata=None)
        form.take(refusal)
        row = contests.prepared(slug)
        return _steps(row, form, DrawForm(formdata=None)), 422
    for moment in (row.opens_at, row.closes_at):
        jobs.of().ask_at("voting.on_time", moment)
    return see_other("voting.page", slug=slug, done="announced")


@voting.post("/staff/votes/<slug>/discarding")
@requires("voting.prepare")
@writes
def discard(slug: str) -> Response:
    """Throw away what was prepared."""
    preparing.discard(slug)
    return see_other("voting.desk", done="discarded")


@voting.post("/staff/votes/<slug>/early")
@requires("voting.decide")
@writes
def ask_early(slug: str) -> Response | tuple[str, int]:
    """Ask to close it early."""
    return _with_reason(slug, "asked", lambda words: closing.ask_early_close(slug, reason=words, actor=current_actor(), now=clock.now()))


@voting.post("/staff/votes/<slug>/early/agreement")
@requires("voting.decide")
@writes
def agree_early(slug: str) -> Response:
    """Agree, as a second officer, and close it."""
    closing.close_early(slug, actor=current_actor(), now=clock.now(), secrets=secrets())
    jobs.of().ask("voting.keep_time")
    return see_other("voting.prepared", slug=slug, done="closed")


@voting.post("/staff/votes/<slug>/voiding")
@requires("voting.decide")
@writes
def void(slug: str) -> Response | tuple[str, int]:
    """Declare it void; a final result is set aside."""
    return _with_reason(slug, "void", lambda words: announcing.void(slug, reason=words, actor=current_actor(), now=clock.now(), secrets=secrets()))


@voting.post("/staff/votes/<slug>/certification")
@requires("voting.decide")
@writes
def certify(slug: str) -> Response | tuple[str, int]:
    """Make the result final."""
    form = DrawForm()
    try:
        if form.validate_on_submit():
            certifying.certify(slug, draw=form.draw.data or "", actor=current_actor(), now=clock.now(), secrets=secrets())
            return see_other("voting.result", slug=slug, done="certified")
    except Invalid as refusal:
        form.take(refusal)
    return _steps(contests.prepared(slug), ReasonForm(formdata=None), form), 422


def _with_reason(slug: str, done: str, act: Callable[[str], None]) -> Response | tuple[str, int]:
    form = ReasonForm()
    try:
        if form.validate_on_submit():
            act(form.reason.data or "")
            return see_other("voting.prepared", slug=slug, done=done)
    except Invalid as refusal:
        form.take(refusal)
    return _steps(contests.prepared(slug), form, DrawForm(formdata=None), refused=done), 422


def _filled(form: ContestForm) -> ContestForm:
    form.district.choices = options([(0, say(N_("Residents of the whole city"))), *naming.districts().items()])
    return form


def _page(form: ContestForm, row: contests.ContestRow | None = None) -> str:
    ready = proposals.page(Filters(stage=Stage.UNDER_REVIEW), topic_id=None, district_id=None, now=clock.now(), limit=50).cards
    titles = [o.title for o in contests.options(row.id)] if row else []
    return render_template("voting/prepare.html", form=_filled(form), row=row, ready=ready, chosen=form.proposals.data or [], advice=wording.advice(row.question, titles) if row else [], METHOD_LINES=METHOD_LINES,
                           options=contests.options(row.id) if row else [])  # fmt: skip


def _steps(row: contests.ContestRow, reason: ReasonForm | ContestForm, draw: DrawForm, *, refused: str = "") -> str:
    found = contests.result(row.id)
    return render_template("voting/steps.html", **words(row, clock.now()), reason=reason, draw=draw, needs_lots=found is not None and '"needs_lots":true' in found.content, result=found, refused=refused, certifier=found.certified_by if found is not None else None, FINAL=FINAL)


def _plan(form: ContestForm) -> Plan:
    return Plan(
        title=form.title.data or "", question=form.question.data or "", source=form.source.data or "", district_id=form.district.data or None, method=Method(form.method.data), seats=form.seats.data or 1,
        ranks=form.ranks.data or 1, publish=Publish(form.publish.data), opens_at=naming.from_city_time(form.opens_at.data), closes_at=naming.from_city_time(form.closes_at.data),
        proposal_ids=tuple(form.proposals.data or ())[:20], titles=tuple((form.titles.data or "").splitlines())[:40], keeps_status_quo=bool(form.keeps.data),
    )  # fmt: skip
