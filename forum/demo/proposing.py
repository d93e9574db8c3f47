"""Lets the invented people propose, endorse and amend, through the same actions that people use."""

from datetime import datetime, timedelta
from typing import Any

from forum.accounts import queries as accounts
from forum.city import queries as city
from forum.demo import answering, knowing, moderating, polling, talking
from forum.demo.people import everyone
from forum.demo.proposals import ADJUSTMENTS, CREDITED, IDEAS, TAKEN_UP, Idea
from forum.discussions.queries import threads
from forum.kernel.errors import ForumError
from forum.kernel.rules import Actor, Grant
from forum.kernel.sealing import Box
from forum.proposals.actions import amending, drafting, endorsing, publishing, rules
from forum.proposals.queries import writing
from forum.proposals.types import SUBJECT, Level
from forum.voting.keys import secrets

THRESHOLD_CITY, THRESHOLD_DISTRICT, DAYS = 60, 5, 90


def propose(now: datetime, box: Box) -> None:
    """Publish every idea, have it endorsed, and amend the first."""
    founder = Actor()
    for area in (0, *city.district_ids_by_slug().values()):
        rules.set_rule(area, threshold=THRESHOLD_DISTRICT if area else THRESHOLD_CITY, days=DAYS, actor=founder, now=now)
    actors, numbers = _actors(), {}
    knowing.lists()
    knowing.check(actors, box, now)
    for idea in sorted(IDEAS, key=lambda i: -i.days_ago):
        numbers[idea.title] = _publish(idea, actors[idea.lead], now - timedelta(days=idea.days_ago))
    _adjust(numbers[IDEAS[0].title], actors, now)
    for idea in IDEAS:
        _endorse(numbers[idea.title], idea, actors, now)
    talking.talk(numbers, actors, now)
    knowing.meet(numbers[IDEAS[0].title], actors, now)
    moderating.moderate(numbers, actors, now)
    _take_up(numbers[CREDITED], actors["neighbour-14"], now - timedelta(days=83))
    polling.hold_first(actors, now, secrets())
    answering.answer(actors, now)
    polling.poll(actors, now, secrets())


def _actors() -> dict[str, Actor]:
    found = {}
    for p in everyone():
        person = accounts.person_by_address(p.email)
        if person is not None:
            grants = frozenset({Grant(p.role)}) if p.role else frozenset()
            found[p.sub] = Actor(person=person.id, handle=person.handle, email_confirmed=True, grants=grants)
    return found


def _publish(idea: Idea, actor: Actor, at: datetime) -> int:
    number = drafting.start_draft(idea.kind, title=idea.title, once=f"demo {idea.title}"[:40], actor=actor, now=at)
    topics = {t.slug: t.id for t in city.topics("en")}
    content: dict[str, Any] = {
        "title": idea.title, "problem": idea.problem, "measure": idea.measure, "cost": idea.cost, "area": idea.area, "evidence": idea.evidence,
        "district": city.district_ids_by_slug().get(idea.district), "topics": [topics[t] for t in idea.topics], **dict(idea.more),
    }  # fmt: skip
    if idea.place:
        content["place"] = {"latitude": idea.place[0], "longitude": idea.place[1], "name": idea.place[2]}
    drafting.save_text(number, content, revision=writing.working_text(number).revision, actor=actor, now=at)
    publishing.publish(number, reason="", is_substantial=True, actor=actor, now=at)
    return number


def _adjust(number: int, actors: dict[str, Actor], now: datetime) -> None:
    wishes = (Level.MUST, Level.SHOULD, Level.SHOULD, Level.MUST_NOT, Level.SHOULD_NOT)
    for n, (section, original, proposed, who, reason, answer) in enumerate(ADJUSTMENTS):
        at = now - timedelta(days=12 - n * 3)
        made = amending.propose_amendment(number, section=section, original=original, proposed=proposed, reason=reason, actor=actors[who], now=at)
        for m, level in enumerate(wishes[: 5 - n]):
            amending.wish(made, level=level, actor=actors[f"neighbour-{4 + n * 5 + m:02d}"], now=at + timedelta(hours=m))
        if answer:
            amending.accept(made, reason=answer, actor=actors["ayesha-khan"], now=at + timedelta(days=1))


def _take_up(number: int, actor: Actor, at: datetime) -> None:
    working = writing.working_text(number)
    first = min(threads.ids_of(SUBJECT, number))
    drafting.save_text(number, {**working.content, "measure": f"{working.content['measure']}\n\n{TAKEN_UP[0]}"}, revision=working.revision, actor=actor, now=at)
    publishing.publish(number, reason=TAKEN_UP[1], is_substantial=True, comments=f"/comments/{first}", actor=actor, now=at)


def _endorse(number: int, idea: Idea, actors: dict[str, Actor], now: datetime) -> None:
    left, begin = idea.supporters, now - timedelta(days=idea.days_ago)
    for sub, actor in actors.items():
        if left == 0:
            return
        if sub in {idea.lead, "ayesha-khan", "hamza-tariq"}:
            continue  # the last two are left for whoever tries the demo
        try:
            endorsing.endorse(number, actor=actor, now=begin + timedelta(days=idea.days_ago) * 0.15 * (1 - left / (idea.supporters + 1)))
            left -= 1
        except ForumError:
            continue  # a resident of another district, or not confirmed


