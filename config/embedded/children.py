"""The processes of the embedded application, and how one of them is kept alive."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from config.embedded import broker, processes
from config.paths import BASE_DIR, log_file

BROKER, WEB, WORKER, CROPS, SCHEDULER = "broker", "web server", "worker", "crop reader", "scheduler"
YIELDING = ("nice", "-n", "5")
"""Work that nobody waits for lets those go first who have a person at the other end of the line."""
STEADY_SECONDS = 60.0
LONGEST_PAUSE_SECONDS = 30.0


@dataclass(slots=True)
class Child:
    """One supervised process: restarted when it ends, after a pause that grows while it ends early."""

    name: str
    launch: Callable[[], subprocess.Popen[bytes]]
    patience: float
    process: subprocess.Popen[bytes] | None = None
    early_ends: int = 0
    started_at: float = 0.0
    not_before: float = 0.0

    def start(self) -> None:
        """Launch the process. Raises what the launch raises."""
        self.started_at = time.monotonic()
        self.process = self.launch()

    def look_after(self, say: Callable[[str], None]) -> None:
        """Notice that the process ended, and start it again when its pause is over."""
        now = time.monotonic()
        if self.process is not None and (code := self.process.poll()) is not None:
            processes.kill(self.process)
            self.process = None
            self.early_ends = 0 if now - self.started_at > STEADY_SECONDS else self.early_ends + 1
            pause = min(LONGEST_PAUSE_SECONDS, 2.0 ** (self.early_ends - 1)) if self.early_ends else 0.0
            self.not_before = now + pause
            say(f"  The {self.name} ended ({code}); it starts again in {pause:.0f} s.")
        if self.process is None and now >= self.not_before:
            try:
                self.start()
            except (OSError, broker.BrokerDidNotStart) as error:
                self.early_ends += 1
                self.not_before = now + LONGEST_PAUSE_SECONDS
                say(f"  The {self.name} does not start: {error}")

    def stop(self) -> None:
        """Ask the process to end, and end it when it does not."""
        if self.process is not None:
            processes.stop(self.process, ask=signal.SIGTERM, patience=self.patience)
            self.process = None


def broker_child(data_dir: Path) -> Child:
    """Valkey on a unix socket."""
    return Child(BROKER, lambda: broker.start(data_dir), patience=10)


def web_child(data_dir: Path, listener: int, address: str) -> Child:
    """gunicorn. It inherits the listening socket: while it starts again, callers wait and are not refused."""
    command = [
        *(sys.executable, "-m", "gunicorn", "--config", "python:config.web_server"),
        *("--bind", f"fd://{listener}"),
    ]
    # Many threads share two arenas of memory instead of filling one each: measured 197 MB instead of 215 at 50 phones.
    return _python_child(
        WEB, "web", command, data_dir, address, pass_fd=listener, patience=20, more={"MALLOC_ARENA_MAX": "2"}
    )


def worker_child(data_dir: Path, address: str) -> Child:
    """The Celery worker. Work cut off at the end of its patience is handed out again at the next start."""
    command = [
        *YIELDING,
        *(sys.executable, "-m", "celery", "-A", "config", "worker", "-Q", "quick,reading"),
        *("--loglevel", "WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]
    return _python_child(WORKER, "worker", command, data_dir, address, patience=15)


def crops_child(data_dir: Path, address: str) -> Child:
    """The Celery worker for which somebody waits: one process with its models loaded, beside the photos."""
    command = [
        *(sys.executable, "-m", "celery", "-A", "config.interactive", "worker", "-Q", "interactive"),
        *("--concurrency", "1", "--hostname", "crops@%h"),
        *("--loglevel", "WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]
    return _python_child(CROPS, "crops", command, data_dir, address, patience=15)


def beat_child(data_dir: Path, address: str) -> Child:
    """The Celery scheduler, a process of its own: `worker --beat` does not notice when its scheduler dies."""
    command = [*(sys.executable, "-m", "celery", "-A", "config", "beat", "--loglevel", "WARNING", "--pidfile=")]
    return _python_child(SCHEDULER, "beat", command, data_dir, address, patience=5)


def _python_child(
    name: str,
    log: str,
    command: list[str],
    data_dir: Path,
    address: str,
    *,
    pass_fd: int | None = None,
    patience: float,
    more: Mapping[str, str] = MappingProxyType({}),
) -> Child:
    environment = {
        **more,
        "CHIPTRAIL_DATA_DIR": str(data_dir),
        "CHIPTRAIL_BASE_URL": address,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.embedded"),
        "PYTHONUNBUFFERED": "1",
        # Each worker process reads one photo at a time; OpenMP threads on top only fight over the cores.
        "OMP_THREAD_LIMIT": "1",
    }

    def launch() -> subprocess.Popen[bytes]:
        return processes.start(
            command,
            log=log_file(data_dir, log),
            environment=environment,
            folder=BASE_DIR,
            pass_fds=() if pass_fd is None else (pass_fd,),
        )

    return Child(name, launch, patience)
