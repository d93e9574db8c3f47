"""Serves an application for a measurement, as it is served for real."""

import http.client
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from tests.support.servers import free_port

ROOT = Path(__file__).parent.parent


@contextmanager
def served(module: str, environment: dict[str, str]):
    """Serve a WSGI application with gunicorn, two workers; yield its port."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-w", "2", "--threads", "4", "-k", "gthread", "-b", f"127.0.0.1:{port}", "--log-level", "error", module],
        cwd=ROOT, env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        for _ in range(200):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
                connection.request("GET", "/healthz")
                connection.getresponse().read()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)
