"""What is filled in about proposals."""

from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import NumberRange, ValidationError

from forum.kernel.forms import Form, at_most, options, required, tidy
from forum.kernel.text import MAX_LENGTH
from forum.kernel.words import N_
from forum.proposals.content import SECTIONS
from forum.proposals.types import KIND_NAMES, MOST_TOPICS, Kind, Part


class TitleForm(Form):
    kind = SelectField(N_("What kind is it?"), choices=options(KIND_NAMES.items()), default=Kind.CITIZEN)
    title = StringField(N_("Title"), description=N_("One measure in one line, such as: Shaded bus stops on Kashmir Highway."), filters=[tidy],
                        validators=[required(N_("Give it a title.")), at_most(300)])  # fmt: skip
    once = HiddenField()


class TextForm(Form):
    """The parts that every kind has; `text_form` adds the sections."""

    title = StringField(N_("Title"), filters=[tidy], validators=[at_most(300)])
    district = SelectField(N_("For which area?"), coerce=int, description=N_("Residents of this area can endorse it. It cannot be changed once published."))
    topics = SelectMultipleField(N_("Topics, up to three"), coerce=int)
    place_name = StringField(N_("A place, if it has one"), description=N_("Such as: the crossing at Karachi Company."), filters=[tidy], validators=[at_most(120)])
    latitude = StringField(N_("Latitude"), filters=[tidy], validators=[at_most(20)])
    longitude = StringField(N_("Longitude"), filters=[tidy], validators=[at_most(20)])
    revision = HiddenField()

    def validate_topics(self, field: Any) -> None:
        if len(field.data or []) > MOST_TOPICS:
            raise ValidationError(N_("At most three topics, please."))

    def validate_latitude(self, field: Any) -> None:
        self._position(field, 90)

    def validate_longitude(self, field: Any) -> None:
        self._position(field, 180)

    def _position(self, field: Any, most: int) -> None:
        try:
            good = not field.data or abs(float(field.data)) <= most
        except ValueError:
            good = False
        if not good:
            raise ValidationError(N_("Write a number with a point, such as 33.6938."))


def text_form(kind: Kind) -> type[TextForm]:
    """Return the form of a kind: its sections, and what every kind has."""
    fields: dict[str, Any] = {}
    for section in SECTIONS[kind]:
        if section.options:
            fields[section.name] = SelectField(section.title, choices=options(section.options), validate_choice=False)
        else:
            fields[section.name] = TextAreaField(section.title, description=section.hint, validators=[at_most(MAX_LENGTH)])
    return type("TextFormOfKind", (TextForm,), fields)


class PhotoForm(Form):
    photo = FileField(N_("Photo"), description=N_("JPEG, PNG or WebP. Where and when it was taken is removed from the file."), validators=[FileRequired(N_("Choose a photo."))])
    alt = StringField(N_("What it shows"), description=N_("For people who cannot see it: “Children cross between parked cars in front of the school gate.”"),
                      filters=[tidy], validators=[required(N_("Say in a few words what the photo shows, for people who cannot see it.")), at_most(300)])  # fmt: skip


class PublishForm(Form):
    reason = StringField(N_("What changed, and why?"), filters=[tidy], validators=[at_most(300)])
    is_substantial = BooleanField(N_("It is a substantial change"), description=N_("Those who endorse it are told, and may withdraw. Leave it out for spelling."))
    comments = StringField(N_("Comments that led to this"), description=N_("Paste their addresses. Whoever wrote them is told, and finds here what became of it."), filters=[tidy], validators=[at_most(2000)])
    revision = HiddenField()


class ReasonForm(Form):
    reason = StringField(N_("Reason"), filters=[tidy], validators=[at_most(600)])


class AmendmentForm(Form):
    section = HiddenField()
    original = HiddenField()
    nth = HiddenField()
    proposed = TextAreaField(N_("How it should read"), description=N_("Leave it empty to take the paragraph out."), filters=[])
    reason = StringField(N_("Why?"), filters=[tidy], validators=[at_most(600)])


class DecisionForm(Form):
    reason = StringField(N_("Your reason"), description=N_("Everybody can read it."), filters=[tidy], validators=[at_most(600)])


class InviteForm(Form):
    handle = StringField(N_("Handle"), description=N_("The name after the @ on their page."), filters=[tidy], validators=[required(N_("Whom do you invite?")), at_most(60)])
    part = SelectField(N_("As what?"), choices=options([(Part.AUTHOR, N_("Co-author: writes along")), (Part.COSIGNER, N_("Co-signer: signs the recommendation"))]),
                       default=Part.AUTHOR)  # fmt: skip


class AnswerForm(Form):
    interest = StringField(N_("Conflicts of interest"), description=N_("What you stand to gain, or “none”. It stands beside your name."), filters=[tidy], validators=[at_most(600)])


class MergeForm(Form):
    into = StringField(N_("Number or address of the other proposal"), filters=[tidy], validators=[required(N_("Which proposal?")), at_most(200)])
    note = StringField(N_("What do they have in common?"), filters=[tidy], validators=[at_most(600)])


class RuleForm(Form):
    area = SelectField(N_("Area"), coerce=int)
    threshold = IntegerField(N_("Endorsements needed"), validators=[required(N_("How many?")), NumberRange(1, 1_000_000, N_("From 1 to 1,000,000."))])
    days = IntegerField(N_("Within how many days"), default=90, validators=[required(N_("How long?")), NumberRange(7, 365, N_("From 7 to 365."))])
