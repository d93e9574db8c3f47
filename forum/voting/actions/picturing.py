"""Keeps the picture that stands beside links to a vote: the question while it runs, what won once it is counted."""

from datetime import datetime

from forum.city import queries as city
from forum.kernel import cards, storage
from forum.kernel.db import db
from forum.voting.queries import contests
from forum.voting.types import State


def draw_card(contest_id: int, *, title: str, words: str, locale: str, now: datetime) -> None:
    """Draw the card anew and throw the old one away. Cost: about 40 ms, so never while somebody waits."""
    row = contests.row(contest_id)
    if row.state == State.DRAFT:
        return
    data = cards.draw(title=title, city=city.city(locale).name, words=words, percent=None)
    old, row.card_key = row.card_key, storage.store(data, purpose="cards", owner_id=None, now=now)
    db.session.flush()
    if old is not None:
        storage.discard(old)
