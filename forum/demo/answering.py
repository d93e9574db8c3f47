"""Lets the invented council answer: offices, a decision that is being carried out, one that says no, an answer that is late, and a session to come."""

from datetime import datetime, timedelta

from forum.council.actions import deciding, doing, meeting, noting, receiving, setting_up
from forum.council.actions.deciding import Draft
from forum.council.actions.doing import Report
from forum.council.actions.meeting import Plan
from forum.council.queries import cases, decisions
from forum.council.types import Choice, Verdict
from forum.kernel import letters
from forum.kernel.rules import Actor, Role
from forum.proposals.queries import listing, reading
from forum.proposals.types import Filters, Stage

OFFICES = (
    ({"en": "Traffic and transport", "ur": "ٹریفک اور ٹرانسپورٹ"}, "sana-malik"), ({"en": "Water and sewerage", "ur": "پانی اور نکاسی"}, ""), ({"en": "Parks and environment", "ur": "باغات اور ماحول"}, ""),
    ({"en": "Health and education", "ur": "صحت اور تعلیم"}, ""),
)  # fmt: skip
HOLIDAYS = "2026-12-25 Quaid-e-Azam Day\n2027-02-05 Kashmir Day\n2027-03-23 Pakistan Day\n2027-08-14 Independence Day"
YES = {
    "resolution": "The city does this within the year, from the running budget, and reports on each step here.",
    "reasons": "More people asked for this than for anything else before us this season, and those who know the field agree that it works.\n\nThe cost is small beside what doing nothing costs **every month**.",
}  # fmt: skip
NO = {
    "resolution": "The city does not do this.",
    "reasons": "The ground belongs to the federal government, which has refused twice; the letters are at the desk. We have asked a third time, and will take this up again **when an answer comes**.",
}  # fmt: skip
POINT = "We have weighed this. It is right in what it says about daily life, and the resolution takes it up as far as the budget of this year goes."


def answer(actors: dict[str, Actor], now: datetime) -> None:
    """Receive what is under review, answer two of it, leave one late, and plan a session."""
    founder = Actor()
    offices = [setting_up.set_office(None, name=name, handles=[h for h in [actors[who].handle if who else ""] if h], actor=founder, now=now) for name, who in OFFICES]
    setting_up.set_holidays(HOLIDAYS)
    found = listing.page(Filters(stage=Stage.UNDER_REVIEW), topic_id=None, district_id=None, now=now, limit=30).cards
    waiting = sorted(((c.id, reading.row(c.id).stage_at) for c in found), key=lambda pair: pair[1])
    officer, member = (next(a for a in actors.values() if role in a.roles) for role in (Role.OFFICER, Role.COUNCIL_MEMBER))
    for n, (number, at) in enumerate(waiting):
        case = receiving.receive(number, at=at, now=at)
        if n != len(waiting) - 1:
            receiving.assign(case.id, office_id=offices[n % len(offices)], seen=case.version, actor=officer, now=at + timedelta(days=1))
        if n == 0:
            _decide(case.id, Verdict.ACCEPT, YES, member, now - timedelta(days=25))
            _promise(case.id, officer, now)
        elif n == 1:
            _decide(case.id, Verdict.REJECT, NO, member, now - timedelta(days=9))
        elif n == 3:
            noting.ask_people(case.id, words="Which hours matter most to you? The office can begin with four a day.", once="demo question", actor=member, now=now - timedelta(days=3))
            noting.add_note(case.id, words="The office wants to begin small. I would rather see the whole plan first.", once="demo note", actor=member, now=now - timedelta(days=2))
    begin = (now + timedelta(days=6)).replace(hour=5, minute=0, second=0, microsecond=0)
    name = meeting.plan_session(Plan("Ordinary session of the council", "Council hall, G-6", begin, begin + timedelta(hours=3)), once="demo session", actor=member, now=now)
    meeting.take_what_waits(name, now=now)
    meeting.add_item(name, case_id=None, title="Questions of the public", note="", now=now)


def _decide(case: int, verdict: Verdict, words: dict[str, str], member: Actor, at: datetime) -> None:
    arguments = decisions.strongest(cases.case(case).proposal_id)
    draft = Draft(verdict, words["resolution"], words["reasons"], "", at.astimezone(letters.zone()).date(), votes={member.person or 0: Choice.FOR}, points={a.comment_id: POINT for a in arguments})
    deciding.publish(case, draft, corrects=None, once=f"demo {case}", actor=member, now=at)


def _promise(case: int, officer: Actor, now: datetime) -> None:
    steps = (("Measure and draw", 24, 5, 400_000), ("Order the material", 20, -2, 2_500_000), ("Build the first half", 10, 60, 6_000_000))
    for n, (title, made, due, planned) in enumerate(steps):
        number = doing.set_milestone(case, title=title, due_on=(now + timedelta(days=due)).date() if due > 0 else (now - timedelta(days=made) + timedelta(days=18)).date(), planned=planned, once=f"demo {n}", actor=officer, now=now - timedelta(days=made))
        day = (now - timedelta(days=made - 12)).date()
        if n == 0:
            said = Report("Measured on three mornings; the drawings are at the desk and at the address below.", 100, 380_000, day, link="https://example.org/drawings")
        elif n == 1:
            said = Report("Two offers are in, the third is late. We order as soon as it comes.", 40, 0, day)
        else:
            continue
        doing.report(number, said, max_bytes=1_000_000, once=f"demo report {n}", actor=officer, now=now - timedelta(days=made - 9))
