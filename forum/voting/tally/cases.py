"""Reads a case: candidates, rules and ballots in one JSON file, as tests and other cities exchange them."""

from collections.abc import Mapping, Sequence
from typing import Any

from forum.voting.tally.papers import Ranking
from forum.voting.tally.rules import BadCase, Duplicate, Overvote, Rules


def rules_of(case: Mapping[str, Any]) -> Rules:
    """Return the rules of a case. Raises BadCase for what is no rule."""
    given = case.get("rules") or {}
    tie = given.get("tiebreak") or {}
    try:
        share = given.get("min_share") or (0, 1)
        return Rules(
            seats=_whole(case.get("seats", 1), "seats"), excluded=frozenset(case.get("excluded") or ()), overvote=Overvote(given.get("overvote") or "exhaust"), duplicate=Duplicate(given.get("duplicate") or "skip"),
            max_skipped_ranks=None if given.get("max_skipped_ranks") is None else _whole(given["max_skipped_ranks"], "max_skipped_ranks"), write_ins=bool(given.get("undeclared_write_ins")),
            decimals=_whole(given.get("decimals", 4), "decimals"), batch_elimination=bool(given.get("batch_elimination")), continue_until_two=bool(given.get("continue_until_two")),
            first_round_threshold=bool(given.get("first_round_threshold")), stop_after_round=None if given.get("stop_after_round") is None else _whole(given["stop_after_round"], "stop_after_round"),
            quota=str(given.get("quota") or "droop"), quota_fractional=bool(given.get("quota_fractional")), one_winner_per_round=bool(given.get("one_winner_per_round")),
            min_share=(_whole(share[0], "min_share"), _whole(share[1], "min_share")), cutoff_elimination=bool(given.get("cutoff_elimination")),
            order=tuple(case.get("tie_order") or tie.get("order") or tie.get("lot_order") or ()),
        )  # fmt: skip
    except (ValueError, TypeError, IndexError, AttributeError) as error:
        raise BadCase(f"the rules cannot be read: {error}") from None


def ballots_of(case: Mapping[str, Any]) -> list[tuple[Ranking, int]]:
    """Return the ballots of a case. Raises BadCase for what is none."""
    found = case.get("ballots")
    if not isinstance(found, list):
        raise BadCase("there are no ballots")
    result: list[tuple[Ranking, int]] = []
    for n, ballot in enumerate(found, start=1):
        ranking = ballot.get("ranking") if isinstance(ballot, dict) else None
        if not isinstance(ranking, list) or not all(isinstance(rank, list) and all(isinstance(name, str) for name in rank) for rank in ranking):
            raise BadCase(f"ballot {n} has no ranking that can be read")
        result.append((ranking, ballot.get("count", 1)))
    return result


def candidates_of(case: Mapping[str, Any]) -> Sequence[str]:
    """Return the candidates of a case. Raises BadCase."""
    found = case.get("candidates")
    if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
        raise BadCase("there is no list of candidates")
    return found


def _whole(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10**6:
        raise ValueError(f"{name} should be a whole number, not {str(value)[:40]!r}")
    return value
