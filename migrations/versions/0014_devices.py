"""Web Push: devices, and what waits to be sent to them."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)
WAITS = sa.text("push_due_at IS NOT NULL")


def upgrade() -> None:
    op.create_table("devices",
        sa.Column("id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("endpoint", sa.String(length=1000), nullable=False),
        sa.Column("p256dh", sa.String(length=100), nullable=False),
        sa.Column("auth", sa.String(length=40), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("told_at", Moment, nullable=True),
        sa.Column("failures", Number, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_devices_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
        sa.UniqueConstraint("mark", name=op.f("uq_devices_mark"))
    )
    op.create_index(op.f("ix_devices_person_id"), "devices", ["person_id"])
    op.add_column("notices", sa.Column("push_due_at", Moment, nullable=True))
    op.create_index("ix_notices_push_due", "notices", ["push_due_at", "person_id"], sqlite_where=WAITS, postgresql_where=WAITS)


def downgrade() -> None:
    op.drop_index("ix_notices_push_due", "notices")
    op.execute("ALTER TABLE notices DROP COLUMN push_due_at")
    op.drop_table("devices")
