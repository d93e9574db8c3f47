"""The base of every form: marked labels and errors, and refusals of an action shown at the field they concern."""

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectChoice
from wtforms.validators import InputRequired, Length

from forum.kernel.errors import ForumError, Invalid
from forum.kernel.words import N_

# What WTForms says by itself; marked here so that the catalogues hold it.
BUILT_IN = (N_("Not a valid choice."), N_("Not a valid integer value."), N_("Invalid Choice: could not coerce."), N_("Not a valid date value."), N_("Not a valid datetime value."))


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF is untyped
    """A form whose labels, hints and errors are marked sentences, translated where they are shown."""

    form_errors: list[Any]

    def take(self, refusal: ForumError) -> None:
        """Show the action's refusal at the fields it names; what names no field of ours stands above all."""
        named = {f.name: f for f in self}
        fields = refusal.fields if isinstance(refusal, Invalid) else {}
        self.form_errors = [*self.form_errors, *([] if fields else [refusal.reason])]
        for name, words in fields.items():
            if name in named:
                named[name].errors = [*named[name].errors, words]
            else:
                self.form_errors = [*self.form_errors, words]

    @property
    def has_errors(self) -> bool:
        return bool(self.form_errors) or any(f.errors for f in self)


def options(pairs: Iterable[tuple[Any, str]]) -> list[SelectChoice]:
    """Return the choices of a field out of values and their words."""
    return [SelectChoice(value, words) for value, words in pairs]


def required(words: str) -> InputRequired:
    """Return the validator that the field is filled in, with its own sentence."""
    return InputRequired(message=words)


def at_most(limit: int) -> Length:
    """Return the validator of a longest length."""
    return Length(max=limit, message=N_("This is too long."))


def tidy(value: Any) -> Any:
    """Take space off both ends of what was typed."""
    return value.strip() if isinstance(value, str) else value

