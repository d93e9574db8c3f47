"""What is filled in to report, decide and appeal."""

from wtforms import IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import Optional

from forum.kernel.forms import Form, at_most, options, required, tidy
from forum.kernel.words import N_
from forum.moderation.policy import CHOICES, OUTCOME_NAMES
from forum.moderation.types import RULE_NAMES

ASK_RULE = N_("Please say which rule is broken.")


class ReportForm(Form):
    rule = RadioField(N_("Which rule is broken?"), choices=options(RULE_NAMES.items()), validators=[required(ASK_RULE)])
    words = TextAreaField(N_("Anything a moderator should know (optional)"), filters=[tidy], validators=[at_most(500)])
    website = StringField(N_("Leave this empty"))


class DecisionForm(Form):
    outcome = RadioField(N_("How does the case end?"), choices=options((o, OUTCOME_NAMES[o]) for o in CHOICES), validators=[required(N_("Please choose how the case ends."))])
    rule = RadioField(N_("Which rule is broken?"), choices=options(RULE_NAMES.items()), validators=[Optional()])
    reasons = TextAreaField(N_("Reasons, for its author to read"), description=N_("Say what breaks the rule, not what you think of the person."), filters=[tidy], validators=[at_most(2000)])
    seen = StringField(N_("The words as they were read"))
    days = IntegerField(N_("Days of suspension"), default=7, validators=[Optional()])


class AppealForm(Form):
    words = TextAreaField(N_("Why is the decision wrong?"), description=N_("Somebody who had no part in it reads this, once. Say all you have to say."),
                          filters=[tidy], validators=[required(N_("Say why the decision is wrong.")), at_most(4000)])  # fmt: skip


class ReplyForm(Form):
    upheld = RadioField(N_("The appeal is"), choices=options([("yes", N_("upheld: the decision is undone")), ("no", N_("rejected: the decision stands"))]),
                        validators=[required(N_("Please choose."))])  # fmt: skip
    reply = TextAreaField(N_("Reply to whoever appealed"), filters=[tidy], validators=[required(N_("Answer in a sentence or two; whoever appealed will read it.")), at_most(4000)])
