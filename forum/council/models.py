"""Tables of the council: cases and offices, decisions, milestones, sessions, and the city's calendar."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel.db import Base

Words = dict[str, str]


class Office(Base):
    """An office of the city that answers for cases."""

    __tablename__ = "council_offices"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[Words] = mapped_column(JSON)
    is_retired: Mapped[bool] = mapped_column(default=False)


class OfficePerson(Base):
    """Somebody who works for an office, and is reminded of what it owes."""

    __tablename__ = "council_office_people"

    office_id: Mapped[int] = mapped_column(ForeignKey("council_offices.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)


class CalendarRule(Base):
    """How many days the city gives itself, and which days of the week are free. One row; none: the usual."""

    __tablename__ = "council_calendar"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    days: Mapped[int]
    extension: Mapped[int]
    weekend: Mapped[str] = mapped_column(String(14))


class Holiday(Base):
    """A day on which no answer falls due."""

    __tablename__ = "council_holidays"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))


class Case(Base):
    """A proposal the council must answer. `version` counts every change, so that two at once are noticed; `step`: see `deadlines.Step`.

    `assigned_at`: when an office had it first. `rested_at`: when its authors last took it back; `rested_days`: for how long in all, which is not the city's time.
    """

    __tablename__ = "council_cases"
    __table_args__ = (Index("ix_council_cases_due", "state", "due_at", "id"), Index("ix_council_cases_office", "office_id", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), unique=True)
    state: Mapped[str] = mapped_column(String(10))
    received_at: Mapped[datetime]
    due_at: Mapped[datetime]
    first_due_at: Mapped[datetime]
    office_id: Mapped[int | None] = mapped_column(ForeignKey("council_offices.id"))
    assigned_at: Mapped[datetime | None]
    extended_at: Mapped[datetime | None]
    extended_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    extension_reason: Mapped[str] = mapped_column(String(600), default="")
    answered_at: Mapped[datetime | None]
    rested_at: Mapped[datetime | None]
    rested_days: Mapped[int] = mapped_column(default=0)
    step: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    touched_at: Mapped[datetime]


class Assignment(Base):
    """A case was given to an office."""

    __tablename__ = "council_assignments"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("council_cases.id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("council_offices.id"))
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)


class Lapse(Base):
    """A due day passed without an answer: the city's, and the office's that had the case then. Whoever has it later, and whatever day is named next, it stays theirs."""

    __tablename__ = "council_lapses"
    __table_args__ = (UniqueConstraint("case_id", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("council_cases.id"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("council_offices.id"))
    due_at: Mapped[datetime]
    at: Mapped[datetime]


class ReceivedSupport(Base):
    """Who supported a proposal when the council received it: counted once, kept as it may be published, and never changed."""

    __tablename__ = "council_support"

    case_id: Mapped[int] = mapped_column(ForeignKey("council_cases.id"), primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]


class CouncilNote(Base):
    """What a member notes on a case, for the other members."""

    __tablename__ = "council_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("council_cases.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    once: Mapped[str] = mapped_column(String(40), unique=True)


class OfficialQuestion(Base):
    """A question the council sent back to the discussion: the comment that asks it."""

    __tablename__ = "council_questions"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("council_cases.id"), index=True)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]


class CouncilSession(Base):
    """A meeting of the council."""

    __tablename__ = "council_sessions"
    __table_args__ = (Index("ix_council_sessions_start", "starts_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(160), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(300), default="")
    sequence: Mapped[int] = mapped_column(default=0)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    once: Mapped[str] = mapped_column(String(40), unique=True)
    touched_at: Mapped[datetime]


class AgendaItem(Base):
    """A case, or another matter, on the agenda of a session."""

    __tablename__ = "council_agenda"
    __table_args__ = (UniqueConstraint("session_id", "case_id"), Index("ix_council_agenda_place", "session_id", "position"))

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_sessions.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("council_cases.id"), index=True)
    title: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[int]


class MinutesEntry(Base):
    """What was published of a session as its minutes, or added to them later. The database refuses to change it."""

    __tablename__ = "council_minutes"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_sessions.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    once: Mapped[str] = mapped_column(String(40), unique=True, index=True, server_default="")


class DecisionDraft(Base):
    """The next decision of a case while it is written, by whoever may record it. Gone once it is published."""

    __tablename__ = "decision_drafts"

    case_id: Mapped[int] = mapped_column(ForeignKey("council_cases.id"), primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(default=1)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    saved_at: Mapped[datetime]


class Decision(Base):
    """The council's answer. Never changed; a later one of the same case corrects it and cites it. `result_hash`: of the vote it had before it; `again_on`: by when it is decided, of one that needs study."""

    __tablename__ = "decisions"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("council_cases.id"))
    number: Mapped[int]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("council_sessions.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(10))
    resolution: Mapped[str] = mapped_column(Text)
    resolution_html: Mapped[str] = mapped_column(Text)
    reasons: Mapped[str] = mapped_column(Text)
    reasons_html: Mapped[str] = mapped_column(Text)
    departure: Mapped[str] = mapped_column(Text, default="")
    departure_html: Mapped[str] = mapped_column(Text, default="")
    contest_id: Mapped[int | None] = mapped_column(ForeignKey("contests.id"), index=True)
    result_hash: Mapped[str] = mapped_column(String(64), default="")
    version_number: Mapped[int]
    decided_on: Mapped[date] = mapped_column(Date)
    again_on: Mapped[date | None] = mapped_column(Date)
    at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    hash: Mapped[str] = mapped_column(String(64))
    once: Mapped[str] = mapped_column(String(40), unique=True)


class DecisionVote(Base):
    """How one member voted, with the name as it was."""

    __tablename__ = "decision_votes"
    __table_args__ = (UniqueConstraint("decision_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    choice: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120), default="", server_default="")


class DecisionPoint(Base):
    """The council's answer to one of the strongest arguments. `argument_hash`: of the words it answers, as they were."""

    __tablename__ = "decision_points"
    __table_args__ = (UniqueConstraint("decision_id", "comment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), index=True)
    side: Mapped[str] = mapped_column(String(10))
    argument_hash: Mapped[str] = mapped_column(String(64), default="", server_default="")
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)


class Milestone(Base):
    """A piece of what was decided, with a date. Money in the city's smallest usual unit, whole."""

    __tablename__ = "milestones"
    __table_args__ = (Index("ix_milestones_due", "done_on", "due_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("council_cases.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"))
    title: Mapped[str] = mapped_column(String(160))
    due_on: Mapped[date] = mapped_column(Date)
    first_due_on: Mapped[date] = mapped_column(Date)
    percent: Mapped[int] = mapped_column(default=0)
    planned: Mapped[int] = mapped_column(default=0)
    spent: Mapped[int] = mapped_column(default=0)
    done_on: Mapped[date | None] = mapped_column(Date)
    dropped_at: Mapped[datetime | None]
    late_at: Mapped[datetime | None]
    once: Mapped[str] = mapped_column(String(40), unique=True)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    touched_at: Mapped[datetime]


class MilestoneReport(Base):
    """What was said of a milestone at a time, with evidence. Rows are only added."""

    __tablename__ = "milestone_reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestones.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    percent: Mapped[int]
    spent: Mapped[int]
    due_on: Mapped[date] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(String(500), default="")
    photo_key: Mapped[str | None] = mapped_column(String(60))
    photo_alt: Mapped[str] = mapped_column(String(200), default="")
    photo_width: Mapped[int] = mapped_column(default=0)
    photo_height: Mapped[int] = mapped_column(default=0)
    once: Mapped[str] = mapped_column(String(40), unique=True)
