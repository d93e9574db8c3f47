"""Professionals know each other: connections, photos, where they work; organisations that speak and sign for themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("identities", sa.Column("verified", sa.String(length=60), nullable=False, server_default=""))
    op.add_column("identities", sa.Column("verified_at", Moment, nullable=True))
    op.add_column("recognised_bodies", sa.Column("issuer", sa.String(length=200), nullable=False, server_default=""))
    op.add_column("recognised_bodies", sa.Column("key", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("professional_profiles", sa.Column("photo_key", sa.String(length=60), nullable=True))
    op.add_column("professional_profiles", sa.Column("district_id", Number, nullable=True))
    op.add_column("professional_profiles", sa.Column("takes_questions", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(op.f("ix_professional_profiles_district_id"), "professional_profiles", ["district_id"])
    op.create_table("connections",
        sa.Column("id", Number, nullable=False),
        sa.Column("low_id", Number, nullable=False),
        sa.Column("high_id", Number, nullable=False),
        sa.Column("asker_id", Number, nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("asked_at", Moment, nullable=False),
        sa.Column("accepted_at", Moment, nullable=True),
        sa.Column("declined_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["asker_id"], ["people.id"], name=op.f("fk_connections_asker_id_people")),
        sa.ForeignKeyConstraint(["high_id"], ["people.id"], name=op.f("fk_connections_high_id_people")),
        sa.ForeignKeyConstraint(["low_id"], ["people.id"], name=op.f("fk_connections_low_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connections")),
        sa.UniqueConstraint("low_id", "high_id", name=op.f("uq_connections_low_id_high_id"))
    )
    op.create_index(op.f("ix_connections_asker_id"), "connections", ["asker_id"])
    op.create_index(op.f("ix_connections_high_id"), "connections", ["high_id"])
    op.create_table("attesters",
        sa.Column("body_id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("added_by", Number, nullable=True),
        sa.Column("added_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_attesters_added_by_people")),
        sa.ForeignKeyConstraint(["body_id"], ["recognised_bodies.id"], name=op.f("fk_attesters_body_id_recognised_bodies")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_attesters_person_id_people")),
        sa.PrimaryKeyConstraint("body_id", "person_id", name=op.f("pk_attesters"))
    )
    op.create_index(op.f("ix_attesters_person_id"), "attesters", ["person_id"])
    op.create_index(op.f("ix_attesters_added_by"), "attesters", ["added_by"])
    op.create_table("attestation_asks",
        sa.Column("claim_id", Number, nullable=False),
        sa.Column("asked_at", Moment, nullable=False),
        sa.Column("answered_at", Moment, nullable=True),
        sa.Column("by_id", Number, nullable=True),
        sa.Column("is_true", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_attestation_asks_by_id_people")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_attestation_asks_claim_id_claims")),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_attestation_asks"))
    )
    op.create_index(op.f("ix_attestation_asks_by_id"), "attestation_asks", ["by_id"])
    op.create_table("credentials",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("claim_id", Number, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_credentials_claim_id_claims")),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_credentials"))
    )
    op.create_index(op.f("ix_credentials_claim_id"), "credentials", ["claim_id"])
    op.create_table("expert_questions",
        sa.Column("id", Number, nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", Number, nullable=False),
        sa.Column("field_id", Number, nullable=False),
        sa.Column("asker_id", Number, nullable=False),
        sa.Column("words", sa.String(length=600), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", Moment, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["asker_id"], ["people.id"], name=op.f("fk_expert_questions_asker_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_questions"))
    )
    op.create_index("ix_expert_questions_subject", "expert_questions", ["subject", "subject_id", "id"])
    op.create_index("ix_expert_questions_due", "expert_questions", ["state", "due_at"])
    op.create_index(op.f("ix_expert_questions_asker_id"), "expert_questions", ["asker_id"])
    op.create_index(op.f("ix_expert_questions_field_id"), "expert_questions", ["field_id"])
    op.create_table("experts_asked",
        sa.Column("question_id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("comment_id", Number, nullable=True),
        sa.Column("at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_experts_asked_comment_id_comments")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_experts_asked_person_id_people")),
        sa.ForeignKeyConstraint(["question_id"], ["expert_questions.id"], name=op.f("fk_experts_asked_question_id_expert_questions")),
        sa.PrimaryKeyConstraint("question_id", "person_id", name=op.f("pk_experts_asked"))
    )
    op.create_index("ix_experts_asked_person", "experts_asked", ["person_id", "state", "question_id"])
    op.create_index(op.f("ix_experts_asked_comment_id"), "experts_asked", ["comment_id"])


def downgrade() -> None:
    for table in ("experts_asked", "expert_questions", "credentials", "attestation_asks", "attesters", "connections"):
        op.drop_table(table)
    op.drop_index("ix_professional_profiles_district_id", "professional_profiles")
    for table, column in (("identities", "verified_at"), ("identities", "verified"), ("professional_profiles", "takes_questions"), ("professional_profiles", "district_id"), ("professional_profiles", "photo_key"), ("recognised_bodies", "key"), ("recognised_bodies", "issuer")):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
