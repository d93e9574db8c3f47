"""Lets the invented council answer: offices, a session that was held, a decision that is being carried out, one that says no, an answer that is late and half written, and a session to come."""

from datetime import datetime, timedelta

from forum.council.actions import deciding, doing, drafting, meeting, noting, receiving, setting_up
from forum.council.actions.doing import Report
from forum.council.actions.meeting import Plan
from forum.council.drafts import Draft
from forum.council.queries import answering, cases, decisions
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
BEGUN = {
    "verdict": "in_part", "session": "", "points": {},
    "resolution": "The city repairs the lights of the service roads within ninety days and prints a number on each pole. A dated answer to every report waits for next year’s budget.",
    "reasons": "Whoever walks home from a bus after dark asks for this, and it costs little.",
    "departure": "People ranked the crossings first, and those are being built. Lights can be mended beside them, from the budget for upkeep.",
}  # fmt: skip
MINUTES = """Present: all five members. The chair read the result of the vote and the dossier was before everybody.

1. **Crossings at bus stations.** The engineer of the traffic office answered questions for half an hour, most of them about Faizabad. Accepted as it was put to the vote.
2. **Questions of the public.** Two residents of I-10 asked about street lights; the office answers in writing."""
# What the council answers to each argument, by words that stand in it.
POINTS = {
    "forty seconds": "Taken up word by word: the contract names forty seconds, at every hour, and the office publishes what it measures.",
    "Faizabad": "We counted. The new red light costs a car eleven seconds at Faizabad in the rush hour, and the office will report after three months whether the queue grew.",
    "seventy": "Green will be long enough for somebody who walks slowly; the drawings reckon with 0.8 metres a second.",
    "سایہ": "سایہ نقشے میں شامل ہے: چاروں جگہوں پر چھت اور بیٹھنے کی جگہ بنے گی۔",
    "Quiet, clean": "It would be. But it cannot be built where the city owns no ground.",
    "national park": "This weighed most. The park’s rules allow no pylon, and we do not ask to change them.",
}  # fmt: skip


def answer(actors: dict[str, Actor], now: datetime) -> None:
    """Receive what is under review, answer two of it, leave one late, and plan a session."""
    founder = Actor()
    offices = [setting_up.set_office(None, name=name, handles=[h for h in [actors[who].handle if who else ""] if h], actor=founder, now=now) for name, who in OFFICES]
    setting_up.set_holidays(HOLIDAYS, actor=founder, now=now)
    found = [c for stage in (Stage.ON_BALLOT, Stage.UNDER_REVIEW) for c in listing.page(Filters(stage=stage), topic_id=None, district_id=None, now=now, limit=30).cards]
    waiting = sorted(((c.id, next(m.at for m in reading.steps(c.id) if m.stage is Stage.UNDER_REVIEW)) for c in found), key=lambda pair: pair[1])
    officer, member = (next(a for a in actors.values() if role in a.roles) for role in (Role.OFFICER, Role.COUNCIL_MEMBER))
    held = _hold(member, now - timedelta(days=25))
    for n, (number, at) in enumerate(waiting):
        case = receiving.receive(number, at=at, now=at)
        if n != len(waiting) - 1:
            receiving.assign(case.id, office_id=offices[n % len(offices)], seen=case.version, actor=officer, now=at + timedelta(days=1))
        if n == 0:
            meeting.add_item(held, case_id=case.id, title="", actor=member, now=now - timedelta(days=28))
            _decide(case.id, Verdict.ACCEPT, YES, member, now - timedelta(days=25), session=held)
            _promise(case.id, officer, now)
        elif n == 1:
            _decide(case.id, Verdict.REJECT, NO, member, now - timedelta(days=9))
        elif n == 2:
            votes = dict.fromkeys(map(str, answering.members()[:3]), Choice.FOR.value)
            drafting.save_draft(case.id, {**BEGUN, "decided_on": now.astimezone(letters.zone()).date().isoformat(), "votes": votes}, revision=0, actor=member, now=now - timedelta(hours=5))
        elif n == 3:
            noting.ask_people(case.id, words="Which hours matter most to you? The office can begin with four a day.", once="demo question", actor=member, now=now - timedelta(days=3))
            noting.add_note(case.id, words="The office wants to begin small. I would rather see the whole plan first.", once="demo note", actor=member, now=now - timedelta(days=2))
    meeting.publish_minutes(held, words=MINUTES, once="demo minutes", actor=member, now=now - timedelta(days=24))
    begin = (now + timedelta(days=6)).replace(hour=5, minute=0, second=0, microsecond=0)
    name = meeting.plan_session(Plan("Ordinary session of the council", "Council hall, G-6", begin, begin + timedelta(hours=3)), once="demo session", actor=member, now=now)
    meeting.take_what_waits(name, actor=member, now=now)
    meeting.add_item(name, case_id=None, title="Questions of the public", actor=member, now=now)


def _hold(member: Actor, day: datetime) -> str:
    begin = (day - timedelta(days=1)).replace(hour=5, minute=0, second=0, microsecond=0)
    return meeting.plan_session(Plan("Session on streets and crossings", "Council hall, G-6", begin, begin + timedelta(hours=3)), once="demo session held", actor=member, now=day - timedelta(days=7))


def _decide(case: int, verdict: Verdict, said: dict[str, str], member: Actor, at: datetime, *, session: str = "") -> None:
    arguments = decisions.strongest(cases.case(case).proposal_id)
    votes = dict(zip(answering.members(), (Choice.FOR, Choice.FOR, Choice.AGAINST, Choice.FOR, Choice.ABSTAINED), strict=True))
    draft = Draft(verdict, said["resolution"], said["reasons"], "", at.astimezone(letters.zone()).date(), session=session, votes=votes, points={a.comment_id: answer for a in arguments for words, answer in POINTS.items() if words in a.html})
    deciding.publish(case, draft, corrects=None, once=f"demo {case}", actor=member, now=at)


def _promise(case: int, officer: Actor, now: datetime) -> None:
    steps = (("Measure and draw", 24, 5, 400_000), ("Order the material", 20, -2, 2_500_000), ("Build the first half", 10, 60, 6_000_000))
    for n, (title, made, due, planned) in enumerate(steps):
        number = doing.set_milestone(case, title=title, due_on=(now + timedelta(days=due)).date() if due > 0 else (now - timedelta(days=made) + timedelta(days=18)).date(), planned=planned, once=f"demo {n}", actor=officer, now=now - timedelta(days=made))
        day = (now - timedelta(days=made - 12)).date()
        if n == 0:
            said = Report("Measured on three mornings; the drawings are at the desk and at the address below.", 100, 380_000, day, link="https://example.org/drawings")
        elif n == 1:
            said = Report("Two offers are in, the third is late. We order as soon as it comes.", 40, 0, (now + timedelta(days=19)).date())
        else:
            continue
        doing.report(number, said, max_bytes=1_000_000, once=f"demo report {n}", actor=officer, now=now - timedelta(days=made - 9))
