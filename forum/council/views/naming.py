"""Names of places and offices in the reader's language, and the city's clock."""

from datetime import UTC, date, datetime

from flask import current_app

from forum.city import queries as city
from forum.council import deadlines
from forum.council.queries import answering, cases, decisions
from forum.council.types import VERDICT_NAMES, WAITING, Verdict
from forum.kernel import clock, letters
from forum.kernel.errors import ForumError
from forum.kernel.forms import Form
from forum.kernel.i18n import chosen
from forum.kernel.i18n import date as date_in_words
from forum.kernel.ids import new_token
from forum.kernel.settings import Settings
from forum.kernel.words import N_, Sentence, sentence


def districts() -> dict[int, str]:
    """Return the districts' names by number. Cost: none beyond what every page asks once."""
    return {d.id: d.name for d in current_app.extensions["forum.places_now"]()["districts"]}


def offices() -> dict[int, str]:
    """Return the offices' names by number, retired ones too. Cost: one query."""
    return {o.id: city.in_words(o.name, chosen()) for o in answering.offices(retired_too=True)}


def today() -> date:
    """Return the day it is in the city."""
    return clock.now().astimezone(letters.zone()).date()


def due_day(due_at: datetime) -> date:
    """Return the last day on which an answer is in time."""
    return deadlines.day_of(due_at, letters.zone())


def days_left(due_at: datetime) -> int:
    """Return how many days are left in the city; below zero when it is late."""
    return (due_day(due_at) - today()).days


def case_of(proposal_id: int) -> tuple[int, Sentence | str, bool] | None:
    """Return, for the proposal's page, the number of its case, where that stands in a sentence, and whether it is answered. Cost: two queries."""
    found = cases.of_proposal(proposal_id)
    if found is None:
        return None
    last = next(iter(decisions.of_case(found.id)), None)
    if last is not None and found.state not in WAITING:
        return found.id, sentence(N_("The council has answered: %(verdict)s."), verdict=sentence(VERDICT_NAMES[Verdict(last.verdict)])), True
    day = date_in_words(due_day(found.due_at))
    if found.state not in WAITING:
        return found.id, N_("It was before the council."), False
    if last is not None and found.due_at > clock.now():
        return found.id, sentence(N_("The council has it studied, and decides by %(day)s."), day=day), False
    return found.id, sentence(N_("The council should have answered by %(day)s.") if found.due_at <= clock.now() else N_("The council must answer by %(day)s."), day=day), False


def take(form: Form, refusal: ForumError) -> None:
    """Show a refusal in a form, which may be sent again as a new one."""
    form.take(refusal)
    if "once" in form:
        form["once"].data = new_token()[:40]


def from_city_time(value: datetime) -> datetime:
    """Return a time typed by the city's clock as a moment."""
    return value.replace(tzinfo=letters.zone()).astimezone(UTC)


def city_time(value: datetime) -> datetime:
    """Return a moment as the city's clock shows it, to be typed."""
    return value.astimezone(letters.zone()).replace(tzinfo=None)


def full_address(path: str) -> str:
    """Return an address to pass on."""
    settings: Settings = current_app.extensions["forum.settings"]
    return settings.base_url + path
