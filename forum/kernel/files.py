"""Files that appear whole or not at all, whoever reads meanwhile and whatever is killed."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def put(file: Path, data: bytes) -> None:
    """Write `file`, in the place of what was there."""
    with _beside(file, data) as whole:
        whole.replace(file)
    _settle(file.parent)


def put_first(file: Path, data: bytes) -> bool:
    """Write `file` unless it is there; tell whether it was ours. Of many processes at once one writes."""
    with _beside(file, data) as whole:
        try:
            os.link(whole, file)
        except FileExistsError:
            return False
    _settle(file.parent)
    return True


@contextmanager
def _beside(file: Path, data: bytes) -> Iterator[Path]:
    """Hold `data` in a file of the same folder, readable by us alone, that is gone afterwards."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Let the name outlive a power cut, as the bytes do."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
