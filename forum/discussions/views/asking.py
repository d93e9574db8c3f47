"""Asking people who know, and answering when one is asked."""

from flask import Response, render_template

from forum.accounts import queries as accounts
from forum.discussions.actions import asking
from forum.discussions.blueprint import discussions
from forum.discussions.forms import AnswerForm, AskForm, DeclineForm
from forum.discussions.queries import asking as questions
from forum.discussions.types import ASKED_NAMES, Asked, QuestionView
from forum.discussions.views.reading import view_of
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Conflict, Invalid, NotFound, TooMany
from forum.kernel.forms import Form, options
from forum.kernel.i18n import chosen
from forum.kernel.ids import new_public_id
from forum.kernel.web import limiter, see_other, writes
from forum.professionals.queries import claims


@discussions.get("/talk/<subject>/<int:number>/experts")
@requires("discussions.see")
def experts(subject: str, number: int) -> str:
    """Show what was asked of people who know, and the form to ask."""
    return _experts_page(subject, number, _fields(AskForm(formdata=None)) if current_actor().is_signed_in else None)


def _fields(form: AskForm) -> AskForm:
    form.field.choices = options((f.id, f.name) for f in claims.fields(chosen()))
    return form


def _experts_page(subject: str, number: int, form: AskForm | None) -> str:
    view, asked = view_of(subject, number), questions.of_subject(subject, number)
    return render_template("discussions/experts.html", subject=subject, number=number, view=view, form=form, **_around(asked))


def _around(asked: list[QuestionView]) -> dict[str, object]:
    people = accounts.authors_for({q.asker_id for q in asked} | {p for q in asked for p, _ in q.answers}) if asked else {}
    return {"questions": asked, "people": people, "fields": {f.id: f.name for f in claims.fields(chosen())}, "ASKED_NAMES": ASKED_NAMES, "Asked": Asked}


@discussions.post("/talk/<subject>/<int:number>/experts")
@requires("discussions.ask")
@limiter.limit("20 per hour")
@writes
def ask(subject: str, number: int) -> Response | tuple[str, int]:
    """Ask people who know."""
    form = _fields(AskForm())
    try:
        if form.validate_on_submit():
            asking.ask_experts(subject, number, field_id=form.field.data, words=form.words.data, actor=current_actor(), now=clock.now())
            return see_other("discussions.experts", subject=subject, number=number, done="asked")
    except Invalid as refusal:
        form.take(refusal)
    except (Conflict, TooMany) as refusal:
        form.take(Invalid(refusal.reason))
    return _experts_page(subject, number, form), 422


@discussions.get("/account/questions")
@requires("discussions.remember")
def my_questions() -> str:
    """Show what one is asked, and what one asked."""
    me = current_actor().person
    waiting, mine = questions.inbox(me), questions.asked_by(me)
    return render_template("discussions/questions.html", waiting=waiting, mine=mine, **_around(waiting + mine))


@discussions.get("/account/questions/<int:question_id>")
@requires("discussions.remember")
def question(question_id: int) -> str:
    """Show a question one was asked, to answer or decline."""
    return _question_page(question_id)


def _question_page(question_id: int, **forms: Form) -> str:
    state = questions.state_of(question_id, current_actor().person)
    if state is None:
        raise NotFound
    found = questions.question(question_id)
    return render_template("discussions/question.html", q=found, state=state, view=view_of(found.subject, found.subject_id), form=forms.get("form") or AnswerForm(formdata=None, once=new_public_id(20)),
                           decline=forms.get("decline") or DeclineForm(formdata=None), **_around([found]))  # fmt: skip


@discussions.post("/account/questions/<int:question_id>/answer")
@requires("discussions.comment")
@limiter.limit("60 per hour")
@writes
def answer(question_id: int) -> Response | tuple[str, int]:
    """Answer a question, in the thread."""
    form = AnswerForm()
    try:
        if form.validate_on_submit():
            made = asking.answer_question(question_id, words=form.words.data, interest=form.interest.data or "", once=form.once.data or new_public_id(20), actor=current_actor(), now=clock.now())
            return see_other("discussions.comment", comment_id=made, done="posted", _anchor=f"c-{made}")
    except Invalid as refusal:
        form.take(Invalid(fields={"words" if k == "text" else k: v for k, v in refusal.fields.items()}) if refusal.fields else refusal)
    except (Conflict, TooMany) as refusal:
        form.take(Invalid(refusal.reason))
    return _question_page(question_id, form=form), 422


@discussions.post("/account/questions/<int:question_id>/refusal")
@requires("discussions.remember")
@writes
def decline(question_id: int) -> Response:
    """Decline a question."""
    form = DeclineForm()
    asking.decline_question(question_id, reason=form.reason.data or "", actor=current_actor(), now=clock.now())
    return see_other("discussions.my_questions", done="declined")
