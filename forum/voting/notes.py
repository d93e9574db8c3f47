"""Signed notes and checkpoints in the text form of C2SP (signed-note, tlog-checkpoint): lines anybody can read, keep and compare."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

ED25519, COSIGNATURE = b"\x01", b"\x04"


@dataclass(frozen=True)
class Checkpoint:
    """What a log holds at a moment: its name, how many leaves, and their root."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True)
class Witness:
    """Somebody outside who co-signs checkpoints: what they are called, and their key."""

    name: str
    public_key: bytes


def key_id(name: str, public_key: bytes, kind: bytes = ED25519) -> bytes:
    """Return the four bytes that tell which key signed."""
    return hashlib.sha256(name.encode() + b"\n" + kind + public_key).digest()[:4]


def witness(word: str) -> Witness:
    """Read the public key of a witness (tlog-cosignature). Raises ValueError."""
    name, _, rest = word.partition("+")
    mark, _, encoded = rest.partition("+")
    key = base64.b64decode(encoded, validate=True)
    if not name or key[:1] != COSIGNATURE or len(key) != 33 or key_id(name, key[1:], COSIGNATURE).hex() != mark:
        raise ValueError(word)
    return Witness(name, key[1:])


def cosigned(line: str, body: str, known: Sequence[Witness]) -> tuple[Witness, str, bytes] | None:
    """Return whose co-signature a line is, the words it signs, and the signature, still to be checked; None for anybody not known."""
    words = line.split(" ")
    if len(words) != 3 or words[0] != "—":
        return None
    try:
        data = base64.b64decode(words[2], validate=True)
    except ValueError:
        return None
    who = next((w for w in known if w.name == words[1] and key_id(w.name, w.public_key, COSIGNATURE) == data[:4]), None)
    if who is None or len(data) != 76:
        return None
    return who, f"cosignature/v1\ntime {int.from_bytes(data[4:12], 'big')}\n{body}", data[12:]


def verifier_key(name: str, public_key: bytes) -> str:
    """Return a public key as one word to publish: name, key id, key."""
    return f"{name}+{key_id(name, public_key).hex()}+{base64.b64encode(ED25519 + public_key).decode()}"


def signed(body: str, *, name: str, public_key: bytes, signature: bytes) -> str:
    """Return a note: the body, an empty line, and the signature's line."""
    return f"{body}\n— {name} {base64.b64encode(key_id(name, public_key) + signature).decode()}\n"


def checkpoint_body(checkpoint: Checkpoint) -> str:
    """Return the lines of a checkpoint that are signed."""
    return f"{checkpoint.origin}\n{checkpoint.size}\n{base64.b64encode(checkpoint.root).decode()}\n"


def receipt_body(origin: str, leaf: bytes, due: str) -> str:
    """Return the lines of a receipt that are signed: the log, the leaf, and by when a checkpoint must cover it."""
    return f"{origin}/receipt\n{base64.b64encode(leaf).decode()}\n{due}\n"


def parts(note: str) -> tuple[str, bytes] | None:
    """Return the body and the first signature (key id before it) of a note, or None for a text that is no note."""
    body, empty, last = note.rpartition("\n\n")
    words = last.strip().split(" ")
    if not empty or len(words) != 3 or words[0] != "—":
        return None
    try:
        return body + "\n", base64.b64decode(words[2], validate=True)
    except ValueError:
        return None
