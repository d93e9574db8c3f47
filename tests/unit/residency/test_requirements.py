"""Who may take part where: a table of cases. Closed by default."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from forum.residency import requirements as r
from forum.residency.types import Act, Method, Standing

NOW = datetime(2026, 3, 4, tzinfo=UTC)
STRANGER = Standing(None)
NEW = Standing(1)
MAIL = Standing(1, email_confirmed=True)
NORTH = replace(MAIL, district_id=1, method=Method.LETTER, confirmed_at=NOW, valid_until=NOW + timedelta(days=1))


@pytest.mark.parametrize(("act", "standing", "area", "any_method", "expected"), [
    (Act.COMMENT, STRANGER, None, True, r.SIGN_IN),
    (Act.COMMENT, NEW, None, True, r.CONFIRM_EMAIL),
    (Act.COMMENT, MAIL, 1, True, None),
    (Act.COMMENT, MAIL, 1, False, None),
    (Act.COMMENT, replace(MAIL, suspended=True), None, True, r.SUSPENDED),
    (Act.ENDORSE, MAIL, 1, True, r.NOT_CONFIRMED),
    (Act.ENDORSE, NORTH, 1, True, None),
    (Act.ENDORSE, NORTH, 2, True, r.ELSEWHERE),
    (Act.ENDORSE, NORTH, None, True, None),
    (Act.VOTE, STRANGER, 1, True, r.SIGN_IN),
    (Act.VOTE, NEW, 1, True, r.CONFIRM_EMAIL),
    (Act.VOTE, NORTH, 1, True, None),
    (Act.VOTE, NORTH, 1, False, r.NO_METHOD),
    (Act.VOTE, MAIL, 1, False, r.NO_METHOD),
    (Act.VOTE, replace(NORTH, valid_until=NOW), 1, True, r.RAN_OUT),
    (Act.VOTE, replace(NORTH, valid_until=NOW - timedelta(days=9)), 1, True, r.RAN_OUT),
    (Act.VOTE, replace(NORTH, suspended=True), 1, True, r.SUSPENDED),
    (Act.VOTE, replace(NORTH, email_confirmed=False), 1, True, r.CONFIRM_EMAIL),
])
def test_the_table(act, standing, area, any_method, expected):
    assert r.refusal_for(act, standing, area_id=area, any_method=any_method, now=NOW) == expected


@pytest.mark.parametrize("act", Act)
def test_an_act_without_a_requirement_asks_for_the_most(act):
    assert r.refusal_for(act, MAIL, area_id=1, any_method=True, now=NOW, needs={}) == r.NOT_CONFIRMED


def test_every_refusal_that_one_can_do_something_about_says_what():
    for refusal in (r.CONFIRM_EMAIL, r.NOT_CONFIRMED, r.RAN_OUT):
        assert refusal.next_step is not None
