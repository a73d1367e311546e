"""`./run demo`, killed in the middle of its work and started again."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.config.marks import embedded_only

ROOT = Path(__file__).resolve().parent.parent.parent


def start(data_dir: Path, said: Path) -> subprocess.Popen[bytes]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("CHIPTRAIL_")}
    with said.open("wb") as stream:
        return subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--once"],
            cwd=ROOT,
            # The quicker engine: this is about the work, not about what is read.
            env={
                **environment,
                "DJANGO_SETTINGS_MODULE": "config.settings.embedded",
                "CHIPTRAIL_DATA_DIR": str(data_dir),
                "CHIPTRAIL_OCR_ENGINE": "tesseract",
            },
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )


def count(data_dir: Path, query: str) -> int:
    database = data_dir / "chiptrail.sqlite3"
    if not database.exists():
        return 0
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=20) as connection:
            return int(connection.execute(query).fetchone()[0])
    except sqlite3.OperationalError:  # the table is not there yet
        return 0


def everything_started_by(pid: int) -> list[int]:
    """The process and all its descendants."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


@embedded_only
@pytest.mark.worker
@pytest.mark.ocr
@pytest.mark.timeout(400)
def test_nothing_is_lost_or_doubled_when_everything_is_killed_in_the_middle(tmp_path: Path) -> None:
    data_dir, said = tmp_path / "demo", tmp_path / "said"
    first = start(data_dir, said)
    deadline = time.monotonic() + 180
    while not count(data_dir, "SELECT count(*) FROM jobs_job WHERE name='teardowns.read_photo' AND state='running'"):
        assert first.poll() is None and time.monotonic() < deadline, said.read_text()
        time.sleep(0.05)
    for pid in everything_started_by(first.pid):
        os.kill(pid, signal.SIGKILL)
    first.wait()

    second = start(data_dir, said)
    try:
        assert second.wait(timeout=200) == 0, said.read_text()
    finally:
        if second.poll() is None:
            os.killpg(second.pid, signal.SIGTERM)
    photos = json.loads((data_dir / "summary.json").read_text())["photos"]
    assert len(photos) == 6
    assert {photo["state"] for photo in photos} == {"resolved"}
    assert count(data_dir, "SELECT count(*) FROM teardowns_photo") == 6
    assert count(data_dir, "SELECT count(*) FROM teardowns_teardown") == 1
    assert count(data_dir, "SELECT count(*) FROM jobs_job WHERE state != 'done'") == 0
    doubled = "SELECT count(*) FROM (SELECT 1 FROM teardowns_marking GROUP BY photo_id, ordinal HAVING count(*) > 1)"
    assert count(data_dir, doubled) == 0
    received = "SELECT count(*) FROM custody_ledgerentry WHERE action='photo.received'"
    assert count(data_dir, received) == 6
