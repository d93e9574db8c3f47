"""Votes: contests and their options, the roll, ballots, the public log, results."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table("contests",
        sa.Column("id", Number, nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("district_id", Number, nullable=True),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("seats", Number, nullable=False),
        sa.Column("ranks", Number, nullable=False),
        sa.Column("publish", sa.String(length=8), nullable=False),
        sa.Column("opens_at", Moment, nullable=False),
        sa.Column("closes_at", Moment, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("state_at", Moment, nullable=False),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.Column("made_by", Number, nullable=True),
        sa.Column("touched_at", Moment, nullable=False),
        sa.Column("announced_at", Moment, nullable=True),
        sa.Column("announced", sa.Text(), nullable=False),
        sa.Column("announced_hash", sa.String(length=64), nullable=False),
        sa.Column("opened_at", Moment, nullable=True),
        sa.Column("closed_at", Moment, nullable=True),
        sa.Column("eligible", Number, nullable=True),
        sa.Column("lot_salt", sa.String(length=64), nullable=False),
        sa.Column("lot_commit", sa.String(length=64), nullable=False),
        sa.Column("lot_draw", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column("early_by", Number, nullable=True),
        sa.Column("early_at", Moment, nullable=True),
        sa.Column("early_reason", sa.String(length=600), nullable=False),
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.Column("rows_key", sa.String(length=60), nullable=True),
        sa.Column("card_key", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_contests_district_id_districts")),
        sa.ForeignKeyConstraint(["early_by"], ["people.id"], name=op.f("fk_contests_early_by_people")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_contests_made_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contests")),
        sa.UniqueConstraint("once", name=op.f("uq_contests_once")),
        sa.UniqueConstraint("slug", name=op.f("uq_contests_slug")),
    )
    op.create_index(op.f("ix_contests_district_id"), "contests", ["district_id"])
    op.create_index(op.f("ix_contests_early_by"), "contests", ["early_by"])
    op.create_index(op.f("ix_contests_made_by"), "contests", ["made_by"])
    op.create_index("ix_contests_newest", "contests", ["opens_at", "id"])
    op.create_index("ix_contests_state", "contests", ["state", "closes_at"])
    op.create_table("contest_options",
        sa.Column("contest_id", Number, nullable=False),
        sa.Column("code", Number, autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("proposal_id", Number, nullable=True),
        sa.Column("is_status_quo", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_contest_options_contest_id_contests")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_contest_options_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("contest_id", "code", name=op.f("pk_contest_options")),
    )
    op.create_index(op.f("ix_contest_options_proposal_id"), "contest_options", ["proposal_id"])
    op.create_table("contest_roll",
        sa.Column("contest_id", Number, autoincrement=False, nullable=False),
        sa.Column("person_id", Number, autoincrement=False, nullable=False),
        sa.Column("district_id", Number, nullable=True),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_contest_roll_contest_id_contests")),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_contest_roll_district_id_districts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_contest_roll_person_id_people")),
        sa.PrimaryKeyConstraint("contest_id", "person_id", name=op.f("pk_contest_roll")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_contest_roll_person_id"), "contest_roll", ["person_id"])
    op.create_table("ballots",
        sa.Column("handle", sa.LargeBinary(length=16), nullable=False),
        sa.Column("contest_id", Number, nullable=False),
        sa.Column("rank_key", sa.BigInteger(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sending", sa.LargeBinary(length=16), nullable=False),
        sa.Column("by_server", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_ballots_contest_id_contests")),
        sa.PrimaryKeyConstraint("handle", name=op.f("pk_ballots")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ballots_count", "ballots", ["contest_id", "rank_key"])
    op.create_table("contest_leaves",
        sa.Column("contest_id", Number, autoincrement=False, nullable=False),
        sa.Column("leaf", sa.LargeBinary(length=32), nullable=False),
        sa.Column("position", Number, nullable=True),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_contest_leaves_contest_id_contests")),
        sa.PrimaryKeyConstraint("contest_id", "leaf", name=op.f("pk_contest_leaves")),
        sa.UniqueConstraint("contest_id", "position", name=op.f("uq_contest_leaves_contest_id_position")),
        sqlite_with_rowid=False,
    )
    op.create_table("contest_checkpoints",
        sa.Column("contest_id", Number, autoincrement=False, nullable=False),
        sa.Column("size", Number, autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("cosignatures", sa.Text(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_contest_checkpoints_contest_id_contests")),
        sa.PrimaryKeyConstraint("contest_id", "size", name=op.f("pk_contest_checkpoints")),
    )
    op.create_table("contest_results",
        sa.Column("contest_id", Number, autoincrement=False, nullable=False),
        sa.Column("version", Number, autoincrement=False, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("certified_by", Number, nullable=True),
        sa.ForeignKeyConstraint(["certified_by"], ["people.id"], name=op.f("fk_contest_results_certified_by_people")),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_contest_results_contest_id_contests")),
        sa.PrimaryKeyConstraint("contest_id", "version", name=op.f("pk_contest_results")),
    )
    op.create_index(op.f("ix_contest_results_certified_by"), "contest_results", ["certified_by"])


def downgrade() -> None:
    op.drop_table("contest_results")
    op.drop_table("contest_checkpoints")
    op.drop_table("contest_leaves")
    op.drop_table("ballots")
    op.drop_table("contest_roll")
    op.drop_table("contest_options")
    op.drop_table("contests")
