"""Moderation; notices by mail; who spoke as what; hidden proposals."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)
ROOTS = sa.text("parent_id IS NULL")
WAITS = sa.text("mail_due_at IS NOT NULL")


def upgrade() -> None:
    op.create_table("blocks",
        sa.Column("person_id", Number, nullable=False),
        sa.Column("blocked_id", Number, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["blocked_id"], ["people.id"], name=op.f("fk_blocks_blocked_id_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_blocks_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "blocked_id", name=op.f("pk_blocks"))
    )
    with op.batch_alter_table("blocks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blocks_blocked_id"), ["blocked_id"], unique=False)
    op.create_table("moderation_cases",
        sa.Column("id", Number, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", Number, nullable=False),
        sa.Column("author_id", Number, nullable=False),
        sa.Column("is_official", sa.Boolean(), nullable=False),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_at", Moment, nullable=False),
        sa.Column("reports", Number, nullable=False),
        sa.Column("claimed_by", Number, nullable=True),
        sa.Column("claimed_at", Moment, nullable=True),
        sa.Column("decided_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_moderation_cases_author_id_people")),
        sa.ForeignKeyConstraint(["claimed_by"], ["people.id"], name=op.f("fk_moderation_cases_claimed_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_cases"))
    )
    with op.batch_alter_table("moderation_cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moderation_cases_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_moderation_cases_claimed_by"), ["claimed_by"], unique=False)
        batch_op.create_index("ix_moderation_cases_queue", ["state", "id"], unique=False)
        batch_op.create_index("ix_moderation_cases_thing", ["kind", "thing_id"], unique=False)
        batch_op.create_index("uq_moderation_cases_undecided", ["kind", "thing_id"], unique=True, sqlite_where=sa.text("state != 'decided'"), postgresql_where=sa.text("state != 'decided'"))
    op.create_table("moderation_traces",
        sa.Column("id", Number, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", Number, nullable=False),
        sa.Column("author_id", Number, nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("about_id", Number, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("one", sa.BigInteger(), nullable=True),
        sa.Column("two", sa.BigInteger(), nullable=True),
        sa.Column("three", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_moderation_traces_author_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_traces"))
    )
    with op.batch_alter_table("moderation_traces", schema=None) as batch_op:
        batch_op.create_index("ix_moderation_traces_about", ["about", "about_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_moderation_traces_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_moderation_traces_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_moderation_traces_one"), ["one"], unique=False)
        batch_op.create_index(batch_op.f("ix_moderation_traces_three"), ["three"], unique=False)
        batch_op.create_index(batch_op.f("ix_moderation_traces_two"), ["two"], unique=False)
    op.create_table("notice_wishes",
        sa.Column("person_id", Number, nullable=False),
        sa.Column("rhythm", sa.String(length=10), nullable=False),
        sa.Column("quiet_from", Number, nullable=True),
        sa.Column("quiet_to", Number, nullable=True),
        sa.Column("changed_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_notice_wishes_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_notice_wishes"))
    )
    op.create_table("moderation_decisions",
        sa.Column("id", Number, nullable=False),
        sa.Column("case_id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("days", Number, nullable=True),
        sa.Column("suspension_id", Number, nullable=True),
        sa.Column("by_id", Number, nullable=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("seconded_by", Number, nullable=True),
        sa.Column("seconded_at", Moment, nullable=True),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("public_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_moderation_decisions_by_id_people")),
        sa.ForeignKeyConstraint(["case_id"], ["moderation_cases.id"], name=op.f("fk_moderation_decisions_case_id_moderation_cases")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_moderation_decisions_person_id_people")),
        sa.ForeignKeyConstraint(["seconded_by"], ["people.id"], name=op.f("fk_moderation_decisions_seconded_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_decisions"))
    )
    with op.batch_alter_table("moderation_decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moderation_decisions_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_moderation_decisions_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_moderation_decisions_log", ["public_at", "id"], unique=False)
        batch_op.create_index("ix_moderation_decisions_person", ["person_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_moderation_decisions_seconded_by"), ["seconded_by"], unique=False)
    op.create_table("moderation_reports",
        sa.Column("id", Number, nullable=False),
        sa.Column("case_id", Number, nullable=False),
        sa.Column("reporter_id", Number, nullable=True),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["moderation_cases.id"], name=op.f("fk_moderation_reports_case_id_moderation_cases")),
        sa.ForeignKeyConstraint(["reporter_id"], ["people.id"], name=op.f("fk_moderation_reports_reporter_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_reports")),
        sa.UniqueConstraint("case_id", "reporter_id", name=op.f("uq_moderation_reports_case_id_reporter_id"))
    )
    with op.batch_alter_table("moderation_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moderation_reports_at"), ["at"], unique=False)
        batch_op.create_index("ix_moderation_reports_reporter", ["reporter_id", "id"], unique=False)
    op.create_table("moderation_appeals",
        sa.Column("id", Number, nullable=False),
        sa.Column("decision_id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("decided_by", Number, nullable=True),
        sa.Column("decided_at", Moment, nullable=True),
        sa.Column("is_upheld", sa.Boolean(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_moderation_appeals_decided_by_people")),
        sa.ForeignKeyConstraint(["decision_id"], ["moderation_decisions.id"], name=op.f("fk_moderation_appeals_decision_id_moderation_decisions")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_moderation_appeals_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_appeals")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_moderation_appeals_decision_id"))
    )
    with op.batch_alter_table("moderation_appeals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moderation_appeals_decided_by"), ["decided_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_moderation_appeals_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_moderation_appeals_waiting", ["decided_at", "id"], unique=False)
    op.add_column("comments", sa.Column("standing", sa.String(length=12), nullable=False, server_default="citizen"))
    op.add_column("comments", sa.Column("hidden_rule", sa.String(length=20), nullable=False, server_default=""))
    op.add_column("comments", sa.Column("lifted", Number, nullable=False, server_default="0"))
    op.execute("UPDATE comments SET lifted = score, standing = CASE WHEN is_official THEN 'official' ELSE 'citizen' END")
    op.drop_index("ix_comments_officials", "comments")
    op.drop_index("ix_comments_stance", "comments")
    op.execute("ALTER TABLE comments DROP COLUMN is_official")
    op.create_index("ix_comments_stance", "comments", ["thread_id", "stance", "standing", "score", "below", "id"])
    op.create_index("ix_comments_professionals", "comments", ["thread_id", "lifted", "id"], sqlite_where=ROOTS, postgresql_where=ROOTS)
    op.create_index("ix_comments_standing", "comments", ["thread_id", "standing", "id"])
    op.add_column("threads", sa.Column("professionals", Number, nullable=False, server_default="0"))
    op.add_column("notices", sa.Column("mail_due_at", Moment, nullable=True))
    op.create_index("ix_notices_mail_due", "notices", ["mail_due_at", "person_id"], sqlite_where=WAITS, postgresql_where=WAITS)
    op.add_column("outbox", sa.Column("off", sa.String(length=300), nullable=False, server_default=""))
    op.add_column("proposals", sa.Column("hidden_at", Moment, nullable=True))
    op.add_column("proposals", sa.Column("hidden_rule", sa.String(length=20), nullable=False, server_default=""))


def downgrade() -> None:
    hidden = "SELECT (SELECT count(*) FROM comments WHERE hidden_at IS NOT NULL) + (SELECT count(*) FROM proposals WHERE hidden_at IS NOT NULL)"
    if op.get_bind().execute(sa.text(hidden)).scalar():
        raise RuntimeError("Words that a moderator hid would be shown again by the version before. Show or remove them first.")
    for table, column in (("proposals", "hidden_rule"), ("proposals", "hidden_at"), ("outbox", "off")):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    op.drop_index("ix_notices_mail_due", "notices")
    op.execute("ALTER TABLE notices DROP COLUMN mail_due_at")
    op.execute("ALTER TABLE threads DROP COLUMN professionals")
    op.add_column("comments", sa.Column("is_official", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE comments SET is_official = (standing = 'official')")
    for index in ("ix_comments_standing", "ix_comments_professionals", "ix_comments_stance"):
        op.drop_index(index, "comments")
    for column in ("standing", "hidden_rule", "lifted"):
        op.execute(f"ALTER TABLE comments DROP COLUMN {column}")
    op.create_index("ix_comments_stance", "comments", ["thread_id", "stance", "score", "below", "id"])
    op.create_index("ix_comments_officials", "comments", ["thread_id", "is_official", "id"])
    for table in ("moderation_appeals", "moderation_reports", "moderation_decisions", "notice_wishes", "moderation_traces", "moderation_cases", "blocks"):
        op.drop_table(table)
