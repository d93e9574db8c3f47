"""Reads a case: candidates, rules and ballots in one JSON file, as tests and other cities exchange them."""

from collections.abc import Mapping, Sequence
from typing import Any

from forum.voting.tally.papers import MOST_CANDIDATES, Ranking
from forum.voting.tally.rules import BadCase, Duplicate, Overvote, Rules

MOST_BALLOTS = 900_000_000  # what five decimals of a vote leave room for in 64 bits


def rules_of(case: Mapping[str, Any]) -> Rules:
    """Return the rules of a case. Raises BadCase for what is no rule."""
    try:
        given = case.get("rules") or {}
        tie = given.get("tiebreak") or {}
        share = given.get("min_share") or (0, 1)
        return Rules(
            seats=_whole(case.get("seats", 1), "seats"), excluded=frozenset((*_names(case.get("excluded")), *_names(case.get("withdrawn")))), overvote=Overvote(given.get("overvote") or "exhaust"), duplicate=Duplicate(given.get("duplicate") or "skip"),
            max_skipped_ranks=None if given.get("max_skipped_ranks") is None else _whole(given["max_skipped_ranks"], "max_skipped_ranks"), write_ins=bool(given.get("undeclared_write_ins")),
            decimals=_whole(given.get("decimals", 4), "decimals"), batch_elimination=bool(given.get("batch_elimination")), continue_until_two=bool(given.get("continue_until_two")),
            first_round_threshold=bool(given.get("first_round_threshold")), stop_after_round=None if given.get("stop_after_round") is None else _whole(given["stop_after_round"], "stop_after_round"),
            quota=str(given.get("quota") or "droop"), quota_fractional=bool(given.get("quota_fractional")), one_winner_per_round=bool(given.get("one_winner_per_round")),
            min_share=(_whole(share[0], "min_share"), _whole(share[1], "min_share")), cutoff_elimination=bool(given.get("cutoff_elimination")),
            order=_names(case.get("tie_order") or tie.get("order") or tie.get("lot_order")),
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
        count = ballot.get("count", 1)
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MOST_BALLOTS:
            raise BadCase(f"ballot {n} cannot be cast {str(count)[:40]} times")
        result.append((ranking, count))
    _check(case.get("totals"), result)
    return result


def _check(totals: Any, ballots: Sequence[tuple[Ranking, int]]) -> None:
    said = totals.get("ballots") if isinstance(totals, dict) else None
    cast = sum(count for _, count in ballots)
    if said is not None and said != cast:
        raise BadCase(f"the file says {str(said)[:40]} ballots and holds {cast}")
    if cast > MOST_BALLOTS:
        raise BadCase(f"more than {MOST_BALLOTS} ballots are not counted exactly here")


def candidates_of(case: Mapping[str, Any]) -> Sequence[str]:
    """Return the candidates of a case. Raises BadCase."""
    found = case.get("candidates")
    if not isinstance(found, list) or not all(isinstance(name, str) and name for name in found):
        raise BadCase("there is no list of candidates")
    if not 1 <= len(found) <= MOST_CANDIDATES:
        raise BadCase(f"there should be from 1 to {MOST_CANDIDATES} candidates, not {len(found)}")
    if len(set(found)) != len(found):
        raise BadCase(f"the candidate {next(name for name in found if found.count(name) > 1)[:80]!r} stands there twice")
    return found


def _names(value: Any) -> tuple[str, ...]:
    found = value or ()
    if not isinstance(found, (list, tuple)) or not all(isinstance(name, str) for name in found):
        raise ValueError("there should be a list of names")
    return tuple(found)


def _whole(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10**6:
        raise ValueError(f"{name} should be a whole number, not {str(value)[:40]!r}")
    return value
