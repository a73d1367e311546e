"""A child that ends is started again, sooner or later."""

import subprocess
import time
from pathlib import Path

from config.embedded import processes
from config.embedded.children import Child


def child_of(command: str, log: Path) -> Child:
    def launch() -> subprocess.Popen[bytes]:
        return processes.start(["sh", "-c", command], log=log)

    return Child("child", launch, patience=1)


def look_after_until(child: Child, starts: int, log: Path) -> float:
    """Seconds until the child has been started so often."""
    began = time.monotonic()
    while not log.exists() or log.read_text().count("started") < starts:
        child.look_after(lambda _text: None)
        assert time.monotonic() - began < 40
        time.sleep(0.02)
    return time.monotonic() - began


def test_a_child_that_ends_at_once_starts_again_after_a_pause_that_grows(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = child_of("echo started", log)
    child.start()
    assert look_after_until(child, 2, log) >= 1
    assert look_after_until(child, 3, log) >= 1.9
    child.stop()


def test_a_killed_child_is_started_again(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = child_of("echo started; exec sleep 60", log)
    child.start()
    look_after_until(child, 1, log)
    assert child.process is not None
    first = child.process.pid
    child.process.kill()
    look_after_until(child, 2, log)
    assert child.process.pid != first
    child.stop()
    assert child.process is None


def test_a_child_that_cannot_be_launched_does_not_end_the_supervisor() -> None:
    def launch() -> subprocess.Popen[bytes]:
        raise OSError("no such program")

    said: list[str] = []
    child = Child("child", launch, patience=1)
    child.look_after(said.append)
    assert said == ["  The child does not start: no such program"]
    child.look_after(said.append)
    assert len(said) == 1
