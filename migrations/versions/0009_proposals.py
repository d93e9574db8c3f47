"""Proposals, their versions, amendments, endorsements and merges."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table("proposals",
        sa.Column("id", Number, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("stage_at", Moment, nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("district_id", Number, nullable=True),
        sa.Column("lead_id", Number, nullable=False),
        sa.Column("authors", Number, nullable=False),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("opened_at", Moment, nullable=True),
        sa.Column("closes_at", Moment, nullable=True),
        sa.Column("threshold", Number, nullable=True),
        sa.Column("support", Number, nullable=False),
        sa.Column("reached_at", Moment, nullable=True),
        sa.Column("comments", Number, nullable=False),
        sa.Column("version_number", Number, nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("card_key", sa.String(length=60), nullable=True),
        sa.Column("card_digest", sa.String(length=64), nullable=True),
        sa.Column("merged_into_id", Number, nullable=True),
        sa.Column("touched_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_proposals_district_id_districts")),
        sa.ForeignKeyConstraint(["lead_id"], ["people.id"], name=op.f("fk_proposals_lead_id_people")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["proposals.id"], name=op.f("fk_proposals_merged_into_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint("lead_id", "once", name=op.f("uq_proposals_lead_id_once"))
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index("ix_proposals_closing", ["closes_at", "id"], unique=False)
        batch_op.create_index("ix_proposals_discussed", ["comments", "id"], unique=False, sqlite_where=sa.text("opened_at IS NOT NULL"), postgresql_where=sa.text("opened_at IS NOT NULL"))
        batch_op.create_index("ix_proposals_district", ["district_id", "opened_at", "id"], unique=False, sqlite_where=sa.text("opened_at IS NOT NULL"), postgresql_where=sa.text("opened_at IS NOT NULL"))
        batch_op.create_index("ix_proposals_endorsed", ["support", "id"], unique=False, sqlite_where=sa.text("opened_at IS NOT NULL"), postgresql_where=sa.text("opened_at IS NOT NULL"))
        batch_op.create_index(batch_op.f("ix_proposals_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index("ix_proposals_newest", ["opened_at", "id"], unique=False, sqlite_where=sa.text("opened_at IS NOT NULL"), postgresql_where=sa.text("opened_at IS NOT NULL"))
        batch_op.create_index("ix_proposals_stage", ["stage", "opened_at", "id"], unique=False)
        batch_op.create_index("ix_proposals_stage_endorsed", ["stage", "support", "id"], unique=False)
        batch_op.create_index("ix_proposals_district_endorsed", ["district_id", "support", "id"], unique=False)
        batch_op.create_index("ix_proposals_kind", ["kind", "opened_at", "id"], unique=False)
        batch_op.create_index("ix_proposals_kind_endorsed", ["kind", "support", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposals_touched_at"), ["touched_at"], unique=False)
    op.create_table("support_rules",
        sa.Column("area_id", Number, autoincrement=False, nullable=False),
        sa.Column("threshold", Number, nullable=False),
        sa.Column("days", Number, nullable=False),
        sa.Column("changed_by", Number, nullable=True),
        sa.Column("changed_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["people.id"], name=op.f("fk_support_rules_changed_by_people")),
        sa.PrimaryKeyConstraint("area_id", name=op.f("pk_support_rules"))
    )
    with op.batch_alter_table("support_rules", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_rules_changed_by"), ["changed_by"], unique=False)
    op.create_table("amendments",
        sa.Column("id", Number, nullable=False),
        sa.Column("proposal_id", Number, nullable=False),
        sa.Column("base_number", Number, nullable=False),
        sa.Column("section", sa.String(length=20), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column("author_id", Number, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("decision", sa.String(length=600), nullable=False),
        sa.Column("decided_by", Number, nullable=True),
        sa.Column("decided_at", Moment, nullable=True),
        sa.Column("version_number", Number, nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_amendments_author_id_people")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_amendments_decided_by_people")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_amendments_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendments"))
    )
    with op.batch_alter_table("amendments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_amendments_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_amendments_decided_by"), ["decided_by"], unique=False)
        batch_op.create_index("ix_amendments_proposal", ["proposal_id", "outcome", "id"], unique=False)
    op.create_table("endorsements",
        sa.Column("id", Number, nullable=False),
        sa.Column("proposal_id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("version_number", Number, nullable=False),
        sa.Column("district_id", Number, nullable=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("withdrawn_at", Moment, nullable=True),
        sa.Column("carried_from_id", Number, nullable=True),
        sa.ForeignKeyConstraint(["carried_from_id"], ["proposals.id"], name=op.f("fk_endorsements_carried_from_id_proposals")),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_endorsements_district_id_districts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_endorsements_person_id_people")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_endorsements_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsements"))
    )
    with op.batch_alter_table("endorsements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_endorsements_person_id"), ["person_id"], unique=False)
        batch_op.create_index("uq_endorsements_running", ["proposal_id", "person_id"], unique=True, sqlite_where=sa.text("withdrawn_at IS NULL"), postgresql_where=sa.text("withdrawn_at IS NULL"))
    op.create_table("merges",
        sa.Column("id", Number, nullable=False),
        sa.Column("from_id", Number, nullable=False),
        sa.Column("into_id", Number, nullable=False),
        sa.Column("note", sa.String(length=600), nullable=False),
        sa.Column("asked_by", Number, nullable=False),
        sa.Column("asked_at", Moment, nullable=False),
        sa.Column("from_agreed_by", Number, nullable=True),
        sa.Column("into_agreed_by", Number, nullable=True),
        sa.Column("merged_at", Moment, nullable=True),
        sa.Column("declined_by", Number, nullable=True),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column("closed_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_merges_asked_by_people")),
        sa.ForeignKeyConstraint(["declined_by"], ["people.id"], name=op.f("fk_merges_declined_by_people")),
        sa.ForeignKeyConstraint(["from_agreed_by"], ["people.id"], name=op.f("fk_merges_from_agreed_by_people")),
        sa.ForeignKeyConstraint(["from_id"], ["proposals.id"], name=op.f("fk_merges_from_id_proposals")),
        sa.ForeignKeyConstraint(["into_agreed_by"], ["people.id"], name=op.f("fk_merges_into_agreed_by_people")),
        sa.ForeignKeyConstraint(["into_id"], ["proposals.id"], name=op.f("fk_merges_into_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges"))
    )
    with op.batch_alter_table("merges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merges_asked_by"), ["asked_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_merges_declined_by"), ["declined_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_merges_from_agreed_by"), ["from_agreed_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_merges_from_id"), ["from_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_merges_into_agreed_by"), ["into_agreed_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_merges_into_id"), ["into_id"], unique=False)
        batch_op.create_index("uq_merges_open", ["from_id", "into_id"], unique=True, sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL"))
    op.create_table("proposal_people",
        sa.Column("id", Number, nullable=False),
        sa.Column("proposal_id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("part", sa.String(length=12), nullable=False),
        sa.Column("invited_by", Number, nullable=True),
        sa.Column("invited_at", Moment, nullable=False),
        sa.Column("accepted_at", Moment, nullable=True),
        sa.Column("interest", sa.String(length=600), nullable=False),
        sa.Column("ended_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["invited_by"], ["people.id"], name=op.f("fk_proposal_people_invited_by_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_proposal_people_person_id_people")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_proposal_people_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_people"))
    )
    with op.batch_alter_table("proposal_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_people_invited_by"), ["invited_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_people_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_people_proposal_id"), ["proposal_id"], unique=False)
        batch_op.create_index("uq_proposal_people_running", ["proposal_id", "person_id"], unique=True, sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL"))
    op.create_table("proposal_photos",
        sa.Column("id", Number, nullable=False),
        sa.Column("proposal_id", Number, nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("width", Number, nullable=False),
        sa.Column("height", Number, nullable=False),
        sa.Column("added_by", Number, nullable=True),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("published_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_proposal_photos_added_by_people")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_proposal_photos_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_photos"))
    )
    with op.batch_alter_table("proposal_photos", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_photos_added_by"), ["added_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_photos_proposal_id"), ["proposal_id"], unique=False)
    op.create_table("proposal_stages",
        sa.Column("id", Number, nullable=False),
        sa.Column("proposal_id", Number, nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("mover", sa.String(length=12), nullable=False),
        sa.Column("person_id", Number, nullable=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_proposal_stages_person_id_people")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_proposal_stages_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_stages"))
    )
    with op.batch_alter_table("proposal_stages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_stages_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_stages_proposal_id"), ["proposal_id"], unique=False)
    op.create_table("proposal_topics",
        sa.Column("proposal_id", Number, nullable=False),
        sa.Column("topic_id", Number, nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_proposal_topics_proposal_id_proposals")),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name=op.f("fk_proposal_topics_topic_id_topics")),
        sa.PrimaryKeyConstraint("proposal_id", "topic_id", name=op.f("pk_proposal_topics"))
    )
    with op.batch_alter_table("proposal_topics", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_topics_topic_id"), ["topic_id"], unique=False)
    op.create_table("proposal_versions",
        sa.Column("id", Number, nullable=False),
        sa.Column("proposal_id", Number, nullable=False),
        sa.Column("number", Number, nullable=False),
        sa.Column("author_id", Number, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("is_substantial", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("html", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_proposal_versions_author_id_people")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_proposal_versions_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_versions")),
        sa.UniqueConstraint("proposal_id", "number", name=op.f("uq_proposal_versions_proposal_id_number"))
    )
    with op.batch_alter_table("proposal_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_versions_author_id"), ["author_id"], unique=False)
    op.create_table("working_asides",
        sa.Column("id", Number, nullable=False),
        sa.Column("proposal_id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("tab", sa.String(length=20), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("resolved_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_working_asides_person_id_people")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_working_asides_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_asides"))
    )
    with op.batch_alter_table("working_asides", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_working_asides_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_working_asides_proposal_id"), ["proposal_id"], unique=False)
        batch_op.create_index("uq_working_asides_open", ["proposal_id", "person_id", "tab"], unique=True, sqlite_where=sa.text("resolved_at IS NULL"), postgresql_where=sa.text("resolved_at IS NULL"))
    op.create_table("working_texts",
        sa.Column("proposal_id", Number, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("revision", Number, nullable=False),
        sa.Column("saved_by", Number, nullable=True),
        sa.Column("saved_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_working_texts_proposal_id_proposals")),
        sa.ForeignKeyConstraint(["saved_by"], ["people.id"], name=op.f("fk_working_texts_saved_by_people")),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_working_texts"))
    )
    with op.batch_alter_table("working_texts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_working_texts_saved_by"), ["saved_by"], unique=False)
    op.create_table("amendment_wishes",
        sa.Column("amendment_id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("level", Number, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["amendment_id"], ["amendments.id"], name=op.f("fk_amendment_wishes_amendment_id_amendments")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_amendment_wishes_person_id_people")),
        sa.PrimaryKeyConstraint("amendment_id", "person_id", name=op.f("pk_amendment_wishes"))
    )
    with op.batch_alter_table("amendment_wishes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_amendment_wishes_person_id"), ["person_id"], unique=False)
    op.create_table("carry_overs",
        sa.Column("merge_id", Number, nullable=False),
        sa.Column("person_id", Number, nullable=False),
        sa.Column("is_yes", sa.Boolean(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["merge_id"], ["merges.id"], name=op.f("fk_carry_overs_merge_id_merges")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_carry_overs_person_id_people")),
        sa.PrimaryKeyConstraint("merge_id", "person_id", name=op.f("pk_carry_overs"))
    )
    with op.batch_alter_table("carry_overs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_carry_overs_person_id"), ["person_id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("""
            CREATE FUNCTION versions_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'a published version never changes'; END $$""")
        op.execute("CREATE TRIGGER versions_are_kept BEFORE UPDATE OR DELETE ON proposal_versions FOR EACH ROW EXECUTE FUNCTION versions_are_kept()")
    else:
        for act in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER versions_are_kept_{act.lower()} BEFORE {act} ON proposal_versions BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END")


def downgrade() -> None:
    op.drop_table("carry_overs")
    op.drop_table("amendment_wishes")
    op.drop_table("working_texts")
    op.drop_table("working_asides")
    op.drop_table("proposal_versions")
    op.drop_table("proposal_topics")
    op.drop_table("proposal_stages")
    op.drop_table("proposal_photos")
    op.drop_table("proposal_people")
    op.drop_table("merges")
    op.drop_table("endorsements")
    op.drop_table("amendments")
    op.drop_table("support_rules")
    op.drop_table("proposals")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION versions_are_kept()")
