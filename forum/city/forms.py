"""What is filled in about the city. Fields of each language are added by `in_languages`."""

from typing import Any

from wtforms import ColorField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from forum.kernel.forms import Form, at_most, required, tidy
from forum.kernel.words import N_


class DistrictChoice(Form):
    district = RadioField(N_("Your district"), coerce=int)


class TopicChoice(Form):
    topics = SelectMultipleField(N_("Topics"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())


class CityForm(Form):
    accent = ColorField(N_("Accent colour"), description=N_("For buttons and links. Checked for contrast."),
                        validators=[required(N_("Choose a colour."))])  # fmt: skip


class TextForm(Form):
    source = TextAreaField(N_("Text"), description=N_("Markdown: ## heading, **bold**, - list, [words](https://address)"),
                           validators=[at_most(50_000)])  # fmt: skip


def city_form(locales: tuple[str, ...]) -> type[CityForm]:
    """Return the city's form with a name and a tagline for each language."""
    fields: dict[str, Any] = {}
    for code in locales:
        fields[f"name_{code}"] = StringField(N_("Name of the city"), filters=[tidy], validators=[at_most(60)])
        fields[f"tagline_{code}"] = StringField(N_("One sentence under it"), filters=[tidy], validators=[at_most(120)])
    return type("CityFormInLanguages", (CityForm,), fields)


def name_form(locales: tuple[str, ...]) -> type[Form]:
    """Return a form with one name for each language."""
    fields = {f"name_{code}": StringField(N_("Name"), filters=[tidy], validators=[at_most(60)]) for code in locales}
    return type("NameForm", (Form,), fields)


def district_form(locales: tuple[str, ...]) -> type[Form]:
    """Return the form of a district: its names, and where it lies."""
    where = StringField(N_("Where it lies"), description=N_("Latitude and longitude of its middle, such as 33.69, 73.03; for maps. May stay empty."),
                        filters=[tidy], validators=[at_most(40)])  # fmt: skip
    return type("DistrictForm", (name_form(locales),), {"where": where})
