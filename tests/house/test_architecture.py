"""The plan of the house: a file's name is its role and its rights; any other name is pure."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FORUM = ROOT / "forum"
ROOMS = sorted(p.name for p in FORUM.iterdir() if (p / "feature.py").exists())
FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "service", "services"}
STDLIB = sys.stdlib_module_names
LONGEST = 400

# What a role may import beyond the standard library and the forum itself.
OUTSIDE = {
    "models": {"sqlalchemy"}, "queries": {"sqlalchemy"}, "actions": {"sqlalchemy"}, "forms": {"wtforms", "flask_wtf"},
    "views": {"flask", "flask_login", "flask_babel"}, "api": {"flask"}, "cli": {"click", "flask", "huey"}, "feature": {"flask", "flask_login"},
    "blueprint": {"flask"}, "keys": {"flask"}, "blocks": {"flask"}, "listeners": set(), "jobs": set(), "notices": set(), "panels": set(), "indexing": set(), "people": set(), "talking": set(), "moderated": {"markupsafe"},
    # named adapters, one by one
    "accounts.oauth": {"authlib", "flask", "joserfc", "requests"}, "accounts.lookalikes": {"confusable_homoglyphs"},
    "accounts.signed_in": {"flask_login"}, "search.terms": {"snowballstemmer"},
    "professionals.credentials": {"joserfc"}, "voting.tally": {"numpy"}, "voting.signing": {"cryptography"}, "council.printing": {"weasyprint"}, "kernel.calendars": {"icalendar"}, "notifications.pushing": {"cryptography", "py_vapid", "pywebpush", "requests", "urllib3"}, "notifications.jobs": {"flask"}, "demo.provider": {"authlib", "werkzeug", "oidc_provider_mock"},
}  # fmt: skip

# What a role may reach in its own room.
INSIDE = {
    "models": {"types"}, "queries": {"models", "types", "queries", "terms"},
    "actions": {"models", "queries", "events", "types", "actions", "lookalikes", "terms", "credentials", "signing", "tally"},
    "forms": {"types"}, "views": {"forms", "queries", "actions", "access", "types", "blueprint", "views", "keys", "oauth", "signed_in", "personal", "pushing", "printing"},
    "listeners": {"queries", "actions", "events", "notices", "types", "indexing"}, "jobs": {"queries", "actions", "keys", "pushing", "types"}, "cli": {"queries", "actions", "types", "tally"},
    "notices": {"queries", "types", "events"}, "panels": {"queries", "types", "events"}, "blocks": {"queries", "types"},
    "indexing": {"queries", "types", "events"}, "talking": {"queries", "types"}, "moderated": {"queries", "actions", "types"}, "personal": {"types"}, "access": set(), "events": {"types"}, "types": set(),
}  # fmt: skip

# What of a lower room a role may reach.
BELOW = {
    "models": set(), "queries": {"queries", "types", "models"}, "actions": {"queries", "actions", "types", "events", "requirements"}, "forms": {"types"},
    "views": {"queries", "types", "devices"}, "listeners": {"events", "actions", "types"}, "jobs": {"actions"}, "cli": {"actions", "queries"},
    "notices": {"queries", "actions", "types"}, "panels": {"types"}, "indexing": {"matching", "types", "actions", "queries"}, "blocks": {"queries", "types"}, "personal": {"types"},
    "access": {"types"}, "events": {"types"}, "types": {"types"}, "talking": {"types"}, "moderated": {"types"},
}  # fmt: skip

# The kernel is a closed list. Pure modules of it may be used by pure modules of rooms.
KERNEL_PURE = {"addresses", "clock", "errors", "facts", "files", "hashing", "ids", "rules", "settings", "text", "words", "spreadsheets", "sealing", "images", "suppression"}
KERNEL = KERNEL_PURE | {
    "access", "assets", "calendars", "cards", "db", "error_pages", "events", "forms", "headers", "health", "i18n", "instance", "jobs", "letters", "logs", "mail",
    "outbox", "pages", "puzzles", "qr", "records", "storage", "turns", "web", "worker",
}  # fmt: skip
KERNEL_FLASK = {"access", "pages", "web", "i18n", "error_pages", "headers", "logs"}


def modules() -> list[tuple[str, str, Path]]:
    found = []
    for room in ROOMS:
        for file in sorted((FORUM / room).rglob("*.py")):
            parts = file.relative_to(FORUM / room).with_suffix("").parts
            found.append((room, parts[0] if parts[0] != "__init__" else "__init__", file))
    return found


def imports(file: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{a.name}" for a in node.names]
    return names


@pytest.mark.parametrize(("room", "role", "file"), modules(), ids=lambda v: v.name if isinstance(v, Path) else str(v))
def test_a_file_uses_only_what_its_name_allows(room, role, file):
    outside = OUTSIDE.get(f"{room}.{role}", OUTSIDE.get(role, set()))
    faults = []
    for name in imports(file):
        top, *rest = name.split(".")
        if top != "forum":
            if top not in STDLIB and top not in outside:
                faults.append(f"{name}: {role} may not use {top}")
        elif rest[:1] == ["kernel"]:
            if role in {"actions", "queries", "models", "types", "events"} and rest[1] in KERNEL_FLASK:
                faults.append(f"{name}: {role} knows no request")
            if _is_pure(room, role) and rest[1] not in KERNEL_PURE:
                faults.append(f"{name}: {role} is pure")
        elif rest[:1] == [room]:
            inner = rest[1]
            allowed = INSIDE.get(role)
            if inner != room and allowed is not None and inner not in allowed and not _is_pure(room, inner):
                faults.append(f"{name}: {role} may not reach {inner}")
        elif rest and role in BELOW and room != "demo":
            inner = rest[1] if len(rest) > 1 else ""
            if inner and inner not in BELOW[role]:
                faults.append(f"{name}: {role} may not reach {inner} of a lower room")
    assert not faults, "\n".join(faults)


def _is_pure(room: str, role: str) -> bool:
    known = set(OUTSIDE) | set(INSIDE) | {"__init__"}
    return role not in known and f"{room}.{role}" not in OUTSIDE and room != "demo"


def test_the_kernel_is_a_closed_list():
    there = {f.stem for f in (FORUM / "kernel").glob("*.py")} - {"__init__"}
    assert there == KERNEL, "a new kernel module needs a decision record, and its name here"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_is_for_and_nothing_else_in_its_init(room):
    tree = ast.parse((FORUM / room / "__init__.py").read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    assert len(tree.body) == 1


def test_no_file_is_called_a_drawer():
    assert not [f for f in FORUM.rglob("*.py") if f.stem in FORBIDDEN]


def test_no_file_is_two_files_long():
    long = {str(f.relative_to(ROOT)): n for f in FORUM.rglob("*.py") if (n := len(f.read_text(encoding="utf-8").splitlines())) > LONGEST}
    assert not long


def test_rows_are_locked_so_that_others_may_refer_to_them():
    """See docs/decisions/0006. Two locks are firmer: what they lock is deleted, and nothing refers to it."""
    firm = [f.relative_to(FORUM).as_posix() for f in FORUM.rglob("*.py") for line in f.read_text(encoding="utf-8").splitlines() if ".with_for_update(" in line and "key_share=True" not in line]
    assert sorted(firm) == ["kernel/events.py", "professionals/actions/networking.py"]  # a delivery, a connection


def test_pure_modules_load_no_web_and_no_database():
    pure = ["forum.residency.requirements", "forum.residency.rolls", "forum.residency.tries", "forum.city.colours", "forum.search.matching", "forum.search.engines", "forum.search.snippets",
            "forum.proposals.lifecycle", "forum.proposals.content", "forum.proposals.diffs", "forum.proposals.amending", "forum.proposals.paging", "forum.proposals.support",
            "forum.city.positions", "forum.discussions.ranking",
            "forum.accounts.devices", "forum.kernel.rules", "forum.kernel.facts", "forum.kernel.hashing"]
    code = f"import sys, {', '.join(pure)}; sys.exit(sum(m in sys.modules for m in ('flask', 'sqlalchemy', 'werkzeug')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_every_public_function_says_how_to_use_it():
    silent = []
    for file in FORUM.rglob("*.py"):
        if {"views", "queries"} & set(file.parts) or file.stem in {"queries", "notices", "listeners"}:
            continue
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node):
                silent.append(f"{file.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert not silent, "\n".join(silent)


def test_no_state_of_a_page_is_a_newest_number_alone():
    # On PostgreSQL what has the newest number is not what was committed last: a page depends on `records.clock()`, or on the sum of the latest too.
    bare = []
    for file in FORUM.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [*getattr(node, "targets", ()), getattr(node, "target", None), getattr(node, "func", None)]
            name = getattr(node, "name", None) or next((n.id for n in names if isinstance(n, ast.Name)), "")
            words = ast.unparse(node) if re.fullmatch(r"_?(state|stamp|stamp_of_\w+|version|thread|clock|conditional)", name.lower()) else ""
            if re.search(r"\bmax\(", words) and "sum(" not in words:
                bare.append(f"{file.relative_to(ROOT)}:{node.lineno} {name}")
    assert not bare, "\n".join(bare)
