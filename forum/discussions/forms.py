"""What is filled in to take part in a thread."""

from typing import Any

from wtforms import HiddenField, SelectField, StringField, TextAreaField

from forum.discussions.types import LONGEST, STANCE_NAMES
from forum.kernel.forms import Form, at_most, options, required, tidy
from forum.kernel.words import N_


class CommentForm(Form):
    preview: Any = None  # how it would look, when somebody asked for that

    text = TextAreaField(N_("Your comment"), description=N_("Markdown: **bold**, - list, > quote, [words](https://address). @handle mentions somebody."),
                         filters=[tidy], validators=[required(N_("Write something first.")), at_most(LONGEST)])  # fmt: skip
    stance = SelectField(N_("It is"), choices=options([("", N_("A remark")), *STANCE_NAMES.items()]))
    interest = StringField(N_("What have you to do with it yourself?"), description=N_("You speak as a professional: say whether you or your office gains or loses by it. “Nothing” is an answer."), filters=[tidy],
                           validators=[at_most(300)])  # fmt: skip
    parent = HiddenField()
    quote = HiddenField()
    once = HiddenField()


class LockForm(Form):
    reason = StringField(N_("Reason, for everybody to read"), filters=[tidy], validators=[at_most(300)])


class AskForm(Form):
    field = SelectField(N_("In which field?"), coerce=int)
    words = TextAreaField(N_("Your question"), description=N_("One question, as plain as you can; everybody can read it."), filters=[tidy],
                          validators=[required(N_("Ask a whole question, so that it can be answered.")), at_most(600)])  # fmt: skip


class AnswerForm(Form):
    words = TextAreaField(N_("Your answer"), description=N_("It stands in the discussion, with the question above it."), filters=[tidy], validators=[required(N_("Write something first.")), at_most(9_000)])
    interest = StringField(N_("What have you to do with it yourself?"), description=N_("You speak as a professional: say whether you or your office gains or loses by it. “Nothing” is an answer."), filters=[tidy],
                           validators=[at_most(300)])  # fmt: skip
    once = HiddenField()


class DeclineForm(Form):
    reason = StringField(N_("Why (optional; only whoever runs the forum sees it)"), filters=[tidy], validators=[at_most(300)])
