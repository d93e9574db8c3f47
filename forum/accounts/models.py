"""Tables of people, identities, sessions and roles."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel.db import Base


class Person(Base):
    """An account. When it is closed the row stays, without a name, so that threads keep their shape."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    handle: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    name_skeleton: Mapped[str] = mapped_column(String(240), index=True)
    about: Mapped[str] = mapped_column(Text, default="")
    about_html: Mapped[str] = mapped_column(Text, default="")
    is_public: Mapped[bool] = mapped_column(Boolean, default=False)
    locale: Mapped[str | None] = mapped_column(String(8))
    email: Mapped[str | None] = mapped_column(String(254))
    email_confirmed_at: Mapped[datetime | None]
    joined_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Identity(Base):
    """A way in: an issuer and its name for the person."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    provider: Mapped[str] = mapped_column(String(40))
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    label: Mapped[str] = mapped_column(String(254), default="")
    added_at: Mapped[datetime]
    used_at: Mapped[datetime]
    verified: Mapped[str] = mapped_column(String(60), default="")  # what the provider says it has verified, in its words
    verified_at: Mapped[datetime | None]


class Session(Base):
    """One browser signed in. Only the hash of the cookie's secret is kept."""

    __tablename__ = "sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(80))
    provider: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[datetime]
    authenticated_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]


class EmailCode(Base):
    """A one-time code on its way to an address. The code is kept as a keyed hash."""

    __tablename__ = "email_codes"
    __table_args__ = (Index("ix_email_codes_address_sent_at", "address", "sent_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    address: Mapped[str] = mapped_column(String(254))
    code_hash: Mapped[str] = mapped_column(String(64))
    purpose: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    wrong: Mapped[int] = mapped_column(default=0)


class SignInAttempt(Base):
    """A sign-in on its way through a provider: state, nonce, verifier and purpose, used once."""

    __tablename__ = "sign_in_attempts"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    data: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class RoleGrant(Base):
    """A role entrusted to a person, by whom, when, why; and how it ended."""

    __tablename__ = "role_grants"
    __table_args__ = (
        Index("uq_role_grants_held", "person_id", "role", "area_id", unique=True,
              sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    area_id: Mapped[int] = mapped_column(default=0)  # a district of the city room, one floor up; 0: the whole city
    given_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    given_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(300))
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None] = mapped_column(String(300))


class Standing(Base):
    """What was checked of a person, as every author line shows it. The room that checks keeps it here, so that one query reads both.

    It holds for the name it was checked under, and until a day: another name, or that day, and no line shows it any more.
    """

    __tablename__ = "standings"

    claim_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # of a room above; no foreign key points up
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(String(120))
    field_id: Mapped[int] = mapped_column(index=True)
    checked_at: Mapped[datetime]
    valid_until: Mapped[datetime] = mapped_column(index=True)


class BarredIdentity(Base):
    """A way in of somebody who closed a suspended account, as a keyed hash, until the suspension would have ended."""

    __tablename__ = "barred_identities"

    identity_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[datetime]


class Suspension(Base):
    """A person may read and appeal but not act, until a day or until it is lifted."""

    __tablename__ = "suspensions"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    given_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    given_at: Mapped[datetime]
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(300))
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    lifted_at: Mapped[datetime | None]
