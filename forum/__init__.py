"""The city's forum: a house of rooms on floors.

    demo                                                   10  a city to look at
    council                                                 9  reviews, decisions, milestones
    voting | consensus                                      8  ballots and counts | statements
    proposals | service_requests | mobility                 7
    official                                                6  pages of authorities
    discussions                                             5  threads on any subject
    residency | professionals                               4  standing: where you live | what you know
    city                                                    3  name, districts, topics, texts, front page
    notifications | search | moderation | opendata | admin  2  house services, which know no feature
    accounts                                                1  people, identities, sessions, roles
    kernel                                                  0  database, events, web, access, text

Imports go down only. `docs/map.md` tells the rest; `forum/app.py` knows every room.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def create_app() -> "Flask":
    """Make the application that `flask --app forum` runs, from the environment."""
    from forum.app import create_app as make  # noqa: PLC0415  counting code must import without Flask
    from forum.kernel.settings import SettingsError  # noqa: PLC0415

    try:
        return make()
    except SettingsError as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(2)
