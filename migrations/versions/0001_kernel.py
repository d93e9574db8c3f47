"""The log, its seals and deliveries; mail, jobs and stored files."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table("event_seals",
        sa.Column("id", Number, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("count", Number, nullable=False),
        sa.Column("events_hash", sa.String(length=64), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_seals")),
        sa.UniqueConstraint("hash", name=op.f("uq_event_seals_hash")),
        sa.UniqueConstraint("previous_hash", name=op.f("uq_event_seals_previous_hash"))
    )
    op.create_table("events",
        sa.Column("id", Number, nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", Number, nullable=False),
        sa.Column("actor_id", Number, nullable=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("seal_id", Number, nullable=True),
        sa.ForeignKeyConstraint(["seal_id"], ["event_seals.id"], name=op.f("fk_events_seal_id_event_seals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events"))
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_kind"), ["kind"], unique=False)
        batch_op.create_index("ix_events_subject", ["subject", "subject_id", "id"], unique=False)
        batch_op.create_index("ix_events_unsealed", ["id"], unique=False, sqlite_where=sa.text("seal_id IS NULL"), postgresql_where=sa.text("seal_id IS NULL"))
    op.create_table("event_deliveries",
        sa.Column("id", Number, nullable=False),
        sa.Column("event_id", Number, nullable=False),
        sa.Column("listener", sa.String(length=120), nullable=False),
        sa.Column("attempts", Number, nullable=False),
        sa.Column("due_at", Moment, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_deliveries_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_deliveries"))
    )
    with op.batch_alter_table("event_deliveries", schema=None) as batch_op:
        batch_op.create_index("ix_event_deliveries_due", ["due_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_deliveries_event_id"), ["event_id"], unique=False)
    op.create_table("outbox",
        sa.Column("id", Number, nullable=False),
        sa.Column("once", sa.String(length=120), nullable=False),
        sa.Column("person_id", Number, nullable=True),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("message_id", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("due_at", Moment, nullable=True),
        sa.Column("sent_at", Moment, nullable=True),
        sa.Column("attempts", Number, nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("once", name=op.f("uq_outbox_once"))
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_due", ["due_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_person_id"), ["person_id"], unique=False)
    op.create_table("job_runs",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("started_at", Moment, nullable=False),
        sa.Column("milliseconds", Number, nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_runs"))
    )
    op.create_table("stored_files",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("owner_id", Number, nullable=True),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("bytes", Number, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_stored_files"))
    )
    with op.batch_alter_table("stored_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stored_files_owner_id"), ["owner_id"], unique=False)
    _refuse_changes()


def _refuse_changes() -> None:
    """Let the log be added to and sealed, and nothing else, whoever asks."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("""
            CREATE FUNCTION events_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'UPDATE' AND OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL
                   AND (to_jsonb(OLD) - 'seal_id') = (to_jsonb(NEW) - 'seal_id') THEN
                    RETURN NEW;
                END IF;
                RAISE EXCEPTION 'the log is only added to';
            END $$""")
        op.execute("CREATE TRIGGER events_are_kept BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION events_are_kept()")
    else:
        op.execute("""
            CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
            WHEN OLD.seal_id IS NOT NULL OR NEW.seal_id IS NULL OR OLD.id IS NOT NEW.id OR OLD.kind IS NOT NEW.kind
              OR OLD.subject IS NOT NEW.subject OR OLD.subject_id IS NOT NEW.subject_id OR OLD.actor_id IS NOT NEW.actor_id
              OR OLD.at IS NOT NEW.at OR OLD.data IS NOT NEW.data OR OLD.public IS NOT NEW.public
            BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END""")
        op.execute("""
            CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
            BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END""")


def downgrade() -> None:
    op.drop_table("stored_files")
    op.drop_table("job_runs")
    op.drop_table("outbox")
    op.drop_table("event_deliveries")
    op.drop_table("events")
    op.drop_table("event_seals")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION events_are_kept()")
