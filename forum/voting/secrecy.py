"""The keys of votes: each a file outside the database and its backups, made when a vote is announced, destroyed when it closes."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from forum.kernel import files
from forum.kernel.hashing import keyed_hash
from forum.voting import notes
from forum.voting.signing import Signer


@dataclass(frozen=True)
class Vault:
    """A folder with one small file for each vote that is announced or open."""

    folder: Path

    def make(self, contest: str) -> None:
        """Make the key of a vote, once; a key that is there is never replaced."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.put_first(self._file(contest), secrets.token_bytes(32))

    def key(self, contest: str) -> bytes | None:
        """Return the key of a vote, or None when it is gone: destroyed at close, or lost."""
        try:
            found = self._file(contest).read_bytes()
        except OSError:
            return None
        return found if len(found) == 32 else None

    def destroy(self, contest: str) -> None:
        """Overwrite the key and take the file away. A second time does nothing."""
        file = self._file(contest)
        try:
            with file.open("r+b") as out:
                out.write(secrets.token_bytes(32))
                out.flush()
                os.fsync(out.fileno())
            file.unlink()
        except FileNotFoundError:
            return

    def _file(self, contest: str) -> Path:
        return self.folder / f"{contest}.key"


@dataclass(frozen=True)
class Secrets:
    """What voting needs and the database must not have: keys of running votes, the key that signs, the key lots are made of, and the log's name."""

    vault: Vault
    signer: Signer
    lot_key: bytes
    origin: str

    def log_of(self, contest: str) -> str:
        """Return the name of a vote's public log."""
        return f"{self.origin}/votes/{contest}"

    def seed(self, contest: str, salt: str) -> bytes:
        """Return the seed of a vote's lots: unknown before it is shown, the same whenever asked."""
        return bytes.fromhex(keyed_hash(self.lot_key, contest, salt))

    def note(self, body: str) -> str:
        """Return a body as a note signed by this forum."""
        return notes.signed(body, name=self.origin, public_key=self.signer.public_key, signature=self.signer.sign(body))

    @property
    def verifier(self) -> str:
        """Return the public key as it is published."""
        return notes.verifier_key(self.origin, self.signer.public_key)
