"""The real web server on the test's own database and vault: what a broken line does to it shows only there."""

import http.client
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from config.embedded import processes
from tests.services.ports import free_port
from tests.services.worker import BASE_DIR, worker_environment

PATIENCE_SECONDS = 60.0


class WebServer:
    """Enter it to have gunicorn at `address`; `kill()` and `start()` play a crash (the port stays)."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._log = Path(tempfile.mkdtemp(prefix="chiptrail-web-")) / "web.log"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            processes.stop(self._process, ask=signal.SIGTERM, patience=10)
        self._log.unlink(missing_ok=True)
        self._log.parent.rmdir()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self._process = processes.start(
            [
                *(sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{self.port}"),
                *("--worker-class", "gthread", "--workers", "1", "--threads", "8", "--no-control-socket"),
            ],
            log=self._log,
            environment=worker_environment(),
            folder=BASE_DIR,
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The web server does not start:\n{self._log.read_text(errors='replace')}")
            time.sleep(0.05)

    def kill(self) -> None:
        """kill -9 of the server and of its workers."""
        if self._process is not None:
            processes.kill(self._process)
            self._process = None

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/api/nothing/")
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
