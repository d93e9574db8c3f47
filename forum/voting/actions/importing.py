"""Brings in an election that was held elsewhere, as a closed and certified vote, so that it can be looked at and recounted here."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forum.kernel import storage
from forum.kernel.db import db
from forum.kernel.events import record
from forum.kernel.ids import new_public_id, slug
from forum.kernel.text import one_line
from forum.voting import counting
from forum.voting.actions.closing import publish
from forum.voting.events import ContestImported
from forum.voting.models import Contest, ContestOption
from forum.voting.queries import contests
from forum.voting.tally import cases, electing
from forum.voting.tally.rules import BadCase, Rules
from forum.voting.types import FINAL, Method, Publish, State

_METHODS = {"irv": Method.IRV, "stv-scotland-2007": Method.SCOTTISH, "schulze": Method.SCHULZE}
MOST_OPTIONS = 60


def import_case(case: Mapping[str, Any], *, title: str, source: str, now: datetime) -> str:
    """Make a certified vote out of a case and return its name in addresses. Raises BadCase.

    It is counted by this forum's methods, one elimination in a round. What is published are count paths; where odd marks on paper ballots
    (two names in one rank) keep the paths from giving the same rounds, no ballots are published.
    """
    method = _METHODS.get(counting.method_of(case))
    if method is None:
        raise BadCase(f"votes by {', '.join(_METHODS)} can be shown here; others can be counted with `flask count`")
    candidates = list(cases.candidates_of(case))
    if not 2 <= len(candidates) <= MOST_OPTIONS:
        raise BadCase(f"from 2 to {MOST_OPTIONS} options can be shown, not {len(candidates)}")
    rules = cases.rules_of({**case, "rules": {**(case.get("rules") or {}), "batch_elimination": False, "continue_until_two": False, "stop_after_round": None, "first_round_threshold": False}})
    counted, paths = electing.elect_read(method, cases.ballots_of(case), candidates, rules)
    name = slug(title, fallback="vote")
    if contests.slug_is_taken(name):
        name = f"{name}-{new_public_id(4)}"
    row = Contest(
        slug=name, title=one_line(title)[:120], question=one_line(title)[:300], method=method, seats=rules.seats, ranks=min(15, len(candidates)), publish=Publish.PATHS, opens_at=now, closes_at=now, state=State.CERTIFIED,
        state_at=now, touched_at=now, closed_at=now, opened_at=now, once=new_public_id(20), origin=one_line(source)[:200],
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    db.session.add_all(ContestOption(contest_id=row.id, code=code, title=one_line(name)[:200]) for code, name in enumerate(candidates, start=1))
    db.session.flush()
    row.rows_key = storage.store(json.dumps(_rows(method, (counted, paths), rules, candidates)).encode(), purpose="vote", owner_id=None, now=now)
    order = [candidates.index(n) + 1 for n in rules.order] if rules.order else None
    publish(row, counted, version=FINAL, now=now, certified_by=None, turnout=(), lots={"commit": "", "seed": "", "draw": "", "order": order or list(range(1, len(candidates) + 1))} if counted.is_tied else None)
    record(ContestImported(contest_id=row.id), actor_id=None, at=now)
    return name


def _rows(method: Method, found: tuple[electing.Counted, Mapping[tuple[int, ...], int]], rules: Rules, candidates: list[str]) -> list[tuple[list[int], int]]:
    counted, paths = found
    rows = [(list(path), count) for path, count in sorted(paths.items())]
    ballots = [([[candidates[c - 1]] for c in path], count) for path, count in rows]
    again, _ = electing.elect_read(method, ballots, candidates, Rules(seats=rules.seats, order=rules.order))
    return rows if again.winners == counted.winners and _tallies(again) == _tallies(counted) else []


def _tallies(counted: electing.Counted) -> list[Any]:
    return [step["tally"] for step in counted.count.get("rounds") or counted.count.get("stages") or []]
