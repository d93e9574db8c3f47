"""Which facts of this room lead to notices, to the index, and to a picture for links."""

import json

from forum.kernel.events import Recorded, listen
from forum.kernel.i18n import chosen, say
from forum.kernel.words import N_, sentence
from forum.voting import events, indexing, notices
from forum.voting.actions.picturing import draw_card
from forum.voting.queries import contests


def start() -> None:
    """Listen."""
    for fact in (events.ContestAnnounced, events.ContestClosed, events.ContestCertified, events.ContestVoided):
        listen(fact, picture)
    listen(events.ContestAnnounced, indexing.index)
    listen(events.ContestImported, indexing.index)
    listen(events.ContestAnnounced, notices.tell_announced)
    listen(events.ContestOpened, notices.tell_opened)
    listen(events.ContestClosed, notices.tell_closed)
    listen(events.ContestCertified, notices.tell_certified)
    listen(events.ContestVoided, notices.tell_voided)


def picture(event: Recorded) -> None:
    """Draw the picture for links: the question, or what won."""
    row, found = contests.row(event.subject_id), contests.result(event.subject_id)
    content = json.loads(found.content) if found is not None and row.state != "void" else None
    if content is None or not content["winners"]:
        draw_card(row.id, title=row.question, words=row.title, locale=chosen(), now=event.at)
        return
    won = " · ".join(say(content["options"][code - 1]["title"]) for code in content["winners"])
    kind = N_("Final result of a vote of %(number)s") if content["status"] == "final" else N_("Provisional result of a vote of %(number)s")
    draw_card(row.id, title=won, words=say(sentence(kind, number=content["ballots"])), locale=chosen(), now=event.at)
