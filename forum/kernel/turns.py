"""A line for those who write to one file: threads of this process and other processes, each in turn. Only a courtesy; the file has its own lock."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # not on Windows, where only the threads of a process take turns
    fcntl = None  # type: ignore[assignment]

LONGEST, PAUSE = 5.0, 0.0005


class Turns:
    """Turns at a file. Whoever has waited five seconds goes on without one, to be told by the database that it is busy."""

    def __init__(self, path: str) -> None:
        self._threads, self._path = threading.Lock(), Path(path)

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Wait for a turn, and keep it inside."""
        until = time.monotonic() + LONGEST
        is_first = self._threads.acquire(timeout=LONGEST)
        try:
            if fcntl is None or not is_first:
                yield
                return
            with self._path.open("ab") as file:
                while time.monotonic() < until:
                    try:
                        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        break
                    except OSError:
                        time.sleep(PAUSE)
                yield  # closing the file ends the turn, as does the end of the process
        finally:
            if is_first:
                self._threads.release()
