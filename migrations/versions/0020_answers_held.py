"""Who held a case when its day passed stays known; an answer keeps the words it answers; a study has a day."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table("council_assignments",
        sa.Column("id", Number, nullable=False),
        sa.Column("case_id", Number, nullable=False),
        sa.Column("office_id", Number, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("by", Number, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["council_cases.id"], name=op.f("fk_council_assignments_case_id_council_cases")),
        sa.ForeignKeyConstraint(["office_id"], ["council_offices.id"], name=op.f("fk_council_assignments_office_id_council_offices")),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_council_assignments_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_assignments")),
    )
    op.create_index(op.f("ix_council_assignments_case_id"), "council_assignments", ["case_id"])
    op.create_index(op.f("ix_council_assignments_by"), "council_assignments", ["by"])
    op.execute('INSERT INTO council_assignments (case_id, office_id, at, "by") SELECT id, office_id, assigned_at, assigned_by FROM council_cases WHERE office_id IS NOT NULL AND assigned_at IS NOT NULL')
    op.create_table("council_lapses",
        sa.Column("id", Number, nullable=False),
        sa.Column("case_id", Number, nullable=False),
        sa.Column("office_id", Number, nullable=True),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["council_cases.id"], name=op.f("fk_council_lapses_case_id_council_cases")),
        sa.ForeignKeyConstraint(["office_id"], ["council_offices.id"], name=op.f("fk_council_lapses_office_id_council_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_lapses")),
        sa.UniqueConstraint("case_id", "due_at", name=op.f("uq_council_lapses_case_id_due_at")),
    )
    op.execute("INSERT INTO council_lapses (case_id, office_id, due_at, at) SELECT id, office_id, due_at, due_at FROM council_cases WHERE answered_at >= due_at OR (answered_at IS NULL AND step = 4)")
    op.drop_index(op.f("ix_council_cases_assigned_by"), "council_cases")
    with op.batch_alter_table("council_cases") as table:
        table.drop_constraint(op.f("fk_council_cases_assigned_by_people"), type_="foreignkey")
        table.drop_column("assigned_by")
    op.add_column("decisions", sa.Column("again_on", sa.Date(), nullable=True))
    op.add_column("decision_points", sa.Column("argument_hash", sa.String(64), nullable=False, server_default=""))
    op.add_column("comments", sa.Column("cited_at", Moment, nullable=True))
    end = "FOR EACH ROW EXECUTE FUNCTION answers_are_kept()" if op.get_bind().dialect.name == "postgresql" else "BEGIN SELECT RAISE(ABORT, 'what the council published never changes'); END"
    op.execute(f"CREATE TRIGGER answers_are_kept_again_on BEFORE UPDATE OF again_on ON decisions {end}")


def downgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    op.execute("DROP TRIGGER answers_are_kept_again_on" + (" ON decisions" if is_postgresql else ""))
    op.drop_column("comments", "cited_at")
    op.drop_column("decision_points", "argument_hash")
    op.drop_column("decisions", "again_on")
    with op.batch_alter_table("council_cases") as table:
        table.add_column(sa.Column("assigned_by", Number, nullable=True))
        table.create_foreign_key(op.f("fk_council_cases_assigned_by_people"), "people", ["assigned_by"], ["id"])
    op.create_index(op.f("ix_council_cases_assigned_by"), "council_cases", ["assigned_by"])
    op.execute('UPDATE council_cases SET assigned_by = (SELECT "by" FROM council_assignments a WHERE a.case_id = council_cases.id ORDER BY a.id DESC LIMIT 1)')
    op.drop_table("council_lapses")
    op.drop_index(op.f("ix_council_assignments_by"), "council_assignments")
    op.drop_index(op.f("ix_council_assignments_case_id"), "council_assignments")
    op.drop_table("council_assignments")
