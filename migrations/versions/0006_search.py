"""The full-text index: documents, and each database's own table of terms."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table("search_documents",
        sa.Column("id", Number, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", Number, nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_documents"),
        sa.UniqueConstraint("kind", "subject_id", name="uq_search_documents_kind_subject_id"),
    )  # fmt: skip
    op.create_index("ix_search_documents_at", "search_documents", ["at"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE search_index USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')")
    else:
        op.execute("CREATE TABLE search_index (document_id BIGINT PRIMARY KEY REFERENCES search_documents (id) ON DELETE CASCADE, vector tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_search_index_vector ON search_index USING gin (vector)")


def downgrade() -> None:
    op.execute("DROP TABLE search_index")
    op.drop_table("search_documents")
