"""Lets the invented people break rules, report, decide and appeal, through the same actions that people use."""

from datetime import datetime, timedelta

from forum.discussions.actions import commenting
from forum.kernel.rules import Actor
from forum.moderation.actions import appealing, deciding, reporting
from forum.proposals.types import SUBJECT

SCHOOLS, BUSES = "Safe pedestrian crossings near schools in G-9", "A bus lane on the Expressway in the rush hours"
INSULT = "Whoever thinks of such things has never driven a car and should stay at home and knit. Typical of these people."
SALE = "Dash cameras, best price in the city, two years’ guarantee, call or come to the shop behind the petrol pump. Dash cameras, best price!"
SHARP = "This plan is lazy. It copies Karachi, where it failed, and nobody in this city has driven the road at eight in the morning to see why."
OFFICIAL = "As was explained many times to citizens who do not read, the office has no funds for this."


def moderate(numbers: dict[str, int], actors: dict[str, Actor], now: datetime) -> None:
    """Leave behind a hidden insult with an appeal that was rejected, a hidden advertisement, sharp words that stayed, and two open cases."""
    first, second = actors["imran-qureshi"], actors["khadija-noor"]
    insult = _say(numbers[SCHOOLS], INSULT, actors["neighbour-22"], now - timedelta(days=6))
    case = _report(insult, "insult", actors["neighbour-21"], now - timedelta(days=6, hours=-2))
    decision = deciding.decide(case, outcome="hidden", rule="insult", reasons="The last sentence runs down people instead of arguing with the plan.", days=None, actor=first,
                               now=now - timedelta(days=5))  # fmt: skip
    made = appealing.appeal(decision, words="I meant the plan, not anybody. Everybody is too sensitive.", actor=actors["neighbour-22"], now=now - timedelta(days=4))
    appealing.decide_appeal(made, upheld=False, reply="“These people” are people. Write what is wrong with the crossings and nobody will hide it.", actor=second, now=now - timedelta(days=3))
    sale = _say(numbers[BUSES], SALE, actors["neighbour-20"], now - timedelta(days=3))
    deciding.decide(_report(sale, "spam", actors["neighbour-05"], now - timedelta(days=3, hours=-1)), outcome="hidden", rule="spam", reasons="An advertisement, which has nothing to do with the bus lane.",
                    days=None, actor=second, now=now - timedelta(days=2))  # fmt: skip
    sharp = _say(numbers[BUSES], SHARP, actors["neighbour-12"], now - timedelta(days=2))
    case = _report(sharp, "insult", actors["neighbour-06"], now - timedelta(days=2, hours=-3))
    deciding.decide(case, outcome="kept", rule="", reasons="Sharp, and about the plan. That is what this place is for.", days=None, actor=first, now=now - timedelta(days=1))
    office = _say(numbers[BUSES], OFFICIAL, actors["sana-malik"], now - timedelta(hours=20))
    _report(office, "insult", actors["neighbour-05"], now - timedelta(hours=18), "“Citizens who do not read” is no way to speak for the city.")
    again = _say(numbers[SCHOOLS], SALE, actors["neighbour-24"], now - timedelta(hours=9))
    _report(again, "spam", actors["neighbour-21"], now - timedelta(hours=8), "The same text stands under the bus lane.")


def _say(number: int, words: str, actor: Actor, at: datetime) -> int:
    return commenting.post_comment(SUBJECT, number, words=words, once=f"demo moderation {at:%m%d%H%M}", actor=actor, now=at)


def _report(comment: int, rule: str, actor: Actor, at: datetime, words: str = "") -> int:
    return reporting.report_thing("comment", comment, rule=rule, words=words, actor=actor, now=at)
