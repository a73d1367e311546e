"""A real Celery worker process that works on the test's own database, vault and broker."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import connection

from config.celery import app
from config.embedded import processes

PATIENCE_SECONDS = 90.0
BASE_DIR = Path(__file__).resolve().parent.parent.parent


class CeleryWorker:
    """Enter it to have a worker that takes tasks; `kill()` and `start()` play a crash."""

    def __init__(self, broker_url: str, *, concurrency: int = 2, application: str = "config", queues: str = "") -> None:
        self._broker_url, self._concurrency = broker_url, concurrency
        self._application, self._queues = application, ("-Q", queues) if queues else ()
        self._log = Path(tempfile.mkdtemp(prefix="chiptrail-worker-")) / "worker.log"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._log.unlink(missing_ok=True)
        self._log.parent.rmdir()

    def start(self) -> None:
        """Start the worker and wait until it answers to a ping."""
        self._process = processes.start(
            [
                *(sys.executable, "-m", "celery", "-A", self._application, "worker", "--loglevel", "INFO"),
                *self._queues,
                *("--without-gossip", "--without-mingle", "--concurrency", str(self._concurrency)),
            ],
            log=self._log,
            environment=worker_environment() | {"CHIPTRAIL_BROKER_URL": self._broker_url},
            folder=BASE_DIR,
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not app.control.ping(timeout=0.5):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The worker does not start:\n{self.output()}")

    def kill(self) -> None:
        """kill -9 of the worker and of its pool."""
        if self._process is not None:
            processes.kill(self._process)
            self._process = None

    def stop(self) -> None:
        """Let it finish its tasks."""
        if self._process is not None:
            processes.stop(self._process, patience=10)
            self._process = None

    def output(self) -> str:
        """What the worker has printed, for the message of a failing test."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""


def worker_environment() -> dict[str, str]:
    """What a process of ours needs to work on the running test's data; without a broker its jobs only wait."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "CHIPTRAIL_TEST_DATA_DIR": str(settings.DATA_DIR),
        "CHIPTRAIL_TEST_DATABASE_URL": database_url(),
        "CHIPTRAIL_VAULT_ROOT": str(settings.VAULT_ROOT),
        "CHIPTRAIL_LEDGER_KEY_FILE": str(settings.LEDGER_KEY_FILE),
        "PATH": os.environ["PATH"],
    }


def database_url() -> str:
    """The database that the running test uses, as another process has to name it."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    return f"postgresql://{values['USER']}@{values['HOST']}:{values['PORT']}/{values['NAME']}"
