"""`flask count`: files in, a table or JSON lines out; one bad file does not keep the others from being counted."""

import json

from tests.unit.voting.test_formats import BLT, CSV


def test_files_are_counted_without_a_database_and_a_bad_one_is_named(tmp_path, run_flask):
    good, bad = tmp_path / "good.blt", tmp_path / "bad.csv"
    good.write_text(BLT)
    bad.write_text("rank 1,count\nA,many\n")
    done = run_flask("count", str(bad), str(good), "--json", DATABASE_URL=f"sqlite:///{tmp_path}/nowhere/none.db")
    assert done.returncode == 2
    first, second = map(json.loads, done.stdout.splitlines())
    assert first == {"error": f"{bad}: line 2: 'many' is not a number that fits here"}
    assert second["winners_set"] == ["Ann O'Neil", "Bob"]


def test_a_table_to_read(tmp_path, run_flask):
    file = tmp_path / "votes.csv"
    file.write_text(CSV)
    done = run_flask("count", str(file), "--method", "irv")
    assert done.returncode == 0
    assert "Elected: Ann" in done.stdout
    assert "Round 1 (threshold 11)" in done.stdout
    assert run_flask("count", str(file), "--method", "nonsense").returncode == 2
    assert "No such file" in run_flask("count", str(tmp_path / "none.csv")).stderr
