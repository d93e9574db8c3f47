"""Threads and comments."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table("threads",
        sa.Column("id", Number, nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", Number, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("comments", Number, nullable=False),
        sa.Column("roots", Number, nullable=False),
        sa.Column("officials", Number, nullable=False),
        sa.Column("stance_for", Number, nullable=False),
        sa.Column("stance_against", Number, nullable=False),
        sa.Column("stance_neutral", Number, nullable=False),
        sa.Column("stance_question", Number, nullable=False),
        sa.Column("pinned_id", Number, nullable=True),
        sa.Column("locked_at", Moment, nullable=True),
        sa.Column("locked_by", Number, nullable=True),
        sa.Column("locked_reason", sa.String(length=300), nullable=False),
        sa.Column("touched_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["locked_by"], ["people.id"], name=op.f("fk_threads_locked_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threads")),
        sa.UniqueConstraint("subject", "subject_id", name=op.f("uq_threads_subject_subject_id"))
    )
    with op.batch_alter_table("threads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_threads_locked_by"), ["locked_by"], unique=False)
    op.create_table("comments",
        sa.Column("id", Number, nullable=False),
        sa.Column("thread_id", Number, nullable=False),
        sa.Column("parent_id", Number, nullable=True),
        sa.Column("ordinal", Number, nullable=False),
        sa.Column("author_id", Number, nullable=False),
        sa.Column("is_official", sa.Boolean(), nullable=False),
        sa.Column("stance", sa.String(length=10), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("edits", Number, nullable=False),
        sa.Column("removed_at", Moment, nullable=True),
        sa.Column("hidden_at", Moment, nullable=True),
        sa.Column("direct", Number, nullable=False),
        sa.Column("below", Number, nullable=False),
        sa.Column("helpful", Number, nullable=False),
        sa.Column("unhelpful", Number, nullable=False),
        sa.Column("score", Number, nullable=False),
        sa.Column("version", Number, nullable=False),
        sa.Column("quote_id", Number, nullable=True),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_comments_author_id_people")),
        sa.ForeignKeyConstraint(["parent_id"], ["comments.id"], name=op.f("fk_comments_parent_id_comments")),
        sa.ForeignKeyConstraint(["quote_id"], ["comments.id"], name=op.f("fk_comments_quote_id_comments")),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name=op.f("fk_comments_thread_id_threads")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
        sa.UniqueConstraint("author_id", "once", name=op.f("uq_comments_author_id_once"))
    )
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.create_index("ix_comments_author", ["author_id", "id"], unique=False)
        batch_op.create_index("ix_comments_best", ["thread_id", "score", "id"], unique=False, sqlite_where=sa.text("parent_id IS NULL"), postgresql_where=sa.text("parent_id IS NULL"))
        batch_op.create_index("ix_comments_discussed", ["thread_id", "below", "id"], unique=False, sqlite_where=sa.text("parent_id IS NULL"), postgresql_where=sa.text("parent_id IS NULL"))
        batch_op.create_index("ix_comments_officials", ["thread_id", "is_official", "id"], unique=False)
        batch_op.create_index("ix_comments_order", ["thread_id", "ordinal"], unique=False, sqlite_where=sa.text("parent_id IS NULL"), postgresql_where=sa.text("parent_id IS NULL"))
        batch_op.create_index(batch_op.f("ix_comments_quote_id"), ["quote_id"], unique=False)
        batch_op.create_index("ix_comments_stance", ["thread_id", "stance", "score", "below", "id"], unique=False)
        batch_op.create_index("uq_comments_place", ["parent_id", "ordinal"], unique=True)
    op.create_table("thread_visits",
        sa.Column("thread_id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("seen_id", Number, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_thread_visits_person_id_people")),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name=op.f("fk_thread_visits_thread_id_threads")),
        sa.PrimaryKeyConstraint("thread_id", "person_id", name=op.f("pk_thread_visits"))
    )
    with op.batch_alter_table("thread_visits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_thread_visits_person_id"), ["person_id"], unique=False)
    op.create_table("comment_edits",
        sa.Column("id", Number, nullable=False),
        sa.Column("comment_id", Number, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_comment_edits_comment_id_comments")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_edits"))
    )
    with op.batch_alter_table("comment_edits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_edits_comment_id"), ["comment_id"], unique=False)
    op.create_table("comment_marks",
        sa.Column("comment_id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("is_helpful", sa.Boolean(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_comment_marks_comment_id_comments")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_comment_marks_person_id_people")),
        sa.PrimaryKeyConstraint("comment_id", "person_id", name=op.f("pk_comment_marks"))
    )
    with op.batch_alter_table("comment_marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_marks_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("comment_marks")
    op.drop_table("comment_edits")
    op.drop_table("thread_visits")
    op.drop_table("comments")
    op.drop_table("threads")
