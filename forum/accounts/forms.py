"""What people fill in about their account."""

from wtforms import BooleanField, Field, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Email, NumberRange, Optional, ValidationError

from forum.accounts.types import ROLE_NAMES
from forum.kernel.addresses import is_plain
from forum.kernel.forms import Form, at_most, options, required, tidy
from forum.kernel.rules import STAFF
from forum.kernel.words import N_

NO_ADDRESS = N_("This does not look like an e-mail address. Example: name@example.org")


def plain_address(form: Form, field: Field) -> None:
    """Refuse an address that a mail server could read as another."""
    if not is_plain(field.data or ""):
        raise ValidationError(NO_ADDRESS)


class EmailForm(Form):
    address = StringField(N_("E-mail address"), filters=[tidy], validators=[
        required(N_("Write your e-mail address.")), at_most(254),
        Email(message=NO_ADDRESS), plain_address,
    ])  # fmt: skip
    website = StringField(N_("Leave this empty"))
    next = HiddenField()


class CodeForm(Form):
    code = StringField(N_("Code from the e-mail"), filters=[tidy], validators=[required(N_("Type the six digits of the code.")), at_most(20)])
    next = HiddenField()


class LanguageForm(Form):
    locale = RadioField(N_("Language"), validators=[required(N_("Please choose one of the languages."))])


class ProfileForm(Form):
    name = StringField(N_("Name"), description=N_("As you want others to see it. Your real name earns more trust; it is not required."),
                       filters=[tidy], validators=[required(N_("Write a name of 2 to 80 letters.")), at_most(80)])  # fmt: skip
    about = TextAreaField(N_("About you"), description=N_("A few words, if you like. Markdown works."), filters=[tidy],
                          validators=[at_most(2000)])  # fmt: skip
    is_public = BooleanField(N_("Anyone may see my page"),
                             description=N_("Otherwise only your name and role are shown where you write."))  # fmt: skip


class CloseForm(Form):
    sure = BooleanField(N_("I understand that this cannot be undone"), validators=[required(N_("Tick the box if you are sure."))])


class RoleForm(Form):
    role = SelectField(N_("Role"), choices=options((r.value, ROLE_NAMES[r]) for r in sorted(STAFF)))
    area_id = SelectField(N_("Where"), coerce=int)
    reason = StringField(N_("Reason"), description=N_("The person can read it, and it stays in the record."), filters=[tidy],
                         validators=[required(N_("Say why, in a sentence the person may read.")), at_most(300)])  # fmt: skip


class ReasonForm(Form):
    reason = StringField(N_("Reason"), description=N_("The person can read it, and it stays in the record."), filters=[tidy],
                         validators=[required(N_("Say why, in a sentence the person may read.")), at_most(300)])  # fmt: skip


class SuspendForm(ReasonForm):
    days = IntegerField(N_("For how many days"), default=7, validators=[
        required(N_("Choose from 1 to 180 days.")), NumberRange(1, 180, message=N_("Choose from 1 to 180 days.")),
    ])  # fmt: skip


class PeopleFilter(Form):
    class Meta:
        csrf = False  # a search: it changes nothing

    q = StringField(N_("Name, handle or e-mail"), filters=[tidy], validators=[Optional(), at_most(80)])
    role = SelectField(N_("Role"), choices=options([("", N_("Everyone")), *[(r.value, ROLE_NAMES[r]) for r in sorted(STAFF)]]),
                       validate_choice=False)  # fmt: skip
