"""Children end with their parent, however the parent ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.embedded import processes

ROOT = Path(__file__).resolve().parent.parent.parent
PARENT = """
import sys, time
from pathlib import Path
from config.embedded import processes
child = processes.start(["sleep", "60"], log=Path(sys.argv[1]))
print(child.pid, flush=True)
time.sleep(60)
"""


def gone(pid: int) -> bool:
    """Whether the process has ended (a zombie that nobody waits for has)."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def test_a_child_ends_with_a_killed_parent(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "log")], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert not Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].startswith(" Z")
    parent.kill()
    parent.wait()
    assert gone(child)


def test_a_child_that_does_not_listen_is_killed_after_its_patience(tmp_path: Path) -> None:
    child = processes.start(["sh", "-c", "trap '' TERM; sleep 60 & wait; sleep 60"], log=tmp_path / "log")
    time.sleep(0.2)
    started = time.monotonic()
    processes.stop(child, patience=0.3)
    assert child.returncode == -signal.SIGKILL
    assert time.monotonic() - started < 5


def test_ctrl_c_in_the_terminal_does_not_reach_a_child(tmp_path: Path) -> None:
    child = processes.start(["sleep", "60"], log=tmp_path / "log")
    assert os.getpgid(child.pid) != os.getpgid(0)
    processes.kill(child)


def test_output_goes_to_the_log(tmp_path: Path) -> None:
    processes.start(["sh", "-c", "echo out; echo err >&2"], log=tmp_path / "logs" / "log").wait()
    assert sorted((tmp_path / "logs" / "log").read_text().split()) == ["err", "out"]


def test_a_taken_port_gives_the_next_free_one() -> None:
    first = processes.listening_socket(0)
    taken = first.getsockname()[1]
    with first, processes.listening_socket(taken) as second:
        assert second.getsockname()[1] != taken
        with pytest.raises(OSError, match="in use"):
            processes.listening_socket(taken, exact=True)
