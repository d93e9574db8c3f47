"""The city, its districts, topics and texts, and what people chose among them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table("city",
        sa.Column("id", Number, nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("tagline", sa.JSON(), nullable=False),
        sa.Column("accent", sa.String(length=7), nullable=False),
        sa.Column("version", Number, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city"))
    )
    op.create_table("districts",
        sa.Column("id", Number, nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("position", Number, nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_districts")),
        sa.UniqueConstraint("slug", name=op.f("uq_districts_slug"))
    )
    op.create_table("topics",
        sa.Column("id", Number, nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("icon", sa.String(length=30), nullable=False),
        sa.Column("position", Number, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
        sa.UniqueConstraint("slug", name=op.f("uq_topics_slug"))
    )
    op.create_table("city_texts",
        sa.Column("id", Number, nullable=False),
        sa.Column("slug", sa.String(length=30), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city_texts")),
        sa.UniqueConstraint("slug", "locale", name=op.f("uq_city_texts_slug_locale"))
    )
    op.create_table("home_districts",
        sa.Column("person_id", Number, nullable=False),
        sa.Column("district_id", Number, nullable=False),
        sa.Column("chosen_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_home_districts_district_id_districts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_home_districts_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_home_districts"))
    )
    with op.batch_alter_table("home_districts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_home_districts_district_id"), ["district_id"], unique=False)
    op.create_table("topic_interests",
        sa.Column("person_id", Number, nullable=False),
        sa.Column("topic_id", Number, nullable=False),
        sa.Column("chosen_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_topic_interests_person_id_people")),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name=op.f("fk_topic_interests_topic_id_topics")),
        sa.PrimaryKeyConstraint("person_id", "topic_id", name=op.f("pk_topic_interests"))
    )
    with op.batch_alter_table("topic_interests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_interests_topic_id"), ["topic_id"], unique=False)


def downgrade() -> None:
    op.drop_table("topic_interests")
    op.drop_table("home_districts")
    op.drop_table("city_texts")
    op.drop_table("topics")
    op.drop_table("districts")
    op.drop_table("city")
