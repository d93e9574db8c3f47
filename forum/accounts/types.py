"""What accounts tells other rooms."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from forum.kernel.rules import Role
from forum.kernel.words import N_


class Purpose(StrEnum):
    """Why somebody proves an identity: to enter, to add a way in, to confirm it is still them, to confirm an address."""

    SIGN_IN = "sign_in"
    LINK = "link"
    CONFIRM = "confirm"
    EMAIL = "email"


class Failure(StrEnum):
    """Why nobody was signed in."""

    DENIED = "denied"
    AWAY = "away"
    STALE = "stale"
    REFUSED = "refused"


FAILURES: dict[Failure, str] = {
    Failure.DENIED: N_("You did not give your consent there, so nothing was shared and you are not signed in."),
    Failure.AWAY: N_("The sign-in service did not answer. It may be a moment's trouble; please try again or use another way in."),
    Failure.STALE: N_("This sign-in was begun in another browser, or too long ago, or was already used. Please start again."),
    Failure.REFUSED: N_("The answer of the sign-in service did not pass our checks, so we did not let anyone in."),
}


VERIFICATIONS = frozenset({"IDENTITY", "WORKPLACE"})


@dataclass(frozen=True)
class ProvenIdentity:
    """What a provider said, after every check. `email` is set only where the provider vouches for it."""

    provider: str
    issuer: str
    subject: str
    name: str = ""
    email: str | None = None
    label: str = ""
    verified: tuple[str, ...] | None = None  # what the provider says it has verified; None: it was not asked, or did not answer


@dataclass(frozen=True)
class Entered:
    """A new session: the secret for the cookie, whose it is, and whether the account was made just now."""

    token: str
    person_id: int
    is_new: bool = False


class ClaimKind(StrEnum):
    """What somebody says of themselves that can be checked."""

    REGISTRATION = "registration"
    EMPLOYMENT = "employment"
    DEGREE = "degree"
    RESEARCH = "research"
    OFFICE = "office"
    PRACTICE = "practice"


STANDING_WORDS: dict[ClaimKind, str] = {
    ClaimKind.REGISTRATION: N_("%(title)s · %(body)s registration checked %(checked)s by the city · valid to %(until)s"),
    ClaimKind.EMPLOYMENT: N_("%(title)s · works at %(body)s, checked %(checked)s by the city · valid to %(until)s"),
    ClaimKind.DEGREE: N_("%(title)s · degree of %(body)s checked %(checked)s by the city · valid to %(until)s"),
    ClaimKind.RESEARCH: N_("%(title)s · research at %(body)s checked %(checked)s by the city · valid to %(until)s"),
    ClaimKind.OFFICE: N_("%(title)s · office at %(body)s checked %(checked)s by the city · valid to %(until)s"),
    ClaimKind.PRACTICE: N_("%(title)s · practice at %(body)s checked %(checked)s by the city · valid to %(until)s"),
}


@dataclass(frozen=True)
class ShownStanding:
    """What was checked of an author: the claim with its dossier, kind, title, body, field, when, until when."""

    claim_id: int
    kind: ClaimKind
    title: str
    body: str
    field_id: int
    checked_at: datetime
    valid_until: datetime


@dataclass(frozen=True)
class Author:
    """A person as an author line shows them. A closed account has no name and no page."""

    id: int
    name: str
    handle: str | None
    roles: tuple[Role, ...] = ()
    standings: tuple[ShownStanding, ...] = ()


@dataclass(frozen=True)
class PersonRow:
    """A person in a staff list."""

    public_id: str
    name: str
    handle: str
    email: str | None
    email_confirmed: bool
    joined_at: datetime
    roles: tuple[Role, ...]
    suspended: bool


class OnLeaving(StrEnum):
    """What happens to a row when its person closes the account."""

    DELETE = "delete"
    DETACH = "detach"
    KEEP = "keep"


Farewell = Callable[[int, datetime], None]
"""What a room does before a person's rows go: it is given the person's id and the time."""


@dataclass(frozen=True)
class PersonalTable:
    """One table that speaks of people: by which column, what leaving does to it, and why.

    `hidden`: columns left out of the person's own download. Rows that only lose the name are mostly about somebody else, and of those
    the download gives the number; with `is_own` it gives the row. `once`: a row is in the download once this column is set.
    `is_secret`: none is.
    """

    table: str
    column: str
    on_leaving: OnLeaving
    why: str
    hidden: tuple[str, ...] = ()
    is_own: bool = False
    once: str = ""
    is_secret: bool = False


ROLE_NAMES: dict[Role, str] = {
    Role.CITIZEN: N_("Citizen"),
    Role.MODERATOR: N_("Moderator"),
    Role.OFFICER: N_("City officer"),
    Role.COUNCIL_MEMBER: N_("Council member"),
    Role.AUDITOR: N_("Auditor"),
    Role.ADMINISTRATOR: N_("Administrator"),
}

ROLE_MEANINGS: dict[Role, str] = {
    Role.MODERATOR: N_("Keeps discussion within the published rules."),
    Role.OFFICER: N_("Checks residency, publishes notices, runs votes, follows up."),
    Role.COUNCIL_MEMBER: N_("Reads what the city said and answers with a decision and reasons."),
    Role.AUDITOR: N_("Reads everything staff can read and changes nothing."),
    Role.ADMINISTRATOR: N_("Entrusts roles and keeps the settings of the city."),
}
