"""The documents of the index. The index itself is the database's own kind of table, made by the migration."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel.db import Base


class SearchDocument(Base):
    """One public thing: what is shown of it when it is found."""

    __tablename__ = "search_documents"
    __table_args__ = (UniqueConstraint("kind", "subject_id"), Index("ix_search_documents_at", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
