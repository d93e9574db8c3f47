"""How strong each kind of evidence is, how long it lasts, and when a claim counts as verified. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from forum.kernel.words import N_

STRONG, HALF = 3, 2


class Method(StrEnum):
    """How something was shown."""

    SELF = "self"
    SOCIAL = "social"
    WORK_EMAIL = "work_email"
    ORCID = "orcid"
    VOUCH = "vouch"
    DOCUMENT = "document"
    ATTESTATION = "attestation"
    CREDENTIAL = "credential"
    REGISTER = "register"


STRENGTH: dict[Method, int] = {
    Method.SELF: 0, Method.SOCIAL: 1, Method.WORK_EMAIL: 2, Method.ORCID: 2, Method.VOUCH: 2, Method.DOCUMENT: 3, Method.ATTESTATION: 3, Method.CREDENTIAL: 4, Method.REGISTER: 4,
}  # fmt: skip
LASTS: dict[Method, timedelta] = {
    Method.SELF: timedelta(days=3650), Method.SOCIAL: timedelta(days=365), Method.WORK_EMAIL: timedelta(days=182), Method.ORCID: timedelta(days=365),
    Method.VOUCH: timedelta(days=365), Method.DOCUMENT: timedelta(days=730), Method.ATTESTATION: timedelta(days=365),
    Method.CREDENTIAL: timedelta(days=365), Method.REGISTER: timedelta(days=365),
}  # fmt: skip
METHOD_NAMES: dict[Method, str] = {
    Method.SELF: N_("Their own word"),
    Method.SOCIAL: N_("A social account they control"),
    Method.WORK_EMAIL: N_("A link mailed to their work address"),
    Method.ORCID: N_("Signed in with ORCID"),
    Method.VOUCH: N_("Three verified professionals of two organisations vouch for them"),
    Method.DOCUMENT: N_("A document, read by two reviewers and deleted"),
    Method.ATTESTATION: N_("The organisation itself says so, through a person the city knows there"),
    Method.CREDENTIAL: N_("A credential signed by the organisation"),
    Method.REGISTER: N_("The public register, looked up by a reviewer"),
}


ELSEWHERE_LASTS = timedelta(days=90)
ELSEWHERE_NAMES: dict[str, str] = {
    "IDENTITY": N_("LinkedIn says it has verified this person’s identity"),
    "WORKPLACE": N_("LinkedIn says it has verified this person’s workplace"),
}


@dataclass(frozen=True)
class Proof:
    """One piece of evidence: how, and until when it holds."""

    method: Method
    expires_at: datetime

    @property
    def strength(self) -> int:
        return STRENGTH[self.method]


def suffices(proofs: Iterable[Proof], now: datetime) -> bool:
    """Tell whether what holds now is one piece of strength 3, or two different methods of strength 2."""
    live = [p for p in proofs if p.expires_at > now]
    return any(p.strength >= STRONG for p in live) or len({p.method for p in live if p.strength >= HALF}) >= 2


def holds_until(proofs: Iterable[Proof], approved_until: datetime, now: datetime) -> datetime | None:
    """Return the moment at which a claim approved until a day stops being verified; None when it is not verified now.

    That is the first end of a piece of evidence after which the rest no longer suffices, or the approval's own end.
    """
    found = [p for p in proofs if p.expires_at > now]
    if not suffices(found, now) or approved_until <= now:
        return None
    for end in sorted({p.expires_at for p in found}):
        if not suffices(found, end):
            return min(end, approved_until)
    return approved_until


@dataclass(frozen=True)
class Voucher:
    """Somebody who would vouch, as far as the rule must know them."""

    person_id: int
    organisation: str
    field_ids: frozenset[int]
    rests_on_vouching: bool
    vouched_lately: int
    vouched_by_claimant: bool


NEEDED, ORGANISATIONS, A_QUARTER, QUARTER = 3, 2, 5, timedelta(days=90)


def refusal_to_vouch(voucher: Voucher, *, claimant_id: int, field_id: int) -> str | None:
    """Return why somebody may not vouch, or None when they may. A marked sentence."""
    if voucher.person_id == claimant_id:
        return N_("Nobody vouches for themselves.")
    if field_id not in voucher.field_ids:
        return N_("Only professionals verified in the same field can vouch.")
    if voucher.vouched_by_claimant:
        return N_("They vouched for you; you cannot vouch for each other.")
    if voucher.rests_on_vouching:
        return N_("Your own standing rests on vouching alone, so that it could go round in a chain.")
    if voucher.vouched_lately >= A_QUARTER:
        return N_("You have vouched five times in ninety days; that is the most.")
    return None


def are_enough(organisations: Iterable[str]) -> bool:
    """Tell whether vouchers of these organisations are enough: three people, two organisations."""
    found = [o.casefold().strip() for o in organisations]
    return len(found) >= NEEDED and len(set(found)) >= ORGANISATIONS
