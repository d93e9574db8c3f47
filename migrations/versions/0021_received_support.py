"""Who supported a proposal when the council received it is counted once, and never changes."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table("council_support",
        sa.Column("case_id", Number, autoincrement=False, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["council_cases.id"], name=op.f("fk_council_support_case_id_council_cases")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_council_support")),
    )
    end = "FOR EACH ROW EXECUTE FUNCTION answers_are_kept()" if op.get_bind().dialect.name == "postgresql" else "BEGIN SELECT RAISE(ABORT, 'what the council published never changes'); END"
    for act in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER support_is_kept_{act.lower()} BEFORE {act} ON council_support {end}")


def downgrade() -> None:
    op.drop_table("council_support")  # with its triggers
