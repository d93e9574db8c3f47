"""Residencies, and the ways to confirm them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table("residency_methods",
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("enabled_at", Moment, nullable=False),
        sa.Column("enabled_by", Number, nullable=True),
        sa.ForeignKeyConstraint(["enabled_by"], ["people.id"], name=op.f("fk_residency_methods_enabled_by_people")),
        sa.PrimaryKeyConstraint("method", name=op.f("pk_residency_methods"))
    )
    op.create_table("residencies",
        sa.Column("id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("district_id", Number, nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("proof_hash", sa.String(length=64), nullable=False),
        sa.Column("confirmed_at", Moment, nullable=False),
        sa.Column("confirmed_by", Number, nullable=True),
        sa.Column("valid_until", Moment, nullable=False),
        sa.Column("ended_at", Moment, nullable=True),
        sa.Column("ended_by", Number, nullable=True),
        sa.Column("end_reason", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["confirmed_by"], ["people.id"], name=op.f("fk_residencies_confirmed_by_people")),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_residencies_district_id_districts")),
        sa.ForeignKeyConstraint(["ended_by"], ["people.id"], name=op.f("fk_residencies_ended_by_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_residencies_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residencies"))
    )
    with op.batch_alter_table("residencies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_residencies_district_id"), ["district_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_residencies_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_residencies_valid_until"), ["valid_until"], unique=False)
        batch_op.create_index("uq_residencies_proof", ["proof_hash"], unique=True, sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL"))
        batch_op.create_index("uq_residencies_running", ["person_id"], unique=True, sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL"))
    op.create_table("resting_proofs",
        sa.Column("proof_hash", sa.String(length=64), nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.PrimaryKeyConstraint("proof_hash", name=op.f("pk_resting_proofs"))
    )
    op.create_table("residency_tries",
        sa.Column("id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_residency_tries_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residency_tries"))
    )
    with op.batch_alter_table("residency_tries", schema=None) as batch_op:
        batch_op.create_index("ix_residency_tries_person", ["person_id", "method", "at"], unique=False)
    op.create_table("invitations",
        sa.Column("id", Number, nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("district_id", Number, nullable=False),
        sa.Column("batch", sa.String(length=80), nullable=False),
        sa.Column("made_by", Number, nullable=True),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("used_by", Number, nullable=True),
        sa.Column("used_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_invitations_district_id_districts")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_invitations_made_by_people")),
        sa.ForeignKeyConstraint(["used_by"], ["people.id"], name=op.f("fk_invitations_used_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitations_code_hash"))
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitations_batch"), ["batch"], unique=False)
    op.create_table("rolls",
        sa.Column("id", Number, nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("rows", Number, nullable=False),
        sa.Column("imported_by", Number, nullable=True),
        sa.Column("imported_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["imported_by"], ["people.id"], name=op.f("fk_rolls_imported_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rolls"))
    )
    op.create_table("roll_entries",
        sa.Column("id", Number, nullable=False),
        sa.Column("roll_id", Number, nullable=False),
        sa.Column("entry_hash", sa.String(length=64), nullable=False),
        sa.Column("district_id", Number, nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_roll_entries_district_id_districts")),
        sa.ForeignKeyConstraint(["roll_id"], ["rolls.id"], name=op.f("fk_roll_entries_roll_id_rolls")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_entries")),
        sa.UniqueConstraint("roll_id", "entry_hash", name=op.f("uq_roll_entries_roll_id_entry_hash"))
    )
    op.create_table("institution_domains",
        sa.Column("domain", sa.String(length=120), nullable=False),
        sa.Column("district_id", Number, nullable=False),
        sa.Column("added_by", Number, nullable=True),
        sa.Column("added_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_institution_domains_added_by_people")),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_institution_domains_district_id_districts")),
        sa.PrimaryKeyConstraint("domain", name=op.f("pk_institution_domains"))
    )
    op.create_table("papers",
        sa.Column("id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("district_id", Number, nullable=False),
        sa.Column("key", sa.String(length=60), nullable=True),
        sa.Column("submitted_at", Moment, nullable=False),
        sa.Column("opened_by", Number, nullable=True),
        sa.Column("opened_at", Moment, nullable=True),
        sa.Column("decided_by", Number, nullable=True),
        sa.Column("decided_at", Moment, nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_papers_decided_by_people")),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_papers_district_id_districts")),
        sa.ForeignKeyConstraint(["opened_by"], ["people.id"], name=op.f("fk_papers_opened_by_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_papers_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers"))
    )
    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.create_index("uq_papers_waiting", ["person_id"], unique=True, sqlite_where=sa.text("decided_at IS NULL"), postgresql_where=sa.text("decided_at IS NULL"))
    op.create_table("postal_letters",
        sa.Column("id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("district_id", Number, nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("asked_at", Moment, nullable=False),
        sa.Column("printed_at", Moment, nullable=True),
        sa.Column("printed_by", Number, nullable=True),
        sa.Column("expires_at", Moment, nullable=True),
        sa.Column("closed_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_postal_letters_district_id_districts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_postal_letters_person_id_people")),
        sa.ForeignKeyConstraint(["printed_by"], ["people.id"], name=op.f("fk_postal_letters_printed_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postal_letters"))
    )
    with op.batch_alter_table("postal_letters", schema=None) as batch_op:
        batch_op.create_index("uq_postal_letters_open", ["person_id"], unique=True, sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL"))


def downgrade() -> None:
    op.drop_table("postal_letters")
    op.drop_table("papers")
    op.drop_table("institution_domains")
    op.drop_table("roll_entries")
    op.drop_table("rolls")
    op.drop_table("invitations")
    op.drop_table("residency_tries")
    op.drop_table("resting_proofs")
    op.drop_table("residencies")
    op.drop_table("residency_methods")
