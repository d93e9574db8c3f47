"""The inbox."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table("notices",
        sa.Column("id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("event_id", Number, nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("read_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_notices_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("event_id", "person_id", name=op.f("uq_notices_event_id_person_id"))
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index("ix_notices_inbox", ["person_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_table("notices")
