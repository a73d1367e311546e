"""A PostgreSQL cluster of our own in a temporary folder, on a free loopback port, gone at the end.

PostgreSQL refuses to run as root: root's cluster runs as the user `postgres`, or else as `nobody`.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from config.embedded import processes
from tests.services.ports import free_port
from tests.services.programs import postgres_folder

PATIENCE_SECONDS = 30.0
# A cluster that lives for one test run need not survive a power cut, and no query is worth compiling.
HASTE = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "jit=off")


class PostgresServer:
    """Enter it to have a running server at `url`; `kill()` and `start()` play an outage (the port stays)."""

    def __init__(self, *, durable: bool = False) -> None:
        self.port = free_port()
        self.url = f"postgresql://chiptrail@127.0.0.1:{self.port}/chiptrail"
        self._admin_url = f"postgresql://chiptrail@127.0.0.1:{self.port}/postgres"
        self._programs = postgres_folder()
        self._user = _unprivileged_user()
        self._folder = Path(tempfile.mkdtemp(prefix="chiptrail-postgres-"))
        self._haste = () if durable else HASTE
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self._initialise()
            self.start()
            with psycopg.connect(self._admin_url, autocommit=True) as connection:
                connection.execute("CREATE DATABASE chiptrail")
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._remove()

    def start(self) -> None:
        """Start the server and wait until it lets us in."""
        self._process = processes.start(
            [
                *(self._programs / "postgres", "-D", self._data, "-p", str(self.port), *self._haste),
                *("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="),
            ],
            log=self._log,
            folder=self._folder,
            user=self._user,
        )
        self._wait()

    def kill(self) -> None:
        """kill -9 of the server and of all its backends."""
        if self._process is not None:
            processes.kill(self._process)
            self._process = None

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    @property
    def _log(self) -> Path:
        return self._folder / "postgres.log"

    def _initialise(self) -> None:
        if self._user:
            shutil.chown(self._folder, self._user)
        made = processes.start(
            [
                *(
                    self._programs / "initdb",
                    "-D",
                    self._data,
                    "-U",
                    "chiptrail",
                    "-A",
                    "trust",
                    "-E",
                    "UTF8",
                ),
                *("--locale=C.UTF-8", "--no-sync"),
            ],
            log=self._log,
            folder=self._folder,
            user=self._user,
        ).wait()
        if made != 0:
            raise RuntimeError(f"initdb failed:\n{self._log.read_text()}")

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                psycopg.connect(self._admin_url, connect_timeout=2).close()
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    raise RuntimeError(f"PostgreSQL does not start:\n{self._log.read_text()}") from error
                time.sleep(0.05)
            else:
                return

    def _remove(self) -> None:
        if self._process is not None:
            # SIGINT is PostgreSQL's "fast shutdown": it frees its shared memory too.
            processes.stop(self._process, ask=signal.SIGINT, patience=10)
            self._process = None
        shutil.rmtree(self._folder, ignore_errors=True)


def _unprivileged_user() -> str | None:
    if os.getuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
