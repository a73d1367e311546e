"""How long bodies may hold the web server's threads, and how many of them one person's may."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from socket import SHUT_RD, socket
from typing import Any, Final

from api.v1.field.tus.problems import TooManyAtOnce

LEAST_BYTES: Final = 12_000
WINDOW_SECONDS: Final = 30.0
"""So much must come in every such window, or the line is as good as gone: 2G brings ten times as much."""
LONG_SECONDS: Final = 20.0
MOST_LONG: Final = 8
"""Phones size their pieces to eight seconds. Of bodies that last longer a person has so many in one process."""
MOST_AT_ONCE: Final = 24
"""Bodies of one person in one process of the web server, which has 32 threads: the others' phones need some, too."""
LOOK_EVERY_SECONDS: Final = 1.0


def hang_up(line: socket | None, source: Any) -> None:
    """Read no more of a line; it ends with the answer. `source`: the request's `wsgi.input`.

    What arrives after the shutdown Linux still delivers, and a moment without any looks to gunicorn like a body that
    was read to its end: it would take the rest for the next request. A body that failed it never goes beyond.
    """
    if line is None:
        return
    with suppress(AttributeError):  # of another web server
        source.failed = True
    with suppress(OSError):
        line.shutdown(SHUT_RD)


@dataclass(slots=True, eq=False)
class Body:
    """One body on its way in. `window`: seconds in which LEAST_BYTES must come."""

    person: int
    line: socket | None
    source: Any
    window: float
    began: float
    window_began: float
    bytes: int = 0
    ended: bool = False

    def came(self, size: int) -> None:
        """Tell that so many bytes were read."""
        self.bytes += size
        if self.bytes >= LEAST_BYTES:
            self.bytes, self.window_began = 0, time.monotonic()

    def end(self) -> None:
        """As if the line had broken: its reader gets what came, and then the end."""
        self.ended = True
        hang_up(self.line, self.source)


class Bodies:
    """All bodies that come in to this process. A thread looks after them while there are any."""

    def __init__(self) -> None:
        self._open: dict[int, list[Body]] = defaultdict(list)
        self._lock = threading.Lock()
        self._watched = False

    @contextmanager
    def receiving(
        self, person: int, line: socket | None, source: Any = None, *, window: float = WINDOW_SECONDS
    ) -> Iterator[Body]:
        """`with` one more body of this person, from `source`, its `wsgi.input`. Raises TooManyAtOnce."""
        now = time.monotonic()
        body = Body(person, line, source, window, now, now)
        with self._lock:
            if len(self._open.get(person, ())) >= MOST_AT_ONCE:
                raise TooManyAtOnce
            self._open[person].append(body)
            if not self._watched:
                self._watched = True
                threading.Thread(target=self._watch, name="pace of bodies", daemon=True).start()
        try:
            yield body
        finally:
            with self._lock:
                self._open[person].remove(body)
                if not self._open[person]:
                    del self._open[person]

    def look(self) -> None:
        """End what is too slow, and of each person's long bodies the oldest beyond what they may have."""
        now = time.monotonic()
        with self._lock:
            for bodies in self._open.values():
                running = [body for body in bodies if not body.ended]
                long = [body for body in running if now - body.began > LONG_SECONDS]
                excess = long[: max(0, len(long) - MOST_LONG)]
                for body in running:
                    if body in excess or now - body.window_began > body.window:
                        body.end()

    def _watch(self) -> None:
        while True:
            time.sleep(LOOK_EVERY_SECONDS)
            self.look()
            with self._lock:
                if not self._open:
                    self._watched = False
                    return


bodies = Bodies()
