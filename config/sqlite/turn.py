"""Who writes to a SQLite file next (no framework)."""

import fcntl
import os
import threading
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import Final

_LOOK_EVERY_SECONDS: Final = 0.001

_inside: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
"""Of each process, one thread at most asks the others: a lock of threads wakes the next one at once."""


class Turn:
    """One connection's place in the queue of those who write to `database`.

    SQLite lets one write at a time; the others it has sleep and look again, ever longer, up to a tenth of a second
    (sqlite3_busy_timeout): the file lies idle meanwhile, and who came late may go first. Here threads are woken and
    processes look each millisecond, and nobody who just wrote goes before a process that waits: whoever is `next`
    waits for the turn alone. It only orders, and is missed where it cannot be had: SQLite's own lock guards the file.
    """

    def __init__(self, database: str, *, patience: float) -> None:
        self._database, self._patience = Path(database), patience
        self._inside, self._waits = _inside[database], False
        self._descriptor = -1

    def take(self) -> None:
        """Wait for the turn, `patience` seconds at most: after that SQLite itself says whether it is busy."""
        if self._waits:
            return
        until = time.monotonic() + self._patience
        self._waits = self._inside.acquire(timeout=self._patience)
        if not self._waits:
            return
        try:
            with suppress(OSError):  # a folder or a file that is not ours to write to
                self._descriptor = self._opened("turn")
                following = self._opened("next")
                try:
                    _lock(following, until)
                    _lock(self._descriptor, until)
                finally:
                    os.close(following)
        except BaseException:
            self.give()
            raise

    def give(self) -> None:
        """Let the next one write; harmless without a turn."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
        if self._waits:
            self._waits = False
            self._inside.release()

    def _opened(self, name: str) -> int:
        """A file beside the database, with its owner and mode, as SQLite makes its own: root may come first."""
        path = self._database.with_name(f"{self._database.name}-{name}")
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with suppress(OSError):
            database, own = self._database.stat(), os.fstat(descriptor)
            if (own.st_uid, own.st_gid) != (database.st_uid, database.st_gid):
                os.fchown(descriptor, database.st_uid, database.st_gid)
            if own.st_mode != database.st_mode:
                os.fchmod(descriptor, database.st_mode & 0o777)
        return descriptor


def _lock(descriptor: int, until: float) -> None:
    """Lock the file, or give up at that moment of the monotonic clock."""
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return
            time.sleep(_LOOK_EVERY_SECONDS)
        else:
            return
