"""What is filled in about how to be told."""

from wtforms import RadioField, SelectField

from forum.kernel.forms import Form, options, required
from forum.kernel.words import N_
from forum.notifications.rhythm import RHYTHM_NAMES

_HOURS = [("", N_("none")), *((str(h), f"{h:02d}:00") for h in range(24))]


class WishesForm(Form):
    rhythm = RadioField(N_("Notices by mail"), choices=options(RHYTHM_NAMES.items()), validators=[required(N_("Please choose how often."))])
    quiet_from = SelectField(N_("Quiet from"), choices=options(_HOURS))
    quiet_to = SelectField(N_("to"), choices=options(_HOURS))
