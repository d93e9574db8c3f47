"""Where districts lie, for maps without tiles."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("districts", sa.Column("latitude", sa.Float(), nullable=True))
    op.add_column("districts", sa.Column("longitude", sa.Float(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("districts") as districts:
        districts.drop_column("longitude")
        districts.drop_column("latitude")
