"""Turns at a file: one at a time, in this process and across processes, and nobody waits for ever."""

import subprocess
import sys
import threading
import time

from forum.kernel import turns
from forum.kernel.turns import Turns

HOLD = "import sys, time\nfrom forum.kernel.turns import Turns\nwith Turns(sys.argv[1]).mine():\n    print('mine', flush=True)\n    time.sleep(60)\n"


def test_threads_are_never_inside_together(tmp_path):
    line, inside, most = Turns(str(tmp_path / "line")), [], []

    def work():
        for _ in range(20):
            with line.mine():
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert len(most) == 160
    assert max(most) == 1


def test_another_process_keeps_its_turn_until_it_dies(tmp_path):
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "line")], stdout=subprocess.PIPE, text=True)
    assert other.stdout.readline() == "mine\n"
    threading.Timer(0.3, other.kill).start()
    begin = time.monotonic()
    with Turns(str(tmp_path / "line")).mine():
        assert 0.2 < time.monotonic() - begin < 4
    other.wait()


def test_whoever_has_waited_too_long_goes_on_without_a_turn(tmp_path, monkeypatch):
    monkeypatch.setattr(turns, "LONGEST", 0.1)
    line, went = Turns(str(tmp_path / "line")), []

    def late():
        with line.mine():
            went.append("late")

    with line.mine():
        thread = threading.Thread(target=late)
        thread.start()
        thread.join(5)
        assert went == ["late"]
    with line.mine():
        went.append("again")
    assert went == ["late", "again"]
