"""What a person says of themselves."""

from datetime import datetime

from forum.accounts import lookalikes, names, queries
from forum.accounts.events import NameChanged
from forum.kernel.errors import Invalid, NotFound
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.text import render
from forum.kernel.words import N_

LONGEST_ABOUT = 2000


def edit_profile(*, actor: Actor, name: str, about: str, is_public: bool, now: datetime) -> None:
    """Change name, words about oneself, and whether strangers may read the page. Raises Invalid."""
    if actor.person is None:
        raise NotFound
    if len(about) > LONGEST_ABOUT:
        raise Invalid(fields={"about": N_("Please say it in 2,000 characters or fewer.")})
    person = queries.person(actor.person)
    chosen = names.choose(name, skeleton=lookalikes.skeleton, of_staff=queries.staff_skeletons(actor.person))
    if chosen.shown != person.name:
        person.name, person.name_skeleton = chosen.shown, chosen.skeleton
        record(NameChanged(person_id=person.id), actor_id=person.id, at=now)
    person.about, person.about_html, person.is_public = about, render(about, top=2).html, is_public


def choose_language(locale: str, *, actor: Actor, known: tuple[str, ...]) -> None:
    """Remember the language a person reads. Raises Invalid for one the city does not offer."""
    if actor.person is None or locale not in known:
        raise Invalid(fields={"locale": N_("Please choose one of the languages.")})
    queries.person(actor.person).locale = locale
