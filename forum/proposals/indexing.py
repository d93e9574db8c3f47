"""Puts published proposals into the index, and lets topics and districts be found as the lists they lead to."""

from forum.city import queries as city
from forum.kernel.events import Recorded
from forum.kernel.i18n import chosen
from forum.kernel.words import N_
from forum.proposals.content import search_text
from forum.proposals.queries import reading
from forum.proposals.types import SUBJECT, Kind, Stage
from forum.search.actions import forget, keep
from forum.search.matching import matches
from forum.search.types import Document, Hit, Source


def index(event: Recorded) -> None:
    """Index the current version of a proposal; one that was joined with another is found there instead."""
    row = reading.row(event.subject_id)
    if row.stage == Stage.DRAFT or row.merged_into_id is not None or row.opened_at is None or row.hidden_at is not None:
        forget(SUBJECT, row.id)
        return
    version = reading.version(row.id, row.version_number)
    text = search_text(version.content, Kind(row.kind))
    keep(Document(SUBJECT, row.id, row.title, text, f"/proposals/{row.id}", row.opened_at))


def find_topics(words: str) -> list[Hit]:
    """Return the topics of that name."""
    return [Hit(t.name, "", f"/proposals?topic={t.slug}") for t in city.topics(chosen()) if matches(words, t.name, t.slug)]


def find_districts(words: str) -> list[Hit]:
    """Return the districts of that name."""
    return [Hit(d.name, "", f"/proposals?district={d.slug}") for d in city.districts(chosen()) if matches(words, d.name, d.slug)]


SOURCES = (Source(N_("Topics"), find_topics), Source(N_("Districts"), find_districts))
