"""What is filled in about votes."""

from wtforms import (
    BooleanField,
    DateTimeLocalField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from forum.kernel.forms import Form, at_most, options, required, tidy
from forum.kernel.text import MAX_LENGTH
from forum.kernel.words import N_
from forum.voting.types import METHOD_NAMES, PUBLISH_NAMES, STATUS_QUO, USUAL_RANKS, Method, Publish

_MOMENT = "%Y-%m-%dT%H:%M"


class ContestForm(Form):
    title = StringField(N_("Title"), description=N_("Such as: What comes to the empty plot in F-7?"), filters=[tidy], validators=[required(N_("Give it a title of 5 to 120 letters.")), at_most(120)])
    question = StringField(N_("Question"), description=N_("One question, asked so that nobody feels pushed."), filters=[tidy], validators=[required(N_("Ask a question of 10 to 300 letters.")), at_most(300)])
    source = TextAreaField(N_("What people should know"), description=N_("What is decided, what it costs, what the council does with the result."), validators=[at_most(MAX_LENGTH)])
    proposals = SelectMultipleField(N_("Proposals under review that are options"), coerce=int, validate_choice=False)
    titles = TextAreaField(N_("Other options, one on each line"), filters=[tidy], validators=[at_most(4000)])
    keeps = BooleanField(STATUS_QUO, description=N_("An option for everybody who wants none of the others. It stands last."), default=True)
    district = SelectField(N_("Who may vote?"), coerce=int)
    method = RadioField(N_("How is it counted?"), choices=options(METHOD_NAMES.items()), default=Method.IRV)
    seats = IntegerField(N_("How many options win?"), default=1, validators=[required(N_("How many?"))])
    ranks = IntegerField(N_("How many can people rank?"), default=USUAL_RANKS, description=N_("Five is plenty. Where few may vote, three: long rankings are like fingerprints."), validators=[required(N_("How many?"))])
    publish = RadioField(N_("What is published of the ballots?"), choices=options(PUBLISH_NAMES.items()), default=Publish.PATHS)
    opens_at = DateTimeLocalField(N_("Opens"), format=_MOMENT, validators=[required(N_("When does it open?"))])
    closes_at = DateTimeLocalField(N_("Closes"), format=_MOMENT, validators=[required(N_("When does it close?"))])
    once = HiddenField()


class ReasonForm(Form):
    reason = StringField(N_("Reason, for everybody to read"), filters=[tidy], validators=[at_most(600)])


class DrawForm(Form):
    draw = StringField(N_("What was drawn in public"), description=N_("Exactly as it was announced there, such as: 4 11 17 23 38."), filters=[tidy], validators=[at_most(200)])
