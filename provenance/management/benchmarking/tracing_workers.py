"""A Redis and two Celery worker processes of the benchmark's own, on its database, gone at the end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from jobs.broker import other_broker, workers_answer

WORKERS = 2
QUEUES = "quick,reading"
PATIENCE_SECONDS = 90.0


class NoWorkers(Exception):
    """Redis or the workers cannot be started; the text says why."""


@contextmanager
def workers() -> Iterator[None]:
    """Let work that is ordered meanwhile go to workers of our own. Raises NoWorkers."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        raise NoWorkers("Neither redis-server nor valkey-server is installed.")
    with tempfile.TemporaryDirectory(prefix="chiptrail-benchmark-") as name:
        folder, port = Path(name), _free_port()
        url = f"redis://127.0.0.1:{port}/0"
        redis = [program, "--bind", "127.0.0.1", "--port", str(port), "--dir", name, "--save", "", "--appendonly", "no"]
        celery = [sys.executable, "-m", "celery", "-A", "config", "worker", "-Q", QUEUES, "-c", str(WORKERS)]
        quiet = ["--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
        log = folder / "worker.log"
        with (
            _running(redis, folder / "redis.log", {}),
            other_broker(url),
            _running([*celery, *quiet], log, _environment(url, folder)) as worker,
        ):
            _wait(worker, log)
            yield


@contextmanager
def _running(command: list[str], log: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a session of its own; at the end it is asked to go, then made to."""
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own fixed commands
            command,
            cwd=Path(__file__).parents[3],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment},
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=15)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(worker: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not workers_answer(seconds=0.5):
        if worker.poll() is not None or time.monotonic() > deadline:
            raise NoWorkers(log.read_text(errors="replace")[-2000:])
        time.sleep(0.1)


def _environment(broker: str, folder: Path) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.embedded",
        "CHIPTRAIL_DATA_DIR": str(folder),
        "CHIPTRAIL_DATABASE_URL": database_url(),
        "CHIPTRAIL_BROKER_URL": broker,
        "CHIPTRAIL_CACHE_URL": broker.removesuffix("0") + "1",
        "CHIPTRAIL_VAULT_ROOT": str(settings.VAULT_ROOT),
    }


def database_url() -> str:
    """The database in use, as another process has to name it."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    login = quote(values["USER"]) + (f":{quote(values['PASSWORD'])}" if values.get("PASSWORD") else "")
    return f"postgresql://{login}@{values['HOST']}:{values['PORT']}/{values['NAME']}"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
