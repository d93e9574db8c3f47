"""Counts a case by the method it names, and says the result as JSON or as a table. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from forum.voting.tally import (
    approval,
    bottoms_up,
    cases,
    copeland,
    irv,
    minimax,
    pairwise,
    papers,
    ranked_pairs,
    rounds,
    schulze,
    scotland,
    wigm,
)
from forum.voting.tally.order import Ranking
from forum.voting.tally.pairwise import Strength, Unranked
from forum.voting.tally.rules import BadCase

METHODS = ("irv", "stv-wigm", "bottoms-up", "stv-scotland-2007", "schulze", "ranked-pairs", "minimax", "copeland", "approval")
_IN_CASES = {"stv": "stv-wigm", "bottoms_up": "bottoms-up", "bottoms_up_threshold": "bottoms-up", "ranked_pairs": "ranked-pairs"}


def method_of(case: Mapping[str, Any], asked: str | None = None) -> str:
    """Return the method a case is counted by: the one asked for, else its own, else instant runoff, or Scottish STV for several seats. Raises BadCase."""
    own = str(case.get("method") or "")
    rules = case.get("rules") or {}
    if own == "stv" and isinstance(rules, dict) and rules.get("name") == "scotland":
        own = "stv-scotland-2007"
    seats = case.get("seats", 1)
    found = asked or _IN_CASES.get(own, own) or ("stv-scotland-2007" if isinstance(seats, int) and seats > 1 else "irv")
    if found not in METHODS:
        raise BadCase(f"there is no method of the name {found[:40]!r}; there are {', '.join(METHODS)}")
    return found


def count(case: Mapping[str, Any], *, method: str | None = None, seats: int | None = None) -> dict[str, Any]:
    """Count a case and return the result as JSON: winners with rounds, stages, or a ranking. Raises BadCase."""
    chosen = method_of(case, method)
    given = {**case, "seats": seats if seats is not None else case.get("seats", 1)}
    candidates, ballots = cases.candidates_of(given), cases.ballots_of(given)
    if chosen in {"irv", "stv-wigm", "bottoms-up", "stv-scotland-2007"}:
        return _in_rounds(chosen, given, candidates, ballots)
    return _by_pairs(chosen, given, candidates, ballots)


def _in_rounds(method: str, case: Mapping[str, Any], candidates: Any, ballots: Any) -> dict[str, Any]:
    rules = cases.rules_of(case)
    sheets = papers.read(ballots, candidates, rules)
    if method == "stv-scotland-2007":
        return dict(scotland.as_json(scotland.count(sheets, rules)))
    return dict(rounds.as_json({"irv": irv, "stv-wigm": wigm, "bottoms-up": bottoms_up}[method].count(sheets, rules)))


def _by_pairs(method: str, case: Mapping[str, Any], candidates: Any, ballots: Any) -> dict[str, Any]:
    rules = case.get("rules") or {}
    if method == "approval":
        found = approval.count(ballots, candidates)
        return {"winners": list(found.winners), "ranking": [list(t) for t in found.ranking], **found.figures}
    try:
        strength, unranked = Strength(rules.get("strength") or "winning_votes"), Unranked(rules.get("unranked") or "tied_last")
    except (ValueError, AttributeError):
        raise BadCase("the rules name a strength or a meaning of unranked that there is not") from None
    pairs = pairwise.read(ballots, candidates, unranked=unranked)
    found = _pairwise(method, pairs, strength)
    return {"winners": list(found.winners), "ranking": [list(t) for t in found.ranking], "pairwise": pairwise.as_json(pairs), **found.figures}


def _pairwise(method: str, pairs: pairwise.Pairwise, strength: Strength) -> Ranking:
    if method == "copeland":
        return copeland.count(pairs)
    if method == "minimax":
        return minimax.count(pairs, strength)
    return ranked_pairs.count(pairs, strength) if method == "ranked-pairs" else schulze.count(pairs, strength)


def disagreement(case: Mapping[str, Any], winners: list[str]) -> str:
    """Return a plain sentence when somebody beats everybody else one to one and yet does not win, else nothing."""
    try:
        best = pairwise.condorcet_winner(pairwise.read(cases.ballots_of(case), cases.candidates_of(case)))
    except BadCase:
        return ""
    return f"{best} would beat each of the others one to one, and does not win by this method." if best is not None and best not in winners else ""


def table(result: Mapping[str, Any]) -> list[str]:
    """Return a result as lines to read."""
    lines = [f"Elected: {', '.join(result.get('winners') or result.get('winners_set') or []) or 'nobody'}"]
    for step in result.get("rounds") or result.get("stages") or []:
        number = step.get("round") or step.get("stage")
        threshold = f" (threshold {step['threshold']})" if "threshold" in step else ""
        lines.append(f"Round {number}{threshold}")
        width = max((len(name) for name in step["tally"]), default=0)
        for name, votes in sorted(step["tally"].items(), key=lambda item: (-Decimal(item[1]), item[0])):
            word = "elected" if name in step["elected"] else "eliminated" if name in step.get("eliminated", ()) else "excluded next" if name in step.get("excluded", ()) else ""
            lines.append(f"  {name:<{width}}  {votes:>14}  {word}".rstrip())
        lost = step.get("inactive")
        lines.append(f"  {'inactive' if lost is not None else 'non-transferable':<{width}}  {(_sum(lost) if lost is not None else step['non_transferable']):>14}")
    if "ranking" in result:
        lines += [f"{n}. {' = '.join(tier)}" for n, tier in enumerate(result["ranking"], start=1)]
    return lines


def _sum(numbers: Mapping[str, str]) -> str:
    return format(sum((Decimal(v) for v in numbers.values()), Decimal(0)), "f")
