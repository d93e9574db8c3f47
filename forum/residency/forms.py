"""What is filled in to confirm a district, and by those who prepare and check it."""

from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import NumberRange

from forum.kernel.forms import Form, at_most, required, tidy
from forum.kernel.words import N_


class CodeForm(Form):
    code = StringField(N_("Code"), description=N_("Capitals, hyphens and spaces do not matter."), filters=[tidy],
                       validators=[required(N_("Type the code.")), at_most(40)])  # fmt: skip


class RollMatchForm(Form):
    reference = StringField(N_("Reference number"), description=N_("As printed on the letter or card the city gave you."), filters=[tidy],
                            validators=[required(N_("Type your reference number.")), at_most(60)])  # fmt: skip
    birth_year = StringField(N_("Year of birth"), filters=[tidy], validators=[required(N_("Type your year of birth, such as 1988.")), at_most(8)])


class PaperForm(Form):
    district = SelectField(N_("District"), coerce=int)
    photo = FileField(N_("Photo of the paper"), description=N_("JPEG, PNG or WebP. Cover what is not needed: we look for name and address only."),
                      validators=[FileRequired(N_("Choose a photo."))])  # fmt: skip


class LetterForm(Form):
    district = SelectField(N_("District"), coerce=int)
    address = TextAreaField(N_("Postal address"), description=N_("House, street, sector, city."), filters=[tidy],
                            validators=[required(N_("Write your postal address: house, street, sector, city.")), at_most(300)])  # fmt: skip


class InvitationsForm(Form):
    district = SelectField(N_("District"), coerce=int)
    batch = StringField(N_("What they are for"), description=N_("Such as: meeting in F-7, 4 March"), filters=[tidy],
                        validators=[required(N_("Give the batch a name.")), at_most(80)])  # fmt: skip
    count = IntegerField(N_("How many"), default=20, validators=[required(N_("How many?")), NumberRange(1, 500, N_("From 1 to 500."))])
    days = IntegerField(N_("Valid for how many days"), default=90, validators=[required(N_("How long?")), NumberRange(1, 365, N_("From 1 to 365."))])


class RollForm(Form):
    label = StringField(N_("Name of the roll"), filters=[tidy], validators=[required(N_("Give the roll a name.")), at_most(80)])
    file = FileField(N_("CSV file"), description=N_("Columns: reference,birth_year,district (the district's short name)."),
                     validators=[FileRequired(N_("Choose a file."))])  # fmt: skip


class DomainForm(Form):
    domain = StringField(N_("E-mail domain"), filters=[tidy], validators=[required(N_("Write a domain such as university.edu.pk.")), at_most(120)])
    district = SelectField(N_("District"), coerce=int)


class DecisionForm(Form):
    proof = StringField(N_("Number on the paper"), description=N_("Only a keyed hash of it is kept, so that one paper confirms one account."),
                        filters=[tidy], validators=[at_most(60)])  # fmt: skip
    reason = StringField(N_("Reason, when you refuse"), description=N_("The person can read it."), filters=[tidy], validators=[at_most(300)])


class RevokeForm(Form):
    reason = StringField(N_("Reason"), description=N_("The person can read it, and it stays in the record."), filters=[tidy],
                         validators=[required(N_("Say why, in a sentence the person may read.")), at_most(300)])  # fmt: skip
