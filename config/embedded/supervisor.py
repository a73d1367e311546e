"""Runs the whole application: locks DATA_DIR, prepares the database, starts children and looks after them."""

import fcntl
import http.client
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from django.db import connections

from config.embedded import processes
from config.embedded.children import (
    BROKER,
    CROPS,
    SCHEDULER,
    WEB,
    WORKER,
    Child,
    beat_child,
    broker_child,
    crops_child,
    web_child,
    worker_child,
)
from config.embedded.preparing import prepare
from config.embedded.progress import say, step
from config.paths import lock_file, log_file
from jobs.queue import end_leases

WEB_PATIENCE_SECONDS = 90.0
TICK_SECONDS = 0.2
STOP_ORDER = (WEB, SCHEDULER, CROPS, WORKER, BROKER)


class CannotStart(Exception):
    """The application cannot start here. The text tells a person why."""


class Stopped(BaseException):
    """Ctrl-C or SIGTERM arrived. A BaseException, so that no handler of errors swallows it."""


class Supervisor:
    """A running Chiptrail: enter it to start everything, leave it to stop everything in order."""

    def __init__(self, data_dir: Path, *, port: int = 8000, exact_port: bool = False) -> None:
        self.data_dir = data_dir
        self._port, self._exact_port = port, exact_port
        self._children: list[Child] = []
        self._open = ExitStack()
        self.address = ""

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def look_after(self) -> None:
        """Restart what has ended. Call it a few times a second."""
        for child in self._children:
            child.look_after(say)

    def serve(self) -> None:
        """Look after the children until Ctrl-C or SIGTERM."""
        while True:
            self.look_after()
            time.sleep(TICK_SECONDS)

    def process_of(self, name: str) -> int:
        """The process id of a child, as it is now; 0 while it does not run."""
        running = (child.process for child in self._children if child.name == name)
        return next((process.pid for process in running if process is not None), 0)

    def _start(self) -> None:
        self._open.enter_context(_locked(self.data_dir))
        self._open.enter_context(_signals_raise())
        with step("Starting the broker"):
            self._add(broker_child(self.data_dir))
        prepare()
        end_leases()
        connections.close_all()
        listener = self._open.enter_context(self._listen())
        self.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with step("Starting the web server"):
            self._add(web_child(self.data_dir, listener.fileno(), self.address))
            self._wait_for_page(listener.getsockname()[1])
        # Only now: on two cores they would make the first page wait twice as long.
        self._add(worker_child(self.data_dir, self.address))
        self._add(crops_child(self.data_dir, self.address))
        self._add(beat_child(self.data_dir, self.address))

    def _add(self, child: Child) -> None:
        self._children.append(child)
        child.start()

    def _stop(self) -> None:
        with _signals_ignored():
            for child in sorted(self._children, key=lambda child: STOP_ORDER.index(child.name)):
                say(f"  Stopping the {child.name} ...")
                child.stop()
            self._children.clear()
            self._open.close()

    def _listen(self) -> socket.socket:
        try:
            return processes.listening_socket(self._port, exact=self._exact_port)
        except OSError as error:
            raise CannotStart(f"Port {self._port} cannot be used: {error.strerror}.") from error

    def _wait_for_page(self, port: int) -> None:
        deadline = time.monotonic() + WEB_PATIENCE_SECONDS
        while time.monotonic() < deadline:
            self.look_after()
            if _page_answers(port):
                return
            time.sleep(TICK_SECONDS)
        raise CannotStart(f"The web server does not answer; see {log_file(self.data_dir, 'web')}.")


def _page_answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


@contextmanager
def _locked(data_dir: Path) -> Iterator[None]:
    """Hold DATA_DIR alone. The lock goes with this process, so a kill -9 leaves nothing to clear up."""
    file = lock_file(data_dir)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with file.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotStart(f"{data_dir} is in use by process {lock.read().strip() or '?'}.") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@contextmanager
def _signals_raise() -> Iterator[None]:
    """Turn Ctrl-C, SIGTERM and a closed terminal into `Stopped`."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Stopped

    with _handlers(stop):
        yield


@contextmanager
def _signals_ignored() -> Iterator[None]:
    """A second Ctrl-C does not cut the orderly end short; every child's patience is bounded anyway."""
    with _handlers(signal.SIG_IGN):
        yield


@contextmanager
def _handlers(handler: object) -> Iterator[None]:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, handler) for number in numbers}  # type: ignore[arg-type]
    try:
        yield
    finally:
        for number, previous in before.items():
            signal.signal(number, previous)
