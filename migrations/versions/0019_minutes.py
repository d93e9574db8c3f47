"""Minutes of a session are entries, each with the moment it was published; none of them changes afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table("council_minutes",
        sa.Column("id", Number, nullable=False),
        sa.Column("session_id", Number, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["council_sessions.id"], name=op.f("fk_council_minutes_session_id_council_sessions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_minutes")),
    )
    op.create_index(op.f("ix_council_minutes_session_id"), "council_minutes", ["session_id"])
    op.execute("INSERT INTO council_minutes (session_id, words, html, at) SELECT id, minutes, minutes_html, minutes_at FROM council_sessions WHERE minutes_at IS NOT NULL")
    for column in ("minutes", "minutes_html", "minutes_at"):
        op.drop_column("council_sessions", column)
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    end = "FOR EACH ROW EXECUTE FUNCTION answers_are_kept()" if is_postgresql else "BEGIN SELECT RAISE(ABORT, 'what the council published never changes'); END"
    for act in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER minutes_are_kept_{act.lower()} BEFORE {act} ON council_minutes {end}")


def downgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for act in ("update", "delete"):
        op.execute(f"DROP TRIGGER minutes_are_kept_{act}" + (" ON council_minutes" if is_postgresql else ""))
    op.add_column("council_sessions", sa.Column("minutes", sa.Text(), nullable=False, server_default=""))
    op.add_column("council_sessions", sa.Column("minutes_html", sa.Text(), nullable=False, server_default=""))
    op.add_column("council_sessions", sa.Column("minutes_at", Moment, nullable=True))
    old: dict[int, list[sa.Row]] = {}
    for row in op.get_bind().execute(sa.text("SELECT session_id, words, html, at FROM council_minutes ORDER BY id")):
        old.setdefault(row.session_id, []).append(row)
    for session, rows in old.items():
        op.get_bind().execute(sa.text("UPDATE council_sessions SET minutes = :words, minutes_html = :html, minutes_at = :at WHERE id = :id"),
            {"id": session, "words": "\n\n---\n\n".join(r.words for r in rows), "html": "<hr>\n".join(r.html for r in rows), "at": rows[0].at})
    op.drop_index(op.f("ix_council_minutes_session_id"), "council_minutes")
    op.drop_table("council_minutes")
