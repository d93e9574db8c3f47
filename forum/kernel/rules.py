"""Who may do what: actors, roles, and rules that say why not and what to do next.

A room's `access.py` holds its rows of the permission table: an action's name and its rule. Rules are
named and composed, so that the whole table can be printed and read (docs/permissions.md).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from forum.kernel.errors import NextStep
from forum.kernel.words import N_


class Role(StrEnum):
    """What the city entrusts a person with. Everyone signed in is a citizen."""

    CITIZEN = "citizen"
    MODERATOR = "moderator"
    OFFICER = "officer"
    COUNCIL_MEMBER = "council_member"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


STAFF = frozenset({Role.MODERATOR, Role.OFFICER, Role.COUNCIL_MEMBER, Role.AUDITOR, Role.ADMINISTRATOR})
FRESH_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class Grant:
    """A role as held: in the whole city (`area` is None) or in one area of it."""

    role: Role
    area: int | None = None


@dataclass(frozen=True)
class Actor:
    """Who acts. `person` is None for a stranger; `authenticated_at` is when they last proved who they are."""

    person: int | None = None
    session: int | None = None
    public_id: str = ""
    handle: str = ""
    name: str = ""
    locale: str | None = None
    email_confirmed: bool = False
    suspended: bool = False
    authenticated_at: datetime | None = None
    grants: frozenset[Grant] = frozenset()

    @property
    def is_signed_in(self) -> bool:
        return self.person is not None

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(g.role for g in self.grants)

    @property
    def is_staff(self) -> bool:
        return bool(self.roles & STAFF)

    def has_role(self, role: Role, *, area: int | None = None) -> bool:
        """Tell whether the role is held in the whole city, or in `area` when one is named."""
        return any(g.role == role and (g.area is None or g.area == area) for g in self.grants)


STRANGER = Actor()


@dataclass(frozen=True)
class Refusal:
    """Why not (a marked sentence), and what to do about it."""

    reason: str
    next_step: NextStep | None = None
    sign_in: bool = False
    confirm: bool = False


Check = Callable[[Actor, datetime], Refusal | None]


@dataclass(frozen=True)
class Rule:
    """A named check. `name` is what the permission table shows."""

    name: str
    check: Check

    def __and__(self, other: "Rule") -> "Rule":
        return Rule(f"{self.name} and {other.name}", lambda a, t: self.check(a, t) or other.check(a, t))


Permissions = Mapping[str, Rule]

SIGN_IN = Refusal(N_("Please sign in first."), sign_in=True)
SUSPENDED = Refusal(
    N_("Your account is suspended: you can read, and you can appeal."),
    NextStep(N_("See why"), "accounts.overview"),
)
CONFIRM_EMAIL = Refusal(
    N_("Confirm your e-mail address to do this."),
    NextStep(N_("Confirm my e-mail address"), "accounts.email"),
)
CONFIRM_IDENTITY = Refusal(
    N_("This is a step that cannot be undone by itself, so please sign in once more."), confirm=True
)


def _anyone(actor: Actor, now: datetime) -> Refusal | None:
    return None


def _signed_in(actor: Actor, now: datetime) -> Refusal | None:
    return None if actor.is_signed_in else SIGN_IN


def _in_good_standing(actor: Actor, now: datetime) -> Refusal | None:
    if not actor.is_signed_in:
        return SIGN_IN
    return SUSPENDED if actor.suspended else None


def _email_confirmed(actor: Actor, now: datetime) -> Refusal | None:
    return _in_good_standing(actor, now) or (None if actor.email_confirmed else CONFIRM_EMAIL)


def _fresh(actor: Actor, now: datetime) -> Refusal | None:
    if not actor.is_signed_in:
        return SIGN_IN
    at = actor.authenticated_at
    return None if at is not None and now - at <= FRESH_FOR else CONFIRM_IDENTITY


def holds(*roles: Role) -> Rule:
    """Return the rule that the actor holds one of `roles` in the whole city, and is not suspended."""
    return _holding(roles, " or ".join(r.value.replace("_", " ") for r in roles), lambda a: any(a.has_role(r) for r in roles))


def holds_somewhere(*roles: Role) -> Rule:
    """Return the rule that the actor holds one of `roles` in some area at least; the action compares the area."""
    name = " or ".join(r.value.replace("_", " ") for r in roles) + ", each in their area"
    return _holding(roles, name, lambda a: bool(a.roles & set(roles)))


def _holding(roles: tuple[Role, ...], name: str, held: Callable[[Actor], bool]) -> Rule:
    refusal = Refusal(N_("This page is for people the city has entrusted with it."))

    def check(actor: Actor, now: datetime) -> Refusal | None:
        return _in_good_standing(actor, now) or (None if held(actor) else refusal)

    return Rule(name, check)


anyone = Rule("anyone", _anyone)
signed_in = Rule("signed in", _signed_in)
in_good_standing = Rule("signed in, not suspended", _in_good_standing)
email_confirmed = Rule("e-mail confirmed", _email_confirmed)
fresh = Rule("signed in again within 10 minutes", _fresh)
staff = holds_somewhere(*sorted(STAFF))
