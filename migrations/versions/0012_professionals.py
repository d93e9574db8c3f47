"""Professionals: claims, evidence, decisions, and the standing that author lines show."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table("professional_fields",
        sa.Column("id", Number, nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_professional_fields")),
        sa.UniqueConstraint("slug", name=op.f("uq_professional_fields_slug"))
    )
    op.create_table("recognised_bodies",
        sa.Column("id", Number, nullable=False),
        sa.Column("short", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("country", sa.String(length=60), nullable=False),
        sa.Column("register_url", sa.String(length=200), nullable=False),
        sa.Column("pattern", sa.String(length=80), nullable=False),
        sa.Column("months", Number, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recognised_bodies")),
        sa.UniqueConstraint("short", name=op.f("uq_recognised_bodies_short"))
    )
    op.create_table("claims",
        sa.Column("id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("body_id", Number, nullable=True),
        sa.Column("field_id", Number, nullable=False),
        sa.Column("identifier_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("identifier_tail", sa.String(length=3), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("sent_at", Moment, nullable=True),
        sa.Column("valid_until", Moment, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("appeals", Number, nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["recognised_bodies.id"], name=op.f("fk_claims_body_id_recognised_bodies")),
        sa.ForeignKeyConstraint(["field_id"], ["professional_fields.id"], name=op.f("fk_claims_field_id_professional_fields")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_claims_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims"))
    )
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claims_body_id"), ["body_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claims_field_id"), ["field_id"], unique=False)
        batch_op.create_index("ix_claims_person", ["person_id", "id"], unique=False)
        batch_op.create_index("ix_claims_queue", ["state", "sent_at", "id"], unique=False)
    op.create_table("professional_profiles",
        sa.Column("person_id", Number, nullable=False),
        sa.Column("headline", sa.String(length=120), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_professional_profiles_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_professional_profiles"))
    )
    op.create_table("standings",
        sa.Column("claim_id", Number, autoincrement=False, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.String(length=120), nullable=False),
        sa.Column("field_id", Number, nullable=False),
        sa.Column("checked_at", Moment, nullable=False),
        sa.Column("valid_until", Moment, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_standings_person_id_people")),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_standings"))
    )
    with op.batch_alter_table("standings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_standings_field_id"), ["field_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_standings_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_standings_valid_until"), ["valid_until"], unique=False)
    op.create_table("work_domains",
        sa.Column("domain", sa.String(length=120), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("added_by", Number, nullable=True),
        sa.Column("added_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_work_domains_added_by_people")),
        sa.PrimaryKeyConstraint("domain", name=op.f("pk_work_domains"))
    )
    with op.batch_alter_table("work_domains", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_domains_added_by"), ["added_by"], unique=False)
    op.create_table("claim_decisions",
        sa.Column("id", Number, nullable=False),
        sa.Column("claim_id", Number, nullable=False),
        sa.Column("reviewer_id", Number, nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_decisions_claim_id_claims")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["people.id"], name=op.f("fk_claim_decisions_reviewer_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_decisions"))
    )
    with op.batch_alter_table("claim_decisions", schema=None) as batch_op:
        batch_op.create_index("ix_claim_decisions_claim", ["claim_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_decisions_reviewer_id"), ["reviewer_id"], unique=False)
    op.create_table("evidence",
        sa.Column("id", Number, nullable=False),
        sa.Column("claim_id", Number, nullable=False),
        sa.Column("method", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("by_id", Number, nullable=True),
        sa.Column("key", sa.String(length=60), nullable=True),
        sa.Column("is_counted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_evidence_by_id_people")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_evidence_claim_id_claims")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence"))
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_by_id"), ["by_id"], unique=False)
        batch_op.create_index("ix_evidence_claim", ["claim_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_key"), ["key"], unique=False)
    op.create_table("vouches",
        sa.Column("id", Number, nullable=False),
        sa.Column("claim_id", Number, nullable=False),
        sa.Column("voucher_id", Number, nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_vouches_claim_id_claims")),
        sa.ForeignKeyConstraint(["voucher_id"], ["people.id"], name=op.f("fk_vouches_voucher_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouches")),
        sa.UniqueConstraint("claim_id", "voucher_id", name=op.f("uq_vouches_claim_id_voucher_id"))
    )
    with op.batch_alter_table("vouches", schema=None) as batch_op:
        batch_op.create_index("ix_vouches_voucher", ["voucher_id", "at"], unique=False)
    op.create_table("work_mails",
        sa.Column("id", Number, nullable=False),
        sa.Column("claim_id", Number, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("domain", sa.String(length=120), nullable=False),
        sa.Column("sent_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("used_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_work_mails_claim_id_claims")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_mails")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_work_mails_token_hash"))
    )
    with op.batch_alter_table("work_mails", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_mails_address_hash"), ["address_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_mails_claim_id"), ["claim_id"], unique=False)
    op.create_table("document_readings",
        sa.Column("id", Number, nullable=False),
        sa.Column("evidence_id", Number, nullable=False),
        sa.Column("reviewer_id", Number, nullable=False),
        sa.Column("shows_it", sa.Boolean(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_document_readings_evidence_id_evidence")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["people.id"], name=op.f("fk_document_readings_reviewer_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_readings")),
        sa.UniqueConstraint("evidence_id", "reviewer_id", name=op.f("uq_document_readings_evidence_id_reviewer_id"))
    )
    with op.batch_alter_table("document_readings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_readings_reviewer_id"), ["reviewer_id"], unique=False)
    op.add_column("comments", sa.Column("interest", sa.String(length=300), nullable=False, server_default=""))
    op.add_column("amendments", sa.Column("nth", Number, nullable=False, server_default="0"))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("""
            CREATE FUNCTION decisions_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'a decision never changes'; END $$""")
        op.execute("CREATE TRIGGER decisions_are_kept BEFORE UPDATE ON claim_decisions FOR EACH ROW EXECUTE FUNCTION decisions_are_kept()")
    else:
        op.execute("CREATE TRIGGER decisions_are_kept BEFORE UPDATE ON claim_decisions BEGIN SELECT RAISE(ABORT, 'a decision never changes'); END")


def downgrade() -> None:
    op.execute("ALTER TABLE amendments DROP COLUMN nth")
    op.execute("ALTER TABLE comments DROP COLUMN interest")
    for table in ("document_readings", "work_mails", "vouches", "evidence", "claim_decisions", "work_domains", "standings", "professional_profiles", "claims", "recognised_bodies", "professional_fields"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION decisions_are_kept()")
