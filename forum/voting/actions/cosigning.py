"""Takes what witnesses outside sign under our checkpoints: that they saw this very log, and that it only grew."""

from collections.abc import Sequence
from datetime import datetime

from forum.kernel.errors import Invalid
from forum.kernel.words import N_
from forum.voting import notes, signing
from forum.voting.actions.preparing import locked
from forum.voting.models import Contest
from forum.voting.notes import Witness
from forum.voting.queries import contests, log

MOST_LINES = 20


def cosign(name: str, note: str, *, witnesses: Sequence[Witness], now: datetime) -> list[str]:
    """Keep the co-signatures under a checkpoint that are by witnesses the city named; return whose. A second one by the same witness changes nothing.

    Raises Invalid when the text is no checkpoint of this log, or nobody known signed it.
    """
    row: Contest = locked(contests.by_slug(name).id)
    body, _, lines = note.replace("\r\n", "\n").partition("\n\n")
    size = body.partition("\n")[2].partition("\n")[0]
    kept = log.checkpoint(row.id, int(size)) if size.isdecimal() and len(size) < 12 else None
    if kept is None or kept.note.partition("\n\n")[0] != body:
        raise Invalid(N_("This is not a checkpoint of this log. If it was signed by us, keep it: it shows that the log was split."))
    found = []
    for line in lines.splitlines()[:MOST_LINES]:
        signed = notes.cosigned(line, f"{body}\n", witnesses)
        if signed is None or not signing.is_signed(signed[1], signed[2], signed[0].public_key):
            continue
        if f"— {signed[0].name} " not in kept.cosignatures:
            kept.cosignatures += f"{line}\n"
            row.touched_at = now
        found.append(signed[0].name)
    if not found:
        raise Invalid(N_("No witness named by the city has signed this."))
    return found
