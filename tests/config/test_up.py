"""`./run up` as a person starts, breaks and stops it."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.marks import embedded_only

ROOT = Path(__file__).resolve().parent.parent.parent
ADDRESS = re.compile(r"Chiptrail is at (http://\S+)")
CHILDREN = {
    "gunicorn",
    "celery\0-A\0config\0worker",
    "celery\0-A\0config.interactive\0worker",
    "celery\0-A\0config\0beat",
    "valkey-server",
}
pytestmark = [pytest.mark.worker, pytest.mark.timeout(240), embedded_only]


class Up:
    """One running `manage.py up`."""

    def __init__(self, data_dir: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=ROOT,
            env={
                **{key: value for key, value in os.environ.items() if not key.startswith("CHIPTRAIL_")},
                "DJANGO_SETTINGS_MODULE": "config.settings.embedded",
                "CHIPTRAIL_DATA_DIR": str(data_dir),
                "CHIPTRAIL_WORKER_CONCURRENCY": "1",
                "CHIPTRAIL_OCR_ENGINE": "tesseract",  # nothing is read here: no models need loading
            },
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said = ""

    def address(self) -> str:
        """Read what it says until it names its address."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said += line
            if found := ADDRESS.search(line):
                return found[1]
        raise AssertionError(f"It did not start:\n{self.said}")

    def children(self) -> dict[str, int]:
        """Process ids by what their command lines say."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        lines = {int(pid): Path(f"/proc/{pid}/cmdline").read_text() for pid in listed}
        return {name: pid for name in CHILDREN for pid, line in lines.items() if name in line}

    def children_when_all_run(self, *, without: set[int]) -> set[int]:
        """The process ids of all its children, once each runs and none is one of `without`."""
        deadline = time.monotonic() + 60
        while set(self.children()) != CHILDREN or set(self.children().values()) & without:
            assert time.monotonic() < deadline, self.children()
            time.sleep(0.1)
        return set(self.children().values())

    def stop(self) -> str:
        """SIGTERM, and what it said until its end."""
        self.process.send_signal(signal.SIGTERM)
        return self.said + self.process.communicate(timeout=60)[1]


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("up")


@pytest.fixture
def up(data_dir: Path) -> Iterator[Up]:
    running = Up(data_dir)
    yield running
    if running.process.poll() is None:
        running.process.kill()
        running.process.communicate()


def page_answers(address: str) -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            return bool(urllib.request.urlopen(f"{address}/", timeout=20).status == 200)
        except OSError:
            time.sleep(0.2)
    return False


def all_gone(pids: set[int]) -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if not any(Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_text() for pid in pids):
            return True
        time.sleep(0.05)
    return False


def test_it_serves_restarts_its_children_refuses_a_second_and_leaves_nothing_when_killed(
    up: Up, data_dir: Path
) -> None:
    address = up.address()
    assert page_answers(address)
    before = up.children_when_all_run(without=set())
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    after = up.children_when_all_run(without=before)
    assert page_answers(address)

    second = Up(data_dir)
    _, said = second.process.communicate(timeout=60)
    assert second.process.returncode == 1
    assert f"in use by process {up.process.pid}" in said

    up.process.kill()
    up.process.communicate()
    assert all_gone(after)


def test_after_kill_9_it_starts_again_and_stops_in_order(up: Up, data_dir: Path) -> None:
    assert page_answers(up.address())
    children = up.children_when_all_run(without=set())
    said = up.stop()
    assert up.process.returncode == 0
    assert all_gone(children)
    stopping = [line.strip() for line in said.splitlines() if line.strip().startswith("Stopping")]
    order = ("web server", "scheduler", "crop reader", "worker", "broker")
    assert stopping == [f"Stopping the {name} ..." for name in order]
