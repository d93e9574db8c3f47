"""`flask count`: files in, a table or JSON lines out; one bad file does not keep the others from being counted."""

import json
import subprocess
import sys

from forum.voting.bundle import VERIFIER
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


def test_an_election_from_elsewhere_comes_in_is_shown_and_goes_out_to_be_recounted(app, tmp_path, run_flask):
    settings = app.extensions["forum.settings"]
    ours = {"FORUM_PROFILE": "test", "FORUM_INSTANCE": str(settings.instance), "SECRET_KEY": settings.secret_key, "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"]}
    file, out = tmp_path / "votes.csv", tmp_path / "out.zip"
    file.write_text(CSV + ",,2\n")
    done = run_flask("contests", "import", str(file), "--title", "A vote of long ago", **ours)
    assert done.stdout == "/votes/a-vote-of-long-ago\n", done.stderr
    page = app.test_client().get("/votes/a-vote-of-long-ago/result").text
    assert "<h1><bdi>Ann</bdi></h1>" in page
    assert run_flask("contests", "bundle", "a-vote-of-long-ago", str(out), **ours).returncode == 0
    checked = subprocess.run([sys.executable, "-I", str(VERIFIER), str(out)], capture_output=True, text=True, check=False)
    assert checked.stdout.startswith("Everything checked is right"), checked.stdout
    for faulty in (("bundle", "no-such-vote", str(out)), ("import", str(tmp_path / "none.csv"), "--title", "Nothing")):
        refused = run_flask("contests", *faulty, **ours)
        assert refused.returncode == 1
        assert refused.stderr.count("\n") == 1
    assert "neither a folder nor a zip" in subprocess.run([sys.executable, "-I", str(VERIFIER), str(file)], capture_output=True, text=True, check=False).stdout
