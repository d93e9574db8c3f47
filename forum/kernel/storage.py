"""Where uploads lie: a local folder or an S3 bucket, under random names, with a row that says whose they are."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from flask import Flask, current_app
from sqlalchemy import String, event, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from forum.kernel import files
from forum.kernel.db import Base, db
from forum.kernel.errors import NotFound
from forum.kernel.ids import new_public_id

KEY = re.compile(r"[a-z_]+/[0-9a-z]{20}(\.[a-z]{3,4})?")


class StoredFile(Base):
    """A file in the storage: whose it is and what for, so that deleting a person finds every file."""

    __tablename__ = "stored_files"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    owner_id: Mapped[int | None] = mapped_column(index=True)
    purpose: Mapped[str] = mapped_column(String(40))
    bytes: Mapped[int]
    created_at: Mapped[datetime]


class Storage(Protocol):
    """Three verbs on keys such as `papers/4hj2…`. Raises NotFound."""

    def put(self, key: str, data: bytes) -> None: ...
    def get(self, key: str) -> bytes: ...
    def delete(self, key: str) -> None: ...


class LocalFolder:
    """A private folder; a file appears whole or not at all."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, data: bytes) -> None:
        target = self.root / checked(key)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        files.put(target, data)

    def get(self, key: str) -> bytes:
        try:
            return (self.root / checked(key)).read_bytes()
        except FileNotFoundError:
            raise NotFound from None

    def delete(self, key: str) -> None:
        (self.root / checked(key)).unlink(missing_ok=True)


class S3Bucket:
    """A bucket of any S3-compatible store; credentials come from the usual AWS places."""

    def __init__(self, url: str) -> None:
        import boto3  # noqa: PLC0415  an optional extra

        parts = urlsplit(url)
        endpoint = parse_qs(parts.query).get("endpoint", [None])[0]
        self.bucket, self.prefix = parts.netloc, parts.path.strip("/")
        self.client: Any = boto3.client("s3", endpoint_url=endpoint)

    def _name(self, key: str) -> str:
        return f"{self.prefix}/{checked(key)}" if self.prefix else checked(key)

    def put(self, key: str, data: bytes) -> None:
        self.client.put_object(Bucket=self.bucket, Key=self._name(key), Body=data)

    def get(self, key: str) -> bytes:
        try:
            return bytes(self.client.get_object(Bucket=self.bucket, Key=self._name(key))["Body"].read())
        except self.client.exceptions.NoSuchKey:
            raise NotFound from None

    def delete(self, key: str) -> None:
        self.client.delete_object(Bucket=self.bucket, Key=self._name(key))


def checked(key: str) -> str:
    """Return `key` if it is one of ours; a path that a person named never gets here."""
    if not KEY.fullmatch(key):
        raise NotFound
    return key


def init_app(app: Flask, *, url: str, default_folder: Path) -> None:
    """Give the application its storage."""
    parts = urlsplit(url)
    app.extensions["forum.storage"] = S3Bucket(url) if parts.scheme == "s3" else LocalFolder(Path(parts.path) if url else default_folder)


def store(data: bytes, *, purpose: str, owner_id: int | None, now: datetime) -> str:
    """Keep `data` under a new random key and return the key; the row belongs to the running transaction."""
    key = f"{purpose}/{new_public_id(20)}"
    _storage().put(key, data)
    db.session().info.setdefault("stored", []).append(key)
    db.session.add(StoredFile(key=key, owner_id=owner_id, purpose=purpose, bytes=len(data), created_at=now))
    db.session.flush()
    return key


def fetch(key: str) -> bytes:
    """Return the bytes of a stored file. Raises NotFound."""
    return _storage().get(key)


def discard(key: str) -> None:
    """Delete a stored file and its row."""
    _storage().delete(key)
    row = db.session.get(StoredFile, key)
    if row is not None:
        db.session.delete(row)


def hand_over(keys: Iterable[str]) -> None:
    """Make files the city's own: what was published stays when the person who sent it leaves."""
    db.session.execute(update(StoredFile).where(StoredFile.key.in_(list(keys))).values(owner_id=None))


def keys_of(owner_id: int) -> list[str]:
    """Return the keys of every file a person owns."""
    return list(db.session.scalars(select(StoredFile.key).where(StoredFile.owner_id == owner_id)))


@event.listens_for(db.session, "after_commit")
def _keep(session: Session) -> None:
    session.info.pop("stored", None)


@event.listens_for(db.session, "after_rollback")
def _take_back(session: Session) -> None:
    for key in session.info.pop("stored", []):
        _storage().delete(key)


def _storage() -> Storage:
    found: Storage = current_app.extensions["forum.storage"]
    return found
