"""One-time codes by e-mail: the way in without a social account, and the proof of an address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from forum.accounts.models import EmailCode
from forum.accounts.types import ProvenIdentity, Purpose
from forum.kernel import letters
from forum.kernel.db import db
from forum.kernel.errors import TooMany
from forum.kernel.hashing import keyed_hash, same
from forum.kernel.ids import new_code, new_public_id
from forum.kernel.rules import Actor
from forum.kernel.words import N_

LASTS = timedelta(minutes=15)
TRIES = 5
PER_HOUR = 10
ISSUER = "mailto:"

SUBJECT = N_("Your code for signing in")
ASKED = N_("Somebody, we hope you, asked for this code. It works once, for 15 minutes, in the browser that asked for it.")
NOT_YOU = N_("If it was not you, do nothing: without the code nobody gets in. Never tell it to anyone; we will not ask for it.")


@dataclass(frozen=True)
class CodeCheck:
    """How a typed code was taken: the address it proves, or how many tries are left (0: the code is dead)."""

    address: str | None
    purpose: Purpose
    tries_left: int = 0

    @property
    def identity(self) -> ProvenIdentity:
        """Return the address as a proven identity. Only for a code that was right."""
        address = self.address or ""
        return ProvenIdentity("email", ISSUER, address, "", address, address)


def send_code(*, address: str, purpose: Purpose, actor: Actor, now: datetime, locale: str | None, key: bytes) -> str:
    """Mail a code and return the name under which the browser may answer it.

    The same happens for a known and an unknown address. Raises TooMany after ten codes in an hour to one address.
    """
    recent = db.session.scalar(
        select(func.count()).where(EmailCode.address == address, EmailCode.sent_at > now - timedelta(hours=1))
    )
    if (recent or 0) >= PER_HOUR:
        raise TooMany(N_("We have sent several codes to this address within the hour. Please look for them, also under spam."))
    code, public_id = new_code(), new_public_id(24)
    db.session.add(EmailCode(
        public_id=public_id, address=address, code_hash=keyed_hash(key, public_id, code), purpose=purpose.value,
        person_id=actor.person if purpose is not Purpose.SIGN_IN else None, sent_at=now, expires_at=now + LASTS,
    ))  # fmt: skip
    draft = letters.Draft(subject=SUBJECT, lines=(ASKED, NOT_YOU), code=code)
    # Not filed under the person who asks: whoever types an address is not its owner until the code comes back.
    letters.send(draft, to=address, locale=locale, once=f"code {public_id}", now=now)
    return public_id


def check_code(*, public_id: str, typed: str, now: datetime, key: bytes) -> CodeCheck:
    """Compare a typed code. A wrong one costs a try; five wrong ones, fifteen minutes or one use end it."""
    row = db.session.scalars(select(EmailCode).where(EmailCode.public_id == public_id).with_for_update(key_share=True).execution_options(populate_existing=True)).one_or_none()
    if row is None:
        return CodeCheck(None, Purpose.SIGN_IN)
    purpose = Purpose(row.purpose)
    if row.used_at is not None or row.expires_at <= now or row.wrong >= TRIES:
        return CodeCheck(None, purpose)
    if not same(row.code_hash, keyed_hash(key, public_id, _digits(typed))):
        row.wrong += 1
        return CodeCheck(None, purpose, TRIES - row.wrong)
    row.used_at = now
    return CodeCheck(row.address, purpose)


def _digits(typed: str) -> str:
    """Return the digits of what was typed, whichever script they are in."""
    return "".join(str(int(c)) for c in typed if c.isdecimal())
