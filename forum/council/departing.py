"""Whether a decision departs from what a vote ranked first. Pure."""

from collections.abc import Mapping
from typing import Any

from forum.council.types import ACCEPTING, Verdict


def departs(verdict: Verdict, proposal_id: int, result: Mapping[str, Any] | None) -> bool:
    """Tell whether a decision must give reasons for going another way than a final result: not all of a winner, or something that lost.

    `result`: the record of a certified vote in which the proposal was an option; None: there was none, so nothing to depart from.
    """
    if result is None or result["status"] != "final" or not result["winners"]:
        return False
    codes = {o["code"] for o in result["options"] if o["proposal"] == proposal_id}
    if not codes:
        return False
    has_won = bool(codes & set(result["winners"]))
    return verdict is not Verdict.ACCEPT if has_won else verdict in ACCEPTING
