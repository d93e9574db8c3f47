"""The council: cases, offices, decisions, milestones, sessions, the calendar; comments that led to versions."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table("council_offices",
        sa.Column("id", Number, nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_offices")),
    )
    op.create_table("council_office_people",
        sa.Column("office_id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["council_offices.id"], name=op.f("fk_council_office_people_office_id_council_offices")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_council_office_people_person_id_people")),
        sa.PrimaryKeyConstraint("office_id", "person_id", name=op.f("pk_council_office_people")),
    )
    op.create_index(op.f("ix_council_office_people_person_id"), "council_office_people", ["person_id"])
    op.create_table("council_calendar",
        sa.Column("id", Number, autoincrement=False, nullable=False),
        sa.Column("days", Number, nullable=False),
        sa.Column("extension", Number, nullable=False),
        sa.Column("weekend", sa.String(length=14), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_calendar")),
    )
    op.create_table("council_holidays",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_council_holidays")),
    )
    op.create_table("council_cases",
        sa.Column("id", Number, nullable=False),
        sa.Column("proposal_id", Number, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("received_at", Moment, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("first_due_at", Moment, nullable=False),
        sa.Column("office_id", Number, nullable=True),
        sa.Column("assigned_at", Moment, nullable=True),
        sa.Column("assigned_by", Number, nullable=True),
        sa.Column("extended_at", Moment, nullable=True),
        sa.Column("extended_by", Number, nullable=True),
        sa.Column("extension_reason", sa.String(length=600), nullable=False),
        sa.Column("answered_at", Moment, nullable=True),
        sa.Column("rested_at", Moment, nullable=True),
        sa.Column("rested_days", Number, nullable=False),
        sa.Column("step", Number, nullable=False),
        sa.Column("version", Number, nullable=False),
        sa.Column("touched_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["assigned_by"], ["people.id"], name=op.f("fk_council_cases_assigned_by_people")),
        sa.ForeignKeyConstraint(["extended_by"], ["people.id"], name=op.f("fk_council_cases_extended_by_people")),
        sa.ForeignKeyConstraint(["office_id"], ["council_offices.id"], name=op.f("fk_council_cases_office_id_council_offices")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_council_cases_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_cases")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_council_cases_proposal_id")),
    )
    op.create_index(op.f("ix_council_cases_assigned_by"), "council_cases", ["assigned_by"])
    op.create_index("ix_council_cases_due", "council_cases", ["state", "due_at", "id"])
    op.create_index(op.f("ix_council_cases_extended_by"), "council_cases", ["extended_by"])
    op.create_index("ix_council_cases_office", "council_cases", ["office_id", "state"])
    op.create_table("council_notes",
        sa.Column("id", Number, nullable=False),
        sa.Column("case_id", Number, nullable=False),
        sa.Column("author_id", Number, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_council_notes_author_id_people")),
        sa.ForeignKeyConstraint(["case_id"], ["council_cases.id"], name=op.f("fk_council_notes_case_id_council_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_notes")),
        sa.UniqueConstraint("once", name=op.f("uq_council_notes_once")),
    )
    op.create_index(op.f("ix_council_notes_author_id"), "council_notes", ["author_id"])
    op.create_index(op.f("ix_council_notes_case_id"), "council_notes", ["case_id"])
    op.create_table("council_questions",
        sa.Column("comment_id", Number, nullable=False),
        sa.Column("case_id", Number, nullable=False),
        sa.Column("asked_by", Number, nullable=True),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_council_questions_asked_by_people")),
        sa.ForeignKeyConstraint(["case_id"], ["council_cases.id"], name=op.f("fk_council_questions_case_id_council_cases")),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_council_questions_comment_id_comments")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_council_questions")),
    )
    op.create_index(op.f("ix_council_questions_asked_by"), "council_questions", ["asked_by"])
    op.create_index(op.f("ix_council_questions_case_id"), "council_questions", ["case_id"])
    op.create_table("council_sessions",
        sa.Column("id", Number, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("starts_at", Moment, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("minutes_html", sa.Text(), nullable=False),
        sa.Column("minutes_at", Moment, nullable=True),
        sa.Column("sequence", Number, nullable=False),
        sa.Column("made_by", Number, nullable=True),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.Column("touched_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_council_sessions_made_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_sessions")),
        sa.UniqueConstraint("once", name=op.f("uq_council_sessions_once")),
        sa.UniqueConstraint("public_id", name=op.f("uq_council_sessions_public_id")),
    )
    op.create_index(op.f("ix_council_sessions_made_by"), "council_sessions", ["made_by"])
    op.create_index("ix_council_sessions_start", "council_sessions", ["starts_at", "id"])
    op.create_table("council_agenda",
        sa.Column("id", Number, nullable=False),
        sa.Column("session_id", Number, nullable=False),
        sa.Column("case_id", Number, nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("position", Number, nullable=False),
        sa.Column("note", sa.String(length=600), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["council_cases.id"], name=op.f("fk_council_agenda_case_id_council_cases")),
        sa.ForeignKeyConstraint(["session_id"], ["council_sessions.id"], name=op.f("fk_council_agenda_session_id_council_sessions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_agenda")),
        sa.UniqueConstraint("session_id", "case_id", name=op.f("uq_council_agenda_session_id_case_id")),
    )
    op.create_index(op.f("ix_council_agenda_case_id"), "council_agenda", ["case_id"])
    op.create_index("ix_council_agenda_place", "council_agenda", ["session_id", "position"])
    op.create_table("decisions",
        sa.Column("id", Number, nullable=False),
        sa.Column("case_id", Number, nullable=False),
        sa.Column("number", Number, nullable=False),
        sa.Column("session_id", Number, nullable=True),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("resolution_html", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("reasons_html", sa.Text(), nullable=False),
        sa.Column("departure", sa.Text(), nullable=False),
        sa.Column("departure_html", sa.Text(), nullable=False),
        sa.Column("contest_id", Number, nullable=True),
        sa.Column("result_hash", sa.String(length=64), nullable=False),
        sa.Column("version_number", Number, nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("recorded_by", Number, nullable=True),
        sa.Column("corrects_id", Number, nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["council_cases.id"], name=op.f("fk_decisions_case_id_council_cases")),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_decisions_contest_id_contests")),
        sa.ForeignKeyConstraint(["corrects_id"], ["decisions.id"], name=op.f("fk_decisions_corrects_id_decisions")),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"], name=op.f("fk_decisions_recorded_by_people")),
        sa.ForeignKeyConstraint(["session_id"], ["council_sessions.id"], name=op.f("fk_decisions_session_id_council_sessions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("once", name=op.f("uq_decisions_once")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_decisions_case_id_number")),
    )
    op.create_index(op.f("ix_decisions_contest_id"), "decisions", ["contest_id"])
    op.create_index(op.f("ix_decisions_recorded_by"), "decisions", ["recorded_by"])
    op.create_index(op.f("ix_decisions_session_id"), "decisions", ["session_id"])
    op.create_table("decision_votes",
        sa.Column("id", Number, nullable=False),
        sa.Column("decision_id", Number, nullable=False),
        sa.Column("member_id", Number, nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_decision_votes_decision_id_decisions")),
        sa.ForeignKeyConstraint(["member_id"], ["people.id"], name=op.f("fk_decision_votes_member_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_votes")),
        sa.UniqueConstraint("decision_id", "member_id", name=op.f("uq_decision_votes_decision_id_member_id")),
    )
    op.create_index(op.f("ix_decision_votes_member_id"), "decision_votes", ["member_id"])
    op.create_table("decision_points",
        sa.Column("id", Number, nullable=False),
        sa.Column("decision_id", Number, nullable=False),
        sa.Column("comment_id", Number, nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_decision_points_comment_id_comments")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_decision_points_decision_id_decisions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_points")),
        sa.UniqueConstraint("decision_id", "comment_id", name=op.f("uq_decision_points_decision_id_comment_id")),
    )
    op.create_index(op.f("ix_decision_points_comment_id"), "decision_points", ["comment_id"])
    op.create_table("milestones",
        sa.Column("id", Number, nullable=False),
        sa.Column("case_id", Number, nullable=False),
        sa.Column("decision_id", Number, nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("percent", Number, nullable=False),
        sa.Column("planned", Number, nullable=False),
        sa.Column("spent", Number, nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("dropped_at", Moment, nullable=True),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.Column("made_by", Number, nullable=True),
        sa.Column("touched_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["council_cases.id"], name=op.f("fk_milestones_case_id_council_cases")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_milestones_decision_id_decisions")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_milestones_made_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
        sa.UniqueConstraint("once", name=op.f("uq_milestones_once")),
    )
    op.create_index(op.f("ix_milestones_case_id"), "milestones", ["case_id"])
    op.create_index("ix_milestones_due", "milestones", ["done_on", "due_on", "id"])
    op.create_index(op.f("ix_milestones_made_by"), "milestones", ["made_by"])
    op.create_table("milestone_reports",
        sa.Column("id", Number, nullable=False),
        sa.Column("milestone_id", Number, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("by", Number, nullable=True),
        sa.Column("percent", Number, nullable=False),
        sa.Column("spent", Number, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("photo_key", sa.String(length=60), nullable=True),
        sa.Column("photo_alt", sa.String(length=200), nullable=False),
        sa.Column("photo_width", Number, nullable=False),
        sa.Column("photo_height", Number, nullable=False),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_milestone_reports_by_people")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestones.id"], name=op.f("fk_milestone_reports_milestone_id_milestones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_reports")),
        sa.UniqueConstraint("once", name=op.f("uq_milestone_reports_once")),
    )
    op.create_index(op.f("ix_milestone_reports_by"), "milestone_reports", ["by"])
    op.create_index(op.f("ix_milestone_reports_milestone_id"), "milestone_reports", ["milestone_id"])
    op.create_table("version_comments",
        sa.Column("version_id", Number, nullable=False),
        sa.Column("comment_id", Number, nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_version_comments_comment_id_comments")),
        sa.ForeignKeyConstraint(["version_id"], ["proposal_versions.id"], name=op.f("fk_version_comments_version_id_proposal_versions")),
        sa.PrimaryKeyConstraint("version_id", "comment_id", name=op.f("pk_version_comments")),
    )
    op.create_index(op.f("ix_version_comments_comment_id"), "version_comments", ["comment_id"])


def downgrade() -> None:
    op.drop_table("version_comments")
    op.drop_table("milestone_reports")
    op.drop_table("milestones")
    op.drop_table("decision_points")
    op.drop_table("decision_votes")
    op.drop_table("decisions")
    op.drop_table("council_agenda")
    op.drop_table("council_sessions")
    op.drop_table("council_questions")
    op.drop_table("council_notes")
    op.drop_table("council_cases")
    op.drop_table("council_holidays")
    op.drop_table("council_calendar")
    op.drop_table("council_office_people")
    op.drop_table("council_offices")
