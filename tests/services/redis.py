"""A Redis of our own, with nothing in it and nothing kept, that tests may also kill."""

import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from redis import Redis
from redis.exceptions import RedisError

from config.embedded import processes
from tests.services.ports import free_port
from tests.services.programs import redis_server

PATIENCE_SECONDS = 10.0


class RedisServer:
    """Enter it to have a running server at `url`; `kill()` and `start()` play an outage (the port stays)."""

    def __init__(self, *, durable: bool = False) -> None:
        """`durable` keeps an append-only file, as the embedded broker does."""
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}"
        self._durable = durable
        self._folder = tempfile.TemporaryDirectory(prefix="chiptrail-redis-")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._folder.cleanup()

    def start(self) -> None:
        """Start the server and wait for its answer."""
        folder = Path(self._folder.name)
        self._process = processes.start(
            [
                *(redis_server(), "--bind", "127.0.0.1", "--port", str(self.port), "--dir", folder),
                *("--save", "", "--appendonly", "yes" if self._durable else "no", "--loglevel", "warning"),
            ],
            log=folder / "redis.log",
        )
        self._wait()

    def kill(self) -> None:
        """kill -9."""
        if self._process is not None:
            processes.kill(self._process)
            self._process = None

    def flush(self) -> None:
        """Lose everything, as after FLUSHALL."""
        with Redis.from_url(self.url) as client:
            client.flushall()

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        with Redis.from_url(self.url) as client:
            while True:
                try:
                    client.ping()
                except RedisError:
                    if time.monotonic() > deadline:
                        raise
                    time.sleep(0.02)
                else:
                    return
