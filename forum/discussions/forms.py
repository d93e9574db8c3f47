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
