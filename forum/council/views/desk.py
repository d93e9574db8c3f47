"""The desk: what waits by age, a case with its notes and questions, proposals side by side."""

from collections.abc import Callable

from flask import Response, render_template, request

from forum.accounts import queries as accounts
from forum.council.actions import noting, receiving
from forum.council.blueprint import council
from forum.council.forms import AssignForm, ExtendForm, WordsForm
from forum.council.queries import answering, cases, decisions, doing, facts, meetings
from forum.council.types import ACCEPTING, WAITING, CaseState
from forum.council.views import naming
from forum.council.views.reading import names
from forum.kernel import clock
from forum.kernel.access import current_actor, may, requires
from forum.kernel.errors import ForumError, Invalid
from forum.kernel.forms import Form, options
from forum.kernel.i18n import say
from forum.kernel.ids import new_token
from forum.kernel.text import trusted
from forum.kernel.web import see_other, writes
from forum.kernel.words import N_

MOST_COMPARED = 4


@council.get("/staff/council")
@requires("council.see_desk")
def desk() -> str:
    """Show what waits for an answer, by age: what is overdue, what waits for the reader's office, what the next session takes up, and the rest."""
    now, mine = clock.now(), answering.offices_of(current_actor().person)
    done = cases.answered(limit=10)
    groups = {
        "late": cases.overdue(now), "mine": cases.waiting(office_ids=mine, due_after=now), "agenda": cases.on_next_agenda(now), "nobody": cases.waiting(office_ids={None}, due_after=now),
        "others": cases.waiting(not_of=mine, due_after=now),
    }  # fmt: skip
    return render_template(
        "council/desk.html", groups={name: found[: cases.PAGE] for name, found in groups.items()}, more={name for name, found in groups.items() if len(found) > cases.PAGE}, done=done, latest=decisions.latest([c.id for c in done]),
        drafts=decisions.drafts(), promises=doing.due_soon(mine, naming.today()), sessions=meetings.coming(now, 3), **names(),
    )  # fmt: skip


@council.get("/staff/council/comparison")
@requires("council.see_desk")
def compare() -> str:
    """Show up to four proposals side by side."""
    wanted = [int(n) for n in request.args.getlist("case") if n.isdecimal() and len(n) < 16]
    found = cases.lines(list(dict.fromkeys(wanted))[:MOST_COMPARED])
    return render_template("council/compare.html", lines=list(found.values()), facts=facts.compared({c.proposal_id: c.id for c in found.values()}), latest=decisions.latest([c.id for c in found.values()]), choose=cases.waiting(limit=60), too_many=len(set(wanted)) > MOST_COMPARED, **names())


@council.get("/staff/council/cases/<int:case_id>")
@requires("council.see_desk")
def steps(case_id: int) -> str:
    """Show a case to those who work on it."""
    return _steps(case_id)


def _steps(case_id: int, assign: AssignForm | None = None, extend: ExtendForm | None = None, note: WordsForm | None = None, question: WordsForm | None = None) -> str:
    row = cases.case(case_id)
    line = cases.lines([row.id]).get(row.id)
    notes = cases.notes(row.id) if may("council.share_notes") else []
    made, draft = decisions.of_case(row.id), decisions.draft(row.id)
    forms = {
        "assign": assign or AssignForm(formdata=None, office=row.office_id or 0, seen=row.version), "extend": extend or ExtendForm(formdata=None, seen=row.version),
        "note": note or WordsForm(formdata=None, prefix="note", once=new_token()[:40]), "question": question or WordsForm(formdata=None, prefix="question", once=new_token()[:40]),
    }  # fmt: skip
    forms["assign"].office.choices = _office_choices()
    return render_template(
        "council/steps.html", row=row, line=line, state=CaseState(row.state), is_voted_on=decisions.is_being_voted_on(row.proposal_id), is_waiting=row.state in WAITING, is_late=row.due_at <= clock.now(), notes=notes, people=accounts.authors_for([*(n.author_id for n in notes), *([draft.saved_by or 0] if draft is not None else [])]), made=made, draft=draft, calendar=cases.calendar(),
        works=doing.of_case(row.id, naming.today()), trusted=trusted, accepted=bool(made) and made[0].verdict in ACCEPTING, **forms, **names(),
    )  # fmt: skip


def _office_choices() -> list[tuple[int, str]]:
    known, used = naming.offices(), {o.id for o in answering.offices()}
    return list(options([(0, say(N_("Choose an office"))), *((n, name) for n, name in known.items() if n in used)]))


@council.post("/staff/council/cases/<int:case_id>/office")
@requires("council.assign")
@writes
def assign(case_id: int) -> Response | tuple[str, int]:
    """Give the case to an office."""
    form = AssignForm()
    form.office.choices = _office_choices()
    return _try(case_id, form, "assigned", lambda: receiving.assign(case_id, office_id=_chosen(form), seen=_number(form.seen.data), actor=current_actor(), now=clock.now()), lambda: _steps(case_id, assign=form))


def _chosen(form: AssignForm) -> int:
    if not form.office.data:
        raise Invalid(fields={"office": N_("Choose an office first.")})
    return int(form.office.data)


@council.post("/staff/council/cases/<int:case_id>/extension")
@requires("council.extend")
@writes
def extend(case_id: int) -> Response | tuple[str, int]:
    """Move the due day, once."""
    form = ExtendForm()
    return _try(
        case_id, form, "extended", lambda: receiving.extend(case_id, days=form.days.data or 0, reason=form.reason.data or "", seen=_number(form.seen.data), actor=current_actor(), now=clock.now()),
        lambda: _steps(case_id, extend=form),
    )  # fmt: skip


@council.post("/staff/council/cases/<int:case_id>/notes")
@requires("council.share_notes")
@writes
def note(case_id: int) -> Response | tuple[str, int]:
    """Add a note for the members."""
    form = WordsForm(prefix="note")
    return _try(case_id, form, "noted", lambda: noting.add_note(case_id, words=form.words.data or "", once=(form.once.data or new_token())[:40], actor=current_actor(), now=clock.now()), lambda: _steps(case_id, note=form))


@council.post("/staff/council/cases/<int:case_id>/questions")
@requires("council.ask")
@writes
def ask(case_id: int) -> Response | tuple[str, int]:
    """Send a question back to the discussion."""
    form = WordsForm(prefix="question")
    return _try(case_id, form, "asked", lambda: noting.ask_people(case_id, words=form.words.data or "", once=(form.once.data or new_token())[:40], actor=current_actor(), now=clock.now()), lambda: _steps(case_id, question=form))


def _try(case_id: int, form: Form, done: str, act: Callable[[], object], again: Callable[[], str]) -> Response | tuple[str, int]:
    try:
        if form.validate_on_submit():
            act()
            return see_other("council.steps", case_id=case_id, done=done)
    except ForumError as refusal:
        naming.take(form, refusal)
        if "seen" in form:
            form["seen"].data = str(cases.case(case_id).version)  # the page says what is so now; sent again, it is meant
        return again(), int(refusal.status)
    return again(), 422


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 16 else 0
