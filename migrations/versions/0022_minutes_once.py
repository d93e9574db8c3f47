"""An entry of minutes bears the token of its form, so that one sent twice is there once."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    op.execute("DROP TRIGGER minutes_are_kept_update" + (" ON council_minutes" if is_postgresql else ""))
    op.add_column("council_minutes", sa.Column("once", sa.String(40), nullable=False, server_default=""))
    op.execute("UPDATE council_minutes SET once = 'minutes-' || id")
    op.create_index(op.f("ix_council_minutes_once"), "council_minutes", ["once"], unique=True)
    end = "FOR EACH ROW EXECUTE FUNCTION answers_are_kept()" if is_postgresql else "BEGIN SELECT RAISE(ABORT, 'what the council published never changes'); END"
    op.execute(f"CREATE TRIGGER minutes_are_kept_update BEFORE UPDATE ON council_minutes {end}")


def downgrade() -> None:
    op.drop_index(op.f("ix_council_minutes_once"), "council_minutes")
    op.drop_column("council_minutes", "once")
