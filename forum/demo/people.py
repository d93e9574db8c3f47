"""The invented people of the demo city."""

from dataclasses import dataclass

from forum.kernel.rules import Role
from forum.kernel.words import N_


@dataclass(frozen=True)
class Persona:
    """Somebody invented. `line` says what to try as them; only those with a line stand on the sign-in page."""

    sub: str
    name: str
    district: str
    locale: str = "en"
    role: Role | None = None
    about: str = ""
    line: str = ""
    confirmed: bool = True

    @property
    def email(self) -> str:
        return f"{self.sub}@demo.invalid"


PERSONAS = (
    Persona("ayesha-khan", "Ayesha Khan", "g-9", about="Teacher. I cycle where I dare to.",
            line=N_("A citizen of G-9: her district is confirmed, so she may endorse and vote.")),
    Persona("bilal-ahmed", "Bilal Ahmed", "f-8", about="Transport planner, twelve years of bus networks.",
            line=N_("An urban professional, a transport planner.")),
    Persona("nadia-hussain", "Nadia Hussain", "f-7", role=Role.COUNCIL_MEMBER, about="Council member for transport and public space.",
            line=N_("A council member, who must answer.")),
    Persona("imran-qureshi", "Imran Qureshi", "i-8", role=Role.MODERATOR, line=N_("A moderator, who keeps the conversation fair.")),
    Persona("khadija-noor", "Khadija Noor", "g-11", role=Role.MODERATOR, line=N_("A second moderator, who decides appeals and looks twice.")),
    Persona("sana-malik", "Sana Malik", "g-6", role=Role.OFFICER, line=N_("A city officer, who checks papers and hands out codes.")),
    Persona("farhan-siddiqui", "Farhan Siddiqui", "f-6", role=Role.ADMINISTRATOR, line=N_("An administrator, who entrusts roles and keeps the settings.")),
    Persona("rubina-aslam", "Rubina Aslam", "e-11", role=Role.AUDITOR, line=N_("An auditor, who reads everything and changes nothing.")),
    Persona("hamza-tariq", "حمزہ طارق", "tarnol", locale="ur", confirmed=False, line=N_("A newcomer who reads Urdu and has not confirmed a district yet.")),
)  # fmt: skip

NEIGHBOURS = (
    ("Zainab Mirza", "f-6"), ("Usman Ghani", "f-7"), ("Mariam Javed", "g-9"), ("Ali Raza", "g-11"), ("Hina Shahid", "i-10"),
    ("Kamran Yousaf", "e-11"), ("Saima Noreen", "bhara-kahu"), ("Tahir Mehmood", "tarnol"), ("Amna Iqbal", "f-8"), ("Junaid Akram", "i-8"),
    ("Fatima Zahra", "g-6"), ("Owais Butt", "g-9"), ("Rabia Saleem", "g-11"), ("Shahzad Anwar", "i-10"), ("Nimra Asif", "f-7"),
    ("Waqas Haider", "bhara-kahu"), ("Lubna Parveen", "tarnol"), ("Daniyal Sheikh", "e-11"), ("Sadia Rehman", "i-8"), ("Adeel Chaudhry", "f-8"),
    ("Mahnoor Abbasi", "g-9"), ("Faisal Nawaz", "g-11"), ("Iqra Bashir", "f-6"), ("Salman Dar", "i-10"), ("Aliya Kazmi", "g-6"),
    ("نائلہ فاروق", "bhara-kahu"), ("عثمان شاہ", "tarnol"), ("ثناء اللہ", "i-10"), ("مہوش حیات", "g-11"), ("کاشف رضا", "g-6"),
    ("رضیہ بی بی", "e-11"), ("بلال عباس", "f-8"), ("سمیرا جاوید", "i-8"),
)  # fmt: skip


# The many who endorse, mark and vote, so that numbers of people are large enough to be shown: a given name and a family name each, by turns.
GIVEN = ("Asad", "Bushra", "Danish", "Erum", "Fahad", "Ghazala", "Haris", "Irum", "Jamil", "Kiran", "Luqman", "Maryam", "Noman", "Palwasha", "Qasim", "Rukhsana", "Saad", "Tehmina", "Umair", "Wajiha", "Yasir", "Zoya")
FAMILY = ("Awan", "Baig", "Cheema", "Durrani", "Gilani", "Hashmi", "Janjua", "Khattak", "Lodhi", "Memon", "Niazi", "Paracha", "Rana")
HOMES = ("g-9", "g-11", "i-10", "g-11", "g-9", "g-11", "i-10", "g-9", "f-8", "g-11", "g-9", "g-9", "g-11")  # two that stand beside each other, so that not every number by district is hidden
RESIDENTS = 91

COUNCILLORS = {25, 27, 31, 33}  # of the neighbours, by their place in the list; with the persona they are the council


def everyone() -> tuple[Persona, ...]:
    """Return the personas, and their neighbours who only populate the city."""
    neighbours = tuple(
        Persona(f"neighbour-{n:02d}", name, district, locale="en" if name.isascii() else "ur", confirmed=n % 4 != 0, role=Role.COUNCIL_MEMBER if n in COUNCILLORS else None)
        for n, (name, district) in enumerate(NEIGHBOURS, start=1)
    )
    residents = tuple(Persona(f"resident-{n:02d}", f"{GIVEN[n % len(GIVEN)]} {FAMILY[n % len(FAMILY)]}", HOMES[n % len(HOMES)]) for n in range(RESIDENTS))
    return PERSONAS + neighbours + residents
