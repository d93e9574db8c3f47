"""Runs every check and every test, and ends with a table: what ran, what was skipped, why, and how to install it."""

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass

from tools.environment import PYTHON, ROOT

BIN = PYTHON.parent


@dataclass
class Lane:
    """One line of the table."""

    name: str
    command: list[str]
    missing: str = ""
    install: str = ""


def run(arguments: list[str]) -> int:
    """Run all lanes; return 1 when one failed, or, with STRICT=1, when one could not run."""
    strict = os.environ.get("STRICT", "") not in {"", "0"} or "--strict" in arguments
    rows, counts = [], {"passed": 0, "failed": 0, "skipped": 0}
    for lane in _lanes():
        if lane.missing:
            rows.append((lane.name, "FAILED" if strict else "skipped", f"{lane.missing}; {lane.install}"))
            continue
        print(f"\n── {lane.name}", flush=True)
        began = time.monotonic()
        status, output = _stream(lane.command)
        found = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|skipped|error)", output)}
        for word in counts:
            counts[word] += found.get(word, 0)
        counts["failed"] += found.get("error", 0)
        failed = status != 0 or (strict and found.get("skipped", 0) > 0)
        rows.append((lane.name, "FAILED" if failed else "ran", f"{time.monotonic() - began:.0f} s" + (f", {found['skipped']} skipped" if found.get("skipped") else "")))
    return _table(rows, counts)


def _lanes() -> list[Lane]:
    pytest = [str(PYTHON), "-m", "pytest", "-n", "2", "--dist", "loadgroup"]
    chromium = os.environ.get("FORUM_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    postgres = shutil.which("initdb") or list((ROOT.__class__("/usr/lib/postgresql")).glob("*/bin/initdb"))
    debian = "Debian: sudo apt-get install -y "
    return [
        Lane("ruff", [str(BIN / "ruff"), "check", "."]),
        Lane("mypy", [str(BIN / "mypy")]),
        Lane("import contracts", [str(BIN / "lint-imports")]),
        Lane("djlint", [str(BIN / "djlint"), "templates", "--lint", "--quiet"]),
        Lane("unit and house", [*pytest, "tests/unit", "tests/house", "-m", "not postgresql"]),
        Lane("integration on SQLite", [*pytest, "tests/integration", "-m", "not postgresql and not redis and not node"]),
        Lane("everything on PostgreSQL", [*pytest, "tests", "-m", "postgresql"], "" if postgres else "no PostgreSQL server programs", debian + "postgresql"),
        Lane("queue on Redis", [*pytest, "tests", "-m", "redis"], "" if shutil.which("redis-server") else "no redis-server", debian + "redis-server"),
        Lane("certified OpenID provider", [*pytest, "tests", "-m", "node and not postgresql"],
             "" if shutil.which("node") and (ROOT / "node_modules" / "oidc-provider").exists() else "no Node.js", debian + "nodejs npm"),
        Lane("journeys in a browser", [*pytest[:3], "tests/journeys"], "" if chromium else "no Chromium", debian + "chromium fonts-noto-core"),
    ]


def _stream(command: list[str]) -> tuple[int, str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("FORUM_") or k == "FORUM_TEST_CHROMIUM"}
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**environment, "PYTHONPATH": str(ROOT)})
    lines = []
    for line in process.stdout or ():
        sys.stdout.write(line)
        sys.stdout.flush()
        lines.append(line)
    return process.wait(), "".join(lines)


def _table(rows: list[tuple[str, str, str]], counts: dict[str, int]) -> int:
    width = max(len(name) for name, _, _ in rows)
    print("\n" + "\n".join(f"  {name:<{width}}  {state:<8} {words}" for name, state, words in rows))
    failed = any(state == "FAILED" for _, state, _ in rows)
    print(f"\n{'Something failed.' if failed else 'Everything that could run is well.'}")
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    return 1 if failed else 0
