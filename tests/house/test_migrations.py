"""Migrations: numbered, one head, up is what the models say, down and up again with data, a failure leaves the schema."""

import re
import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from forum.kernel import clock
from forum.kernel.db import Base, db, transaction
from tests.support.city import a_city, somebody

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"


def test_they_are_numbered_and_have_one_head():
    script = ScriptDirectory(str(MIGRATIONS))
    assert script.get_heads() == [(MIGRATIONS / "CURRENT_HEAD").read_text().strip()]
    files = sorted(f.name for f in (MIGRATIONS / "versions").glob("*.py"))
    assert [int(f[:4]) for f in files] == list(range(1, len(files) + 1))
    assert all(re.fullmatch(r"\d{4}_[a-z_]+\.py", f) for f in files)


def test_what_they_make_is_what_the_models_say(context):
    with db.engine.connect() as connection:
        opts = {"compare_type": True, "include_name": lambda name, kind, parents: kind != "table" or not name.startswith("search_index")}
        found = compare_metadata(MigrationContext.configure(connection, opts=opts), Base.metadata)  # the index is no table of the models
    assert found == []


def test_down_and_up_again_with_data(context):
    somebody("Down And Up")
    db.session.remove()
    for number in range(len(list((MIGRATIONS / "versions").glob("*.py"))) - 1, -1, -1):
        downgrade(revision=f"{number:04d}" if number else "base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    upgrade()
    a_city()
    somebody("Once More")
    assert db.session.scalar(text("SELECT count(*) FROM people")) == 1


def test_minutes_get_a_token_and_still_never_change(context):
    session = text("INSERT INTO council_sessions (id, public_id, title, place, starts_at, ends_at, state, reason, sequence, once, touched_at) VALUES (1, 'one', 'One', '', :now, :now, 'planned', '', 0, 's', :now)")
    entry = text("INSERT INTO council_minutes (session_id, words, html, at) VALUES (1, :words, '', :now)")
    now = clock.now()
    db.session.remove()
    downgrade(revision="0021")
    with transaction():
        db.session.execute(session, {"now": now})
        for words in ("All were there.", "One was late."):
            db.session.execute(entry, {"words": words, "now": now})
    for _ in range(2):
        db.session.remove()
        upgrade()
        assert [tuple(r) for r in db.session.execute(text("SELECT words, once FROM council_minutes ORDER BY id"))] == [("All were there.", "minutes-1"), ("One was late.", "minutes-2")]
        for change in ("UPDATE council_minutes SET once = 'other'", "DELETE FROM council_minutes"):
            with pytest.raises(DBAPIError, match="never changes"), transaction():
                db.session.execute(text(change))
        db.session.remove()
        downgrade(revision="0021")
    upgrade()


def test_a_failing_migration_leaves_the_old_schema(context, tmp_path):
    broken = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, broken)
    head = (MIGRATIONS / "CURRENT_HEAD").read_text().strip()
    (broken / "versions" / "9999_broken.py").write_text(
        f'revision = "9999"\ndown_revision = "{head}"\nfrom alembic import op\nimport sqlalchemy as sa\n'
        'def upgrade():\n    op.create_table("half", sa.Column("id", sa.Integer))\n    op.execute("INSERT INTO nowhere VALUES (1)")\n'
    )
    with pytest.raises(Exception, match="nowhere"):
        upgrade(directory=str(broken))
    assert "half" not in inspect(db.engine).get_table_names()
    assert db.session.scalar(text("SELECT version_num FROM alembic_version")) == head
