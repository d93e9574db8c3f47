"""Threads go out of sight with their subject; a case keeps the words as they were first reported."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("threads", sa.Column("hidden_at", Moment, nullable=True))
    op.execute("UPDATE threads SET hidden_at = (SELECT p.hidden_at FROM proposals p WHERE p.id = threads.subject_id) WHERE subject = 'proposal'")
    op.add_column("moderation_cases", sa.Column("words", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.execute("ALTER TABLE moderation_cases DROP COLUMN words")
    op.execute("ALTER TABLE threads DROP COLUMN hidden_at")
