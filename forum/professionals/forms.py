"""What is filled in to say, prove and review what somebody knows."""

from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from forum.accounts.types import ClaimKind
from forum.kernel.forms import Form, at_most, options, required, tidy
from forum.kernel.words import N_
from forum.professionals.sections import SECTIONS, VISIBLE
from forum.professionals.types import KIND_NAMES, OUTCOME_NAMES


class ClaimForm(Form):
    kind = SelectField(N_("What is it?"), choices=options(KIND_NAMES.items()), default=ClaimKind.REGISTRATION.value)
    title = StringField(N_("As what?"), description=N_("As it shall stand beside your name, such as: Transport planner."), filters=[tidy],
                        validators=[required(N_("Say it in 3 to 120 letters, such as: Transport planner.")), at_most(120)])  # fmt: skip
    field = SelectField(N_("In which field?"), coerce=int)
    body = SelectField(N_("Registered with"), description=N_("For a registration."), coerce=int)
    identifier = StringField(N_("Your number there"), description=N_("Kept encrypted; only its last three characters are ever shown. Never a national identity number."), filters=[tidy],
                             validators=[at_most(60)])  # fmt: skip
    organisation = StringField(N_("Where?"), description=N_("The organisation, university or office; for everything but a registration."), filters=[tidy], validators=[at_most(120)])
    valid_until = DateField(N_("Valid until (optional)"), description=N_("The day your registration or post ends, if there is one."), validators=[Optional()])


class DocumentForm(Form):
    photo = FileField(N_("Photo of a document"), description=N_("JPEG, PNG or WebP. Cover what nobody needs to see. Two reviewers read it; it is deleted thirty days after the decision."),
                      validators=[FileRequired(N_("Choose a photo first."))])  # fmt: skip


class AddressForm(Form):
    address = StringField(N_("Work address"), description=N_("We mail a link there, and keep only a keyed hash of the address."), filters=[tidy], validators=[required(N_("Write your e-mail address.")), at_most(254)])


class NoteForm(Form):
    note = TextAreaField(N_("Anything a reviewer should know"), filters=[tidy], validators=[at_most(2000)])


class RegisterForm(Form):
    number_matches = BooleanField(N_("The number is in the register"))
    name_matches = BooleanField(N_("The name there is this person’s"))
    source = StringField(N_("Where the entry stands"), filters=[tidy], validators=[at_most(200)])


class ReviewForm(Form):
    outcome = RadioField(N_("Decision"), choices=options(OUTCOME_NAMES.items()), validators=[required(N_("Please choose."))])
    reason = TextAreaField(N_("Reason, for the person to read"), filters=[tidy], validators=[at_most(600)])
    checks = TextAreaField(N_("What was checked, a line each; it stands in the dossier"), filters=[tidy], validators=[at_most(1000)])
    has_no_stake = BooleanField(N_("I have no stake in this: not family, not business, not the same office"))


class RevokeForm(Form):
    reason = TextAreaField(N_("Reason, for the person to read"), filters=[tidy], validators=[at_most(600)])


class ConnectForm(Form):
    note = StringField(N_("A note (optional)"), description=N_("How you know each other, or why you ask."), filters=[tidy], validators=[at_most(300)])


class TokenForm(Form):
    token = TextAreaField(N_("Signed credential"), description=N_("The text of the JWT, as the organisation gave it to you. We keep its fingerprint only."), filters=[tidy],
                          validators=[required(N_("Paste the credential.")), at_most(20_000)])  # fmt: skip


class KeyForm(Form):
    issuer = StringField(N_("Who signs (iss)"), filters=[tidy], validators=[required(N_("Write who signs, as it stands in the credential: an address or a DID.")), at_most(200)])
    key = TextAreaField(N_("Public key (JWK)"), filters=[tidy], validators=[required(N_("This is not a public key we can use. Paste a JWK without its private part.")), at_most(4000)])


class AttesterForm(Form):
    handle = StringField(N_("Handle"), filters=[tidy], validators=[required(N_("Nobody here has this handle.")), at_most(60)])


class PortraitForm(Form):
    photo = FileField(N_("Photo"), description=N_("JPEG, PNG or WebP. It is drawn anew, small, with nothing but the picture in it."), validators=[FileRequired(N_("Choose a photo first."))])


class BodyForm(Form):
    short = StringField(N_("Short name"), filters=[tidy], validators=[required(N_("Write a name.")), at_most(20)])
    name = StringField(N_("Name"), filters=[tidy], validators=[required(N_("Write a name.")), at_most(120)])
    country = StringField(N_("Country"), filters=[tidy], validators=[at_most(60)])
    register_url = StringField(N_("Address of the register"), filters=[tidy], validators=[required(N_("Give an address that begins with https://")), at_most(200)])
    pattern = StringField(N_("How its numbers look (a regular expression, may stay empty)"), filters=[tidy], validators=[at_most(80)])
    months = IntegerField(N_("Months until renewal"), default=12)


class DomainForm(Form):
    domain = StringField(N_("Domain"), filters=[tidy], validators=[required(N_("Write a domain in plain letters, such as example.org.")), at_most(120)])
    organisation = StringField(N_("Organisation"), filters=[tidy], validators=[required(N_("Say where, in 2 to 120 letters.")), at_most(120)])


def profile_form() -> type[Form]:
    """Return the form of a professional's page: a headline, and words and readers for each section."""
    fields: dict[str, Any] = {"headline": StringField(N_("Headline"), description=N_("One line under your name, such as: Twelve years of bus networks."), filters=[tidy], validators=[at_most(120)])}
    fields["district"] = SelectField(N_("District where you work"), coerce=int)
    fields["takes_questions"] = BooleanField(N_("I take questions in my fields"), description=N_("People can ask you about a matter; you answer in the discussion, or decline."))
    for name, words in SECTIONS.items():
        fields[name] = TextAreaField(words, filters=[tidy], validators=[at_most(4000)])
        fields[f"{name}_visible"] = SelectField(N_("Who may see it"), choices=options(VISIBLE.items()), default="public")
    return type("ProfileForm", (Form,), fields)
