"""What residency tells other rooms."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from forum.kernel.words import N_, Sentence


class Method(StrEnum):
    """A way to confirm where somebody lives."""

    INVITATION = "invitation"
    ROLL = "roll"
    EMAIL_DOMAIN = "email_domain"
    DOCUMENT = "document"
    LETTER = "letter"


@dataclass(frozen=True)
class MethodWords:
    """How a method is called, what it asks for, and for how many days a confirmation by it holds."""

    title: str
    line: str
    icon: str
    valid_days: int
    staff_line: str


METHODS: dict[Method, MethodWords] = {
    Method.INVITATION: MethodWords(
        N_("Invitation code"), N_("The city, your union council or a help desk gave you a code."), "ticket", 730,
        N_("Codes handed out at desks and meetings; each works once."),
    ),
    Method.ROLL: MethodWords(
        N_("City roll"), N_("Your reference number and year of birth, compared with a list the city holds."), "list-checks", 730,
        N_("A list you upload; only salted hashes of it are kept."),
    ),
    Method.EMAIL_DOMAIN: MethodWords(
        N_("E-mail of an institution here"), N_("Your confirmed address belongs to a university or office in the city."), "at-sign", 365,
        N_("Addresses of institutions whose members live in a known district."),
    ),
    Method.DOCUMENT: MethodWords(
        N_("Photo of a bill or paper"), N_("An officer looks at it; then it is deleted."), "file-check", 730,
        N_("An officer looks at a photo; the file is encrypted, and deleted after the decision."),
    ),
    Method.LETTER: MethodWords(
        N_("Letter to your address"), N_("We post you a code. The address is deleted when the letter is printed."), "mail", 1095,
        N_("A code in a printed letter; the address is encrypted until then."),
    ),
}  # fmt: skip


class Act(StrEnum):
    """What a person wants to do, and may need to have shown something for."""

    COMMENT = "comment"
    ENDORSE = "endorse"
    VOTE = "vote"


class Need(StrEnum):
    """What an act asks for."""

    EMAIL = "e-mail confirmed"
    RESIDENT_OF_AREA = "resident of the area"


@dataclass(frozen=True)
class Standing:
    """What a person has shown: signed in, e-mail confirmed, district confirmed until when."""

    person_id: int | None
    email_confirmed: bool = False
    suspended: bool = False
    district_id: int | None = None
    method: Method | None = None
    confirmed_at: datetime | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True)
class Tried:
    """How an attempt to confirm went; `reason` says why not."""

    confirmed: bool
    reason: Sentence | str | None = None


@dataclass(frozen=True)
class Waiting:
    """A paper that waits to be looked at, or is being looked at."""

    id: int
    person_id: int
    name: str
    district: str
    submitted_at: datetime
    opened_by: str | None


@dataclass(frozen=True)
class PrintedLetter:
    """One letter of the printable sheet."""

    name: str
    address: str
    code: str
    district: str
