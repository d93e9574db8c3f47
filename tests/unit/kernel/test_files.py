"""A file is there whole or not at all: for whoever reads meanwhile, for whoever writes at the same time, after a fault."""

import secrets
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from forum.kernel import files, instance
from forum.kernel.settings import SettingsError, load
from forum.voting.secrecy import Vault

START = """
import sys
from pathlib import Path
from forum.kernel import instance
sys.stdin.readline()
print(instance._kept_secret(Path(sys.argv[1])))
"""


def test_another_name_never_holds_half(tmp_path, monkeypatch):
    target, seen = tmp_path / "a", []
    write = files.os.fsync
    monkeypatch.setattr(files.os, "fsync", lambda handle: (seen.append(target.exists() and target.read_bytes()), write(handle)))
    files.put(target, b"first")
    files.put(target, b"second")
    assert target.read_bytes() == b"second"
    assert seen == [False, b"first", b"first", b"second"]
    assert [f.name for f in tmp_path.iterdir()] == ["a"]


def test_who_comes_second_leaves_what_is_there(tmp_path):
    assert files.put_first(tmp_path / "a", b"first")
    assert not files.put_first(tmp_path / "a", b"second")
    assert (tmp_path / "a").read_bytes() == b"first"
    assert [f.name for f in tmp_path.iterdir()] == ["a"]
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


def test_a_disk_that_is_full_leaves_nothing_and_the_old_stays(tmp_path, monkeypatch):
    files.put(tmp_path / "a", b"old")
    monkeypatch.setattr(files.os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    for write in (files.put, files.put_first):
        with pytest.raises(OSError, match="No space"):
            write(tmp_path / ("a" if write is files.put else "b"), b"new")
    assert [(f.name, f.read_bytes()) for f in tmp_path.iterdir()] == [("a", b"old")]


def test_a_process_that_starts_while_another_makes_the_secret_has_the_same(tmp_path, monkeypatch):
    """The second looks in the moment the first has decided to make one: it must not read an empty file."""
    make, second = secrets.token_hex, []

    def slow(size: int) -> str:
        if not second:
            second.append("")
            second[0] = load_there(tmp_path).secret_key
        return make(size)

    monkeypatch.setattr(instance.secrets, "token_hex", slow)
    first = load_there(tmp_path).secret_key
    assert len(first) == 64
    assert second == [first]


def test_eight_processes_at_once_have_one_secret(tmp_path):
    started = [subprocess.Popen([sys.executable, "-c", START, str(tmp_path / "secret_key")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(8)]
    for process in started:
        process.stdin.write("\n")
        process.stdin.flush()
    said = {process.communicate(timeout=60)[0].strip() for process in started}
    assert len(said) == 1
    assert len(said.pop()) == 64


def test_an_empty_secret_is_said_and_not_worked_with(tmp_path):
    (tmp_path / "secret_key").write_text("\n")
    with pytest.raises(SettingsError, match="secret_key is empty"):
        load_there(tmp_path)


def test_the_key_of_a_vote_survives_a_fault_while_it_is_made(tmp_path, monkeypatch):
    vault = Vault(tmp_path / "keys")
    with monkeypatch.context() as broken:
        broken.setattr(files.os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(5, "Input/output error")))
        with pytest.raises(OSError, match="Input"):
            vault.make("c1")
    assert vault.key("c1") is None
    vault.make("c1")
    assert len(vault.key("c1")) == 32


def load_there(folder: Path):
    return instance.complete(load({"FORUM_PROFILE": "test", "FORUM_INSTANCE": str(folder), "FORUM_PROOF_KEY": "p" * 40}))
