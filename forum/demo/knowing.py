"""Lets invented professionals say what they know, and has it checked, through the same actions that people use."""

from datetime import datetime, timedelta

from forum.accounts import queries as accounts
from forum.accounts.types import ClaimKind
from forum.city import queries as city
from forum.discussions.actions import asking
from forum.kernel.rules import Actor
from forum.kernel.sealing import Box
from forum.professionals.actions import claiming, keeping, networking, reviewing
from forum.professionals.queries import claims

FIELDS = (
    ("transport", {"en": "Transport", "ur": "نقل و حمل"}), ("housing", {"en": "Housing and planning", "ur": "رہائش اور منصوبہ بندی"}), ("water", {"en": "Water and sanitation", "ur": "پانی اور صفائی"}),
    ("heritage", {"en": "Heritage", "ur": "ثقافتی ورثہ"}), ("environment", {"en": "Environment and climate", "ur": "ماحول اور آب و ہوا"}), ("health", {"en": "Public health", "ur": "صحت عامہ"}),
    ("energy", {"en": "Energy", "ur": "توانائی"}), ("finance", {"en": "Public finance", "ur": "سرکاری مالیات"}), ("law", {"en": "Law", "ur": "قانون"}), ("education", {"en": "Education", "ur": "تعلیم"}),
)  # fmt: skip
BODIES = (
    {"short": "PEC", "name": "Pakistan Engineering Council", "country": "Pakistan", "register_url": "https://www.pec.org.pk/", "pattern": r"[A-Z]+/?\d{3,8}", "months": 12},
    {"short": "PCATP", "name": "Pakistan Council of Architects and Town Planners", "country": "Pakistan", "register_url": "https://www.pcatp.org.pk/", "pattern": r"[AP]-?\d{3,6}", "months": 12},
    {"short": "RTPI", "name": "Royal Town Planning Institute", "country": "United Kingdom", "register_url": "https://www.rtpi.org.uk/", "pattern": r"\d{4,7}", "months": 12},
    {"short": "AICP", "name": "American Institute of Certified Planners", "country": "United States", "register_url": "https://www.planning.org/aicp/", "pattern": r"\d{4,7}", "months": 24},
)


OTHERS = (
    ("Structural engineer", "PEC", "housing"), ("Town planner", "PCATP", "housing"), ("Highway engineer", "PEC", "transport"), ("Architect", "PCATP", "heritage"), ("Environmental engineer", "PEC", "environment"),
    ("Traffic engineer", "PEC", "transport"), ("Town planner", "PCATP", "transport"), ("Electrical engineer", "PEC", "energy"), ("Landscape architect", "PCATP", "environment"), ("Hydraulic engineer", "PEC", "water"),
    ("Architect", "PCATP", "housing"), ("Civil engineer", "PEC", "water"),
)  # fmt: skip


def lists() -> None:
    """Fill the city's lists: fields and recognised bodies."""
    for slug, name in FIELDS:
        keeping.add_field(slug, name)
    for body in BODIES:
        keeping.add_body(**body)  # type: ignore[arg-type]


def check(actors: dict[str, Actor], box: Box, now: datetime) -> None:
    """Check a transport planner, an engineer and a dozen others against their registers, and leave an architect waiting."""
    reviewer = actors["sana-malik"]
    for who, title, short, number, field, days in (
        ("bilal-ahmed", "Transport planner", "PCATP", "P-2417", "transport", 80),
        ("neighbour-12", "Water engineer", "PEC", "CIVIL/18842", "water", 40),
    ):
        at = now - timedelta(days=days)
        claim = _claim(actors[who], title, short=short, number=number, field=field, box=box, at=at)
        claiming.send_claim(claim, note="", actor=actors[who], now=at)
        reviewing.look_up_register(claim, number_matches=True, name_matches=True, source="Printed register of the year, seen at the desk", actor=reviewer, now=at + timedelta(days=2))
        reviewing.decide(claim, outcome="approved", reason="", checks=("Number and name agree with the register.", "The entry is current."), has_no_stake=True, actor=reviewer, now=at + timedelta(days=2))
    for n, (title, short, field) in enumerate(OTHERS):
        engineer, at = actors[f"resident-{n * 3:02d}"], now - timedelta(days=95 - n)
        claim = _claim(engineer, title, short=short, number=f"{'CIVIL/' if short == 'PEC' else 'P-'}{4100 + n * 37}", field=field, box=box, at=at)
        claiming.send_claim(claim, note="", actor=engineer, now=at)
        reviewing.look_up_register(claim, number_matches=True, name_matches=True, source="Printed register of the year, seen at the desk", actor=reviewer, now=at + timedelta(days=1))
        reviewing.decide(claim, outcome="approved", reason="", checks=("Number and name agree with the register.", "The entry is current."), has_no_stake=True, actor=reviewer, now=at + timedelta(days=1))
    waiting = _claim(actors["neighbour-21"], "Architect", short="PCATP", number="A-5310", field="heritage", box=box, at=now - timedelta(days=1))
    claiming.send_claim(waiting, note="My name in the register is spelt with one b.", actor=actors["neighbour-21"], now=now - timedelta(hours=20))


def meet(proposal: int, actors: dict[str, Actor], now: datetime) -> None:
    """Let the two who were checked take questions and know each other; somebody asks them, one answers, one question waits."""
    planner, engineer, asker = actors["bilal-ahmed"], actors["neighbour-12"], actors["neighbour-03"]
    districts = list(city.district_ids_by_slug().values())
    keeping.save_profile(headline="Twelve years of bus lanes and safe crossings", sections={"positions": {"source": "- Transport planner, metropolitan corporation\n- Lecturer, evening classes", "visible": "public"}},
                         district_id=districts[0], takes_questions=True, actor=planner, now=now - timedelta(days=70))  # fmt: skip
    keeping.save_profile(headline="Pumps, pipes, and what leaks between them", sections={}, district_id=districts[1], takes_questions=True, actor=engineer, now=now - timedelta(days=35))
    networking.ask_to_connect(accounts.person(planner.person or 0).handle, note="We shared a panel on monsoon drains.", actor=engineer, now=now - timedelta(days=30))
    networking.ask_to_connect(accounts.person(engineer.person or 0).handle, note="", actor=planner, now=now - timedelta(days=29))
    fields = {f.slug: f.id for f in claims.fields("en")}
    asked = asking.ask_experts("proposal", proposal, field_id=fields["transport"], words="What does a raised crossing cost with its drains, and what is usually forgotten when one is planned?", actor=asker, now=now - timedelta(days=4))
    asking.answer_question(asked, words="Between two and four times the paint, because the water needs a way past it. What is forgotten is the year after: who mends it.", interest="None", once="demo answer", actor=planner, now=now - timedelta(days=2))
    asking.ask_experts("proposal", proposal, field_id=fields["water"], words="Would raised crossings hold back the monsoon water, or send it into the shops beside them?", actor=actors["neighbour-08"], now=now - timedelta(days=1))


def _claim(actor: Actor, title: str, *, short: str, number: str, field: str, box: Box, at: datetime) -> int:
    body = next(b for b in claims.bodies() if b.short == short)
    chosen = next(f for f in claims.fields("en") if f.slug == field)
    return claiming.start_claim(kind=ClaimKind.REGISTRATION, title=title, organisation="", body_id=body.id, field_id=chosen.id, identifier=number, valid_until=None, actor=actor, box=box, now=at)
