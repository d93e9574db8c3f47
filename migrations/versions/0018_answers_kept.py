"""Drafts of decisions; what is published of one never changes, and keeps the names and pictures it was published with."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)
KEPT = (
    ("decisions", "UPDATE OF case_id, number, session_id, verdict, resolution, resolution_html, reasons, reasons_html, departure, departure_html, contest_id, result_hash, version_number, decided_on, at, corrects_id, hash"),
    ("decisions", "DELETE"), ("decision_points", "UPDATE"), ("decision_points", "DELETE"), ("decision_votes", "UPDATE"), ("decision_votes", "DELETE"), ("milestone_reports", "DELETE"),
)  # fmt: skip
"""What is refused. Who recorded a decision may still be forgotten."""


def upgrade() -> None:
    op.create_table("decision_drafts",
        sa.Column("case_id", Number, autoincrement=False, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("revision", Number, nullable=False),
        sa.Column("saved_by", Number, nullable=True),
        sa.Column("saved_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["council_cases.id"], name=op.f("fk_decision_drafts_case_id_council_cases")),
        sa.ForeignKeyConstraint(["saved_by"], ["people.id"], name=op.f("fk_decision_drafts_saved_by_people")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_decision_drafts")),
    )
    op.create_index(op.f("ix_decision_drafts_saved_by"), "decision_drafts", ["saved_by"])
    op.add_column("decision_votes", sa.Column("name", sa.String(120), nullable=False, server_default=""))
    op.execute("UPDATE decision_votes SET name = (SELECT p.name FROM people p WHERE p.id = decision_votes.member_id AND p.closed_at IS NULL) WHERE member_id IN (SELECT id FROM people WHERE closed_at IS NULL)")
    op.add_column("milestones", sa.Column("late_at", Moment, nullable=True))
    op.drop_column("council_agenda", "note")
    op.execute("UPDATE stored_files SET owner_id = NULL WHERE purpose = 'milestones'")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("""
            CREATE FUNCTION answers_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'what the council published never changes'; END $$""")
    for n, (table, act) in enumerate(KEPT):
        end = "FOR EACH ROW EXECUTE FUNCTION answers_are_kept()" if op.get_bind().dialect.name == "postgresql" else "BEGIN SELECT RAISE(ABORT, 'what the council published never changes'); END"
        op.execute(f"CREATE TRIGGER answers_are_kept_{n} BEFORE {act} ON {table} {end}")


def downgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for n, (table, _) in enumerate(KEPT):
        op.execute(f"DROP TRIGGER answers_are_kept_{n}" + (f" ON {table}" if is_postgresql else ""))
    if is_postgresql:
        op.execute("DROP FUNCTION answers_are_kept()")
    op.add_column("council_agenda", sa.Column("note", sa.String(600), nullable=False, server_default=""))
    op.drop_column("milestones", "late_at")
    op.drop_column("decision_votes", "name")
    op.drop_table("decision_drafts")
