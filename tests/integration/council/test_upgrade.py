"""A city with cases, decisions and minutes comes through its migrations, down and up again, with nothing lost and nothing pointing nowhere."""

from datetime import timedelta

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy.exc import IntegrityError

from forum.council.actions import meeting, receiving
from forum.council.actions.meeting import Plan
from forum.council.models import Case
from forum.council.queries import cases, decisions, meetings
from forum.discussions.types import Stance
from forum.kernel import clock
from forum.kernel.db import db, transaction


def test_down_and_up_again_with_a_council_at_work(chamber):
    case, office, begin = chamber.case(), chamber.office(), clock.now() - timedelta(hours=1)
    chamber.argue(case, "bilal", "It leaks every winter.", Stance.FOR)
    with transaction():
        receiving.assign(case, office_id=office, seen=cases.case(case).version, actor=chamber.town.actor("officer"), now=clock.now())
        name = meeting.plan_session(Plan("Ordinary session", "", begin, begin + timedelta(hours=2)), once="s", actor=chamber.town.actor("nadia"), now=begin - timedelta(hours=1))
        meeting.publish_minutes(name, words="Everybody was there, all day long.", once="m", actor=chamber.town.actor("nadia"), now=clock.now())
    chamber.shift(case, -1)
    number = chamber.decide(case, session=name)
    before = [(a.office_id, a.at, a.by) for a in cases.history(case)[0]], [x.office_id for x in cases.history(case)[1]]
    db.session.remove()
    downgrade(revision="0017")
    upgrade()
    assert ([(a.office_id, a.at, a.by) for a in cases.history(case)[0]], [x.office_id for x in cases.history(case)[1]]) == before
    assert [e.words for e in meetings.minutes(meetings.by_name(name).id)] == ["Everybody was there, all day long."]
    assert decisions.decision(number).case_id == case
    assert [p.side for p in decisions.points(number)] == ["for"]
    with pytest.raises(IntegrityError), transaction():  # what points to it is watched over again
        db.session.delete(db.session.get(Case, case))
