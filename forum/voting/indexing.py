"""Puts announced votes into the index: their question, what people should know, and the options."""

from forum.kernel.events import Recorded
from forum.kernel.text import one_line
from forum.search.actions import keep
from forum.search.types import Document
from forum.voting.queries import contests
from forum.voting.types import SUBJECT


def index(event: Recorded) -> None:
    """Index a vote as it was announced. One that is void later stays: its page says so."""
    row = contests.row(event.subject_id)
    options = [words for o in contests.options(row.id) if not o.is_status_quo for words in (o.title, o.summary)]
    text = one_line(" ".join([row.question, row.source, *options]))
    keep(Document(SUBJECT, row.id, row.title, text, f"/votes/{row.slug}", row.announced_at or row.opens_at))
