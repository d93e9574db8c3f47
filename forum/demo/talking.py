"""Lets the invented people talk about the proposals, through the same actions that people use."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.discussions.actions import commenting, tending
from forum.discussions.types import Stance
from forum.kernel.rules import Actor
from forum.proposals.types import SUBJECT


@dataclass(frozen=True)
class Words:
    """One comment: who, what, with what stance; `to` is the place of the one it answers, `helpful` who found it so."""

    who: str
    text: str
    stance: Stance | None = None
    to: int | None = None
    helpful: int = 0
    unhelpful: int = 0
    pinned: bool = False


LONG_AGO = {"Shaded crossings with a button at the four busiest bus stations": 85, "A cable car from Saidpur to Pir Sohawa": 66}  # days since their first comment
THREADS: dict[str, tuple[Words, ...]] = {
    "Safe pedestrian crossings near schools in G-9": (
        Words("neighbour-21", "My son crosses there every morning. Please do not let this one die in a drawer.", Stance.FOR, helpful=9),
        Words("bilal-ahmed", "A raised crossing works as a hump and a crossing in one: drivers slow to **30 km/h** because they must, not because a sign says so. Ten centimetres high, "
              "ramps one in twelve, and drainage on the upper side.\n\nI would begin with the gate of the girls’ school, where the sight distance is shortest.", Stance.FOR, helpful=11, unhelpful=1),
        Words("neighbour-11", "Ambulances to the polyclinic use this road. Every hump costs them seconds.", Stance.AGAINST, helpful=6, unhelpful=2),
        Words("bilal-ahmed", "True for round humps. A flat-topped table of six metres costs a heavy vehicle about two seconds; three of them, six. I think that is a fair price at the gates, and at the gates only.", to=2, helpful=7),
        Words("neighbour-11", "Then write the six metres into the text, please.", to=3, helpful=3),
        Words("neighbour-29", "کیا وارڈن خواتین بھی ہو سکتی ہیں؟ لڑکیوں کے اسکول کے سامنے یہ بہتر ہوگا۔", Stance.QUESTION, helpful=5),
        Words("sana-malik", "The traffic police has four trained wardens in the sector, two of them women. They can start two weeks after a decision. The paint is in stock; the bollards are not.", to=5, helpful=8),
        Words("neighbour-05", "Who pays for wardens after the first year?", Stance.QUESTION, helpful=4),
        Words("sana-malik", "For this office: a count of the crossings was made on 4 November; the figures are at the desk in G-9 and will be attached here when the council takes this up.", pinned=True, helpful=5),
        Words("neighbour-24", "Three crossings for one sector while others have none? I would rather see one in each sector first.", Stance.AGAINST, helpful=2, unhelpful=3),
        Words("hamza-tariq", "ہمارے علاقے میں بھی یہی حال ہے۔ امید ہے یہ مثال بنے گی۔", Stance.NEUTRAL),
    ),
    "Shaded crossings with a button at the four busiest bus stations": (
        Words("bilal-ahmed", "A button is only worth its cost if green comes within forty seconds; longer, and people run. With that rule the signals at F-8 cut injuries by half.", Stance.FOR, helpful=10, unhelpful=1),
        Words("neighbour-12", "Faizabad stands still already. Another red light and the queue reaches the airport road.", Stance.AGAINST, helpful=7, unhelpful=2),
        Words("ayesha-khan", "My mother is seventy and needs two attempts to cross. Please.", Stance.FOR, helpful=8),
        Words("neighbour-16", "سایہ بھی ضروری ہے؛ جون میں بیس منٹ کھڑا ہونا ممکن نہیں۔", Stance.FOR, helpful=4),
    ),
    "A cable car from Saidpur to Pir Sohawa": (
        Words("neighbour-02", "Quiet, clean, and the hill would be for walkers again.", Stance.FOR, helpful=3),
        Words("neighbour-24", "It is a national park. Whoever builds one pylon there builds ten.", Stance.AGAINST, helpful=9),
    ),
    "Clean drinking water at every bus terminal": (
        Words("neighbour-05", "Who changes the filters? Three filters of the last programme are dry since 2021.", Stance.QUESTION, helpful=6),
        Words("neighbour-30", "ہر اڈے پر صاف پانی بنیادی حق ہے۔", Stance.FOR, helpful=5),
    ),
    "A bus lane on the Expressway in the rush hours": (
        Words("neighbour-05", "As a nurse I stand in that queue twice a day, in a van with nineteen others. Yes, please.", Stance.FOR, helpful=8),
        Words("neighbour-12", "Cars will go through Chak Shahzad instead and the queue will be in front of our houses.", Stance.AGAINST, helpful=6, unhelpful=1),
        Words("bilal-ahmed", "That is the real risk. The trial should count cars in Chak Shahzad from the first week, and end if they rise by more than a tenth.", to=1, helpful=6),
        Words("ayesha-khan", "What happens to motorcycles? Half of those who are hurt on this road sit on one.", Stance.QUESTION, helpful=5),
    ),
    "بھارہ کہو میں پانی کی فراہمی ہر روز": (
        Words("neighbour-16", "ہماری گلی میں چار دن سے پانی نہیں آیا۔ وقت مقرر ہو تو کم از کم انسان کام پر جا سکے۔", Stance.FOR, helpful=4),
        Words("neighbour-07", "پہلے ٹوٹے پائپ ٹھیک ہوں، ورنہ مقررہ وقت پر بھی ہوا ہی آئے گی۔", Stance.NEUTRAL, helpful=3),
    ),
}


def talk(numbers: dict[str, int], actors: dict[str, Actor], now: datetime) -> None:
    """Write every comment, answer, mark and pin. `numbers`: proposals by their title."""
    for title, words in THREADS.items():
        made: list[int] = []
        for n, w in enumerate(words):
            at = now - timedelta(days=LONG_AGO.get(title, 9)) + timedelta(hours=9 * n)
            parent = made[w.to] if w.to is not None else None
            made.append(commenting.post_comment(SUBJECT, numbers[title], words=w.text, stance=w.stance, parent_id=parent, once=f"demo {numbers[title]}-{n}", actor=actors[w.who], now=at))
            readers = [a for sub, a in actors.items() if sub != w.who and sub.startswith("neighbour")]
            for m in range(w.helpful + w.unhelpful):
                tending.mark_comment(made[-1], is_helpful=m < w.helpful, actor=readers[(n * 5 + m) % len(readers)], now=at + timedelta(hours=1))
            if w.pinned:
                tending.pin_answer(made[-1], pinned=True, actor=actors[w.who], now=at)
