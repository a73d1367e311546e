"""A sender in a process of its own, on the benchmark's database, that is killed in the middle of its work."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from makers.operations.delivering import Way, deliver_due
from makers.webhooks.targets import Policy
from provenance.management.benchmarking.tracing_workers import database_url

THREADS: Final = 32
PAUSES: Final = (0.2, 0.4, 0.8, 1.5, 3.0, 3.0, 3.0)
"""Hours and days made seconds."""
SECONDS: Final = 1.0
LEASE: Final = timedelta(seconds=3)


def send_for_ever(ports: list[int]) -> None:
    """What the sender does, until it is killed."""
    policy = Policy(ports=ports, http=True, opened=("127.0.0.0/8",), seconds=SECONDS)
    while True:
        deliver_due(Way(policy=policy, pauses=PAUSES, threads=THREADS, seconds=30.0, lease=LEASE))
        time.sleep(0.05)


class Sender:
    """The process; `kill` is kill -9."""

    def __init__(self, folder: Path, ports: list[int]) -> None:
        self._folder, self._ports = folder, ports
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin, or begin again."""
        root = Path(__file__).parents[3]
        wanted = ",".join(map(str, self._ports))
        command = [sys.executable, str(root / "manage.py"), "benchmark_webhooks", "--deliveries", "1", "--send", wanted]
        with (self._folder / "sender.log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own fixed command
                command, cwd=root, env=self._environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    @property
    def fault(self) -> str:
        """What it said, if it ended by itself."""
        if self._process is None or self._process.poll() is None:
            return ""
        return (self._folder / "sender.log").read_text(errors="replace")[-2000:]

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.embedded",
            "CHIPTRAIL_DATA_DIR": str(self._folder),
            "CHIPTRAIL_DATABASE_URL": database_url(),
            "CHIPTRAIL_SECRET_KEY": settings.SECRET_KEY,
            "CHIPTRAIL_REQUIRE_SECOND_FACTOR": "no",
        }
