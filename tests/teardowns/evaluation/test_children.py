"""The process that reads: fresh, one call after the other, started anew when it died."""

import os
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from teardowns.evaluation.children import Child, ChildDied
from teardowns.evaluation.costs import peak_mb

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
PARENT = """
import os, time
from teardowns.evaluation.children import Child

if __name__ == "__main__":
    print(Child(time.tzset).call(os.getpid), flush=True)
    time.sleep(60)
"""


def alive(pid: int) -> bool:
    """Whether the process is there and more than a line in the table."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def nothing() -> None:
    """No preparation."""


@pytest.fixture
def child():
    one = Child(nothing)
    yield one
    one.close()


def test_calls_run_in_one_other_process_that_does_not_inherit_the_peak(child):
    ballast = bytearray(os.urandom(1) * 300_000_000)
    assert child.call(os.getpid) == child.call(os.getpid) != os.getpid()
    assert child.call(peak_mb) < 250 < len(ballast) / 1e6


def test_what_is_raised_there_is_raised_here(child):
    with pytest.raises(ZeroDivisionError):
        child.call(divmod, 1, 0)
    assert child.call(divmod, 7, 2) == (3, 1)


def test_after_a_death_the_next_call_starts_another(child):
    with pytest.raises(ChildDied) as caught:
        child.call(os._exit, 3)
    assert isinstance(caught.value.__cause__, BrokenProcessPool)
    assert child.call(abs, -2) == 2


def test_closing_twice_is_no_error(child):
    child.close()
    child.close()


def test_a_child_ends_with_its_parent(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=ENVIRONMENT
    )
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 30
    while alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(child)
