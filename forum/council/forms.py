"""What is filled in about the council's work."""

from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    FileField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional, StopValidation

from forum.council.types import VERDICT_NAMES
from forum.kernel.forms import Form, at_most, options, required, tidy
from forum.kernel.text import MAX_LENGTH
from forum.kernel.words import N_

_MOMENT = "%Y-%m-%dT%H:%M"
WEEKDAYS = ((0, N_("Monday")), (1, N_("Tuesday")), (2, N_("Wednesday")), (3, N_("Thursday")), (4, N_("Friday")), (5, N_("Saturday")), (6, N_("Sunday")))


class AssignForm(Form):
    office = SelectField(N_("Which office answers?"), coerce=int)
    seen = HiddenField()


class ExtendForm(Form):
    days = IntegerField(N_("How many days more?"), validators=[required(N_("How many?"))])
    reason = StringField(N_("Reason, for everybody to read"), filters=[tidy], validators=[at_most(600)])
    seen = HiddenField()


class WordsForm(Form):
    words = TextAreaField(N_("Your words"), validators=[at_most(MAX_LENGTH)])
    once = HiddenField()


class DecisionForm(Form):
    """A draft may lack anything; what a decision needs is said before it is published. `votes` and `points` hold what is wrong with those parts."""

    verdict = RadioField(N_("What does the council decide?"), choices=options(VERDICT_NAMES.items()), validate_choice=False)
    resolution = TextAreaField(N_("Text of the resolution"), description=N_("Word for word, as it was put to the vote."), validators=[at_most(MAX_LENGTH)])
    reasons = TextAreaField(N_("Reasons"), description=N_("What counted for it and against it, in words everybody understands."), validators=[at_most(MAX_LENGTH)])
    departure = TextAreaField(N_("Why it goes another way than the vote"), description=N_("Needed when the decision is not what people ranked first."), validators=[at_most(MAX_LENGTH)])
    again_on = DateField(N_("If it needs study: decided by"), description=N_("The clock of the answer runs to this day, and what is not decided by then is overdue."), validators=[Optional()])
    points = HiddenField()
    votes = HiddenField()
    session = SelectField(N_("In which session?"), validate_choice=False)
    decided_on = DateField(N_("Decided on"), validators=[Optional()])
    revision = HiddenField()


class MilestoneForm(Form):
    title = StringField(N_("What will be done"), filters=[tidy], validators=[at_most(160)])
    due_on = DateField(N_("By when"), validators=[required(N_("On which day?"))])
    planned = IntegerField(N_("Money planned"), description=N_("A whole number, in the city’s currency; 0 if it costs nothing of its own."), default=0, validators=[required(N_("How much?"))])
    once = HiddenField()


class ReportForm(Form):
    words = TextAreaField(N_("What was done"), description=N_("Or what holds it up. Supporters read this."), validators=[at_most(MAX_LENGTH)])
    percent = IntegerField(N_("How far is it, in percent?"), description=N_("100 means done; that cannot be taken back."), validators=[required(N_("How far?"))])
    spent = IntegerField(N_("Money spent so far"), validators=[required(N_("How much?"))])
    due_on = DateField(N_("Done by"), description=N_("A later day is shown beside the first one."), validators=[required(N_("On which day?"))])
    link = StringField(N_("A link to evidence"), filters=[tidy], validators=[at_most(500)])
    photo = FileField(N_("A photo"))
    photo_alt = StringField(N_("What the photo shows"), filters=[tidy], validators=[at_most(200)])
    is_dropped = BooleanField(N_("It is given up; the words above say why"))
    once = HiddenField()


def within_reach(form: Form, field: Any) -> None:
    """Refuse a day so far away that it is a slip of the keyboard."""
    if field.data is not None and not 2000 <= field.data.year <= 2200:
        raise StopValidation(N_("Look at the year."))


class SessionForm(Form):
    title = StringField(N_("Title"), filters=[tidy], validators=[at_most(120)])
    place = StringField(N_("Place"), filters=[tidy], validators=[at_most(160)])
    starts_at = DateTimeLocalField(N_("Begins"), format=_MOMENT, validators=[required(N_("When does it begin?")), within_reach])
    ends_at = DateTimeLocalField(N_("Ends"), format=_MOMENT, validators=[required(N_("When does it end?")), within_reach])
    once = HiddenField()


class ItemForm(Form):
    title = StringField(N_("Another matter"), filters=[tidy], validators=[at_most(200)])


class MinutesForm(Form):
    minutes = TextAreaField(N_("Minutes"), description=N_("Who was there, what was said, what was decided."), validators=[at_most(MAX_LENGTH)])
    once = HiddenField()


class ReasonForm(Form):
    reason = StringField(N_("Reason, for everybody to read"), filters=[tidy], validators=[at_most(300)])


class OfficeForm(Form):
    name = StringField(N_("Name of the office"), filters=[tidy], validators=[at_most(80)])
    people = StringField(N_("Who works there"), description=N_("Their names in addresses, with commas between: they are told what is due."), filters=[tidy], validators=[at_most(2000)])


class CalendarForm(Form):
    days = IntegerField(N_("Days to answer"), validators=[required(N_("How many?"))])
    extension = IntegerField(N_("The longest extension, in days"), validators=[required(N_("How many?"))])
    weekend = SelectMultipleField(N_("Days without work"), coerce=int, choices=options(WEEKDAYS))
    holidays = TextAreaField(N_("Holidays"), description=N_("One on each line: a date and a name, such as 2027-03-23 Pakistan Day."), validators=[at_most(20_000)])
