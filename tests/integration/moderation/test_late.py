"""What a slow commit hides is gone from kept pages too, though others were numbered after it and committed before it."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from forum.accounts.actions import profile
from forum.discussions.actions import tending
from forum.discussions.types import Stance
from forum.kernel import clock
from forum.kernel.db import db, transaction
from forum.moderation.actions import deciding
from forum.moderation.models import Case
from forum.moderation.policy import Outcome
from forum.moderation.queries import figures
from forum.proposals.actions import counting, endorsing, hiding
from forum.proposals.models import Proposal
from forum.proposals.queries import listing
from tests.integration.moderation.test_moderating import WHY, comment, number, report, say  # noqa: F401
from tests.integration.proposals.conftest import town  # noqa: F401

# SQLite lets one write at a time, so numbers come in the order of commits.
pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@contextmanager
def overtaken(town, act: Callable[[], object], by: Callable[[], object] | None = None) -> Iterator[None]:  # noqa: F811
    """Do `act`, then another thing (`by`, or an endorsement) that is committed first, then the block, and only then the commit of `act`."""
    numbered, may_end = threading.Event(), threading.Event()

    def slow():
        with town.app.app_context(), transaction():
            act()
            db.session.flush()
            numbered.set()
            assert may_end.wait(20)

    other = town.publish("usman", "Another thing altogether")
    with ThreadPoolExecutor(1) as pool:
        ends = pool.submit(slow)
        try:
            assert numbered.wait(20)
            with transaction():
                by() if by else endorsing.endorse(other, actor=town.actor("mariam"), now=clock.now())
            yield
        finally:
            may_end.set()
            ends.result(20)
    db.session.expire_all()


def read(town, path):  # noqa: F811
    return town.app.test_client().get(path)


@pytest.mark.parametrize("path", ["/proposals", "/proposals.atom"])
def test_a_hidden_proposal_is_on_no_list(town, number, path):  # noqa: F811
    with overtaken(town, lambda: hiding.hide_proposal(number, "insult", town.actor("moderator"), clock.now())):
        assert "Repair the water pipe" in read(town, path).text
    assert "Repair the water pipe" not in read(town, path).text
    assert "Another thing altogether" in read(town, path).text


def test_hidden_words_are_not_on_the_page_of_their_proposal(town, number):  # noqa: F811
    said = say(town, number, "bilal", "The mayor has cabbage for a brain, honestly.", stance=Stance.FOR)
    with overtaken(town, lambda: tending.hide_comment(said, "insult", town.actor("moderator"), clock.now())):
        assert "cabbage" in read(town, f"/proposals/{number}").text
    assert "cabbage" not in read(town, f"/proposals/{number}").text


def test_a_name_is_the_new_one_in_its_thread(town, number):  # noqa: F811
    say(town, number, "bilal", "A thought.")
    with overtaken(town, lambda: profile.edit_profile(actor=town.actor("bilal"), name="Somebody Else Entirely", about="", is_public=False, now=clock.now())):
        assert "bilal Tester" in read(town, f"/talk/proposal/{number}").text
    assert "Somebody Else Entirely" in read(town, f"/talk/proposal/{number}").text


@pytest.mark.parametrize("path", ["/moderation/log", "/moderation/figures"])
def test_a_decision_is_in_the_public_log(town, comment, path):  # noqa: F811
    report(town, "mariam", comment)
    report(town, "mariam", say(town, town.publish("mariam", "A thing of its own"), "usman", "Cabbage yourself, and turnips."))

    def decide(case):
        return lambda: deciding.decide(case.id, outcome=Outcome.HIDDEN, rule="insult", reasons=WHY, days=None, actor=town.actor("moderator"), now=clock.now())

    late, soon = db.session.query(Case).order_by(Case.id)
    with overtaken(town, decide(late), by=decide(soon)):
        before = read(town, path).text
        assert len(figures.log()) == 1
    assert len(figures.log()) == 2
    assert read(town, path).text != before


def test_a_list_counts_comments_that_the_worker_counted_late(town, number):  # noqa: F811
    say(town, number, "bilal", "A thought.")
    with overtaken(town, lambda: counting.count_comments(number, now=clock.now())):
        before = listing.state()
    assert db.session.get(Proposal, number).comments == 1
    assert listing.state() != before
