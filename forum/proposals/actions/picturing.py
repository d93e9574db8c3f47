"""Keeps the picture that stands beside links to a proposal."""

from datetime import datetime
from typing import Any

from forum.city import queries as city
from forum.kernel import cards, storage
from forum.kernel.db import db
from forum.kernel.hashing import canonical_json, sha256_hex
from forum.proposals import support
from forum.proposals.queries import reading
from forum.proposals.types import Stage


def draw_card(proposal_id: int, *, locale: str, words: str, now: datetime) -> None:
    """Draw the card anew and throw the old one away, unless it shows just this already. Cost: about 40 ms, so never while somebody waits."""
    row = reading.row(proposal_id)
    if row.stage == Stage.DRAFT:
        return
    progress = support.progress(row.support, row.threshold, reached=row.reached_at is not None)
    shown: dict[str, Any] = {"title": row.title, "city": city.city(locale).name, "words": words, "percent": progress.percent if row.threshold else None}
    tenths = progress.percent // 10 if row.threshold else row.support // 10
    digest = sha256_hex(canonical_json([shown["title"], shown["city"], row.stage, tenths]))
    if digest == row.card_digest:
        return
    data = cards.draw(title=row.title, city=shown["city"], words=words, percent=shown["percent"])
    old, row.card_key, row.card_digest = row.card_key, storage.store(data, purpose="cards", owner_id=None, now=now), digest
    db.session.flush()
    if old is not None:
        storage.discard(old)
