"""Mail that cannot be lost: a row written with the change that caused it, sent after the commit.

A mail is claimed (committed), sent, and marked sent (committed). A worker killed between the claim and the
mark leaves a claimed row; it is tried again after ten minutes under the same Message-ID.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy, Policy
from email.utils import format_datetime

from sqlalchemy import Index, String, Text, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import jobs
from forum.kernel.db import Base, db
from forum.kernel.ids import new_public_id
from forum.kernel.text import one_line

ATTEMPTS = 8
CLAIM = timedelta(minutes=10)


class _Unfolded(UnstructuredHeader, BaseHeader):
    """A header that is one line, however long: an address in it would be broken, or encoded, which mail programs do not undo there (RFC 2047, section 5)."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _Unfolded)
WIRE = EmailPolicy(linesep=SMTP.linesep, header_factory=_HEADERS)


class Mail(Base):
    """A mail to one person. `state` is queued, sending, sent or failed; `once` keeps one act from mailing twice."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_due", "due_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    once: Mapped[str] = mapped_column(String(120), unique=True)
    person_id: Mapped[int | None] = mapped_column(index=True)
    to_address: Mapped[str] = mapped_column(String(254))
    locale: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str] = mapped_column(String(80))
    off: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[str] = mapped_column(String(10), default="queued")
    created_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class Letter:
    """What a mail says: subject, plain text and HTML, in one language."""

    subject: str
    text: str
    html: str
    locale: str


def post(letter: Letter, *, to: str, once: str, now: datetime, person_id: int | None = None, off: str = "") -> None:
    """Put a mail into the outbox of the running transaction. A second one with the same `once` is dropped.

    `off`: the address that stops such mail with one click (RFC 8058).
    """
    if db.session.scalar(select(Mail.id).where(Mail.once == once)) is not None:
        return
    db.session.add(Mail(
        once=once, person_id=person_id, to_address=to, locale=letter.locale, subject=one_line(letter.subject), text=letter.text,
        html=letter.html, message_id=f"<{new_public_id(24)}@forum>", created_at=now, due_at=now, off=off,
    ))  # fmt: skip
    db.session.flush()
    jobs.work_waits()


def due(now: datetime, limit: int = 50) -> list[int]:
    """Return the mails to send now, oldest first."""
    return list(db.session.scalars(select(Mail.id).where(Mail.due_at <= now).order_by(Mail.due_at, Mail.id).limit(limit)))


def claim(mail_id: int, now: datetime) -> Mail | None:
    """Take a due mail for sending and return it; None when another worker has it."""
    taken = db.session.execute(
        update(Mail).where(Mail.id == mail_id, Mail.due_at <= now)
        .values(state="sending", due_at=now + CLAIM, attempts=Mail.attempts + 1).returning(Mail.id)
    ).scalar()  # fmt: skip
    return None if taken is None else db.session.get_one(Mail, mail_id, populate_existing=True)


def message_of(mail: Mail) -> EmailMessage:
    """Return the mail as the wire wants it. Raises ValueError when its address or words cannot be one."""
    message = EmailMessage(policy=WIRE)
    message["Subject"], message["To"], message["Message-ID"] = mail.subject, Address(addr_spec=mail.to_address), mail.message_id
    message["Date"] = format_datetime(mail.created_at)
    message["Content-Language"], message["Auto-Submitted"] = mail.locale, "auto-generated"
    if mail.off:
        message["List-Unsubscribe"], message["List-Unsubscribe-Post"] = f"<{mail.off}>", "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def mark_sent(mail_id: int, now: datetime) -> None:
    """Note that the mail server took the mail. Its words are dropped: nobody needs them any more."""
    mail = db.session.get_one(Mail, mail_id)
    mail.state, mail.sent_at, mail.due_at, mail.error = "sent", now, None, None
    mail.text = mail.html = ""
    if mail.person_id is None:
        mail.to_address = ""  # it was written to an address, not to a person; nobody would ever delete it


def mark_failed(mail_id: int, error: str, now: datetime) -> None:
    """Try again later, twice as late each time; after eight attempts, or a final refusal, give up visibly."""
    mail = db.session.get_one(Mail, mail_id)
    mail.error = error[:500]
    again = mail.attempts < ATTEMPTS and not error.startswith("refused")
    mail.state = "queued" if again else "failed"
    mail.due_at = now + timedelta(seconds=30 * 2**mail.attempts) if again else None


def retry(mail_id: int, now: datetime) -> None:
    """Put a failed mail back into the queue."""
    mail = db.session.get(Mail, mail_id)
    if mail is not None and mail.state == "failed":
        mail.state, mail.due_at, mail.attempts, mail.error = "queued", now, 0, None
        jobs.work_waits()


def forget_sent(before: datetime) -> None:
    """Delete mail that was sent, or given up, and written before a moment."""
    db.session.execute(delete(Mail).where(Mail.state.in_(("sent", "failed")), Mail.created_at < before))


def forget_address(address: str) -> None:
    """Delete every mail to an address, whatever became of it."""
    db.session.execute(delete(Mail).where(func.lower(Mail.to_address) == address.lower()))
