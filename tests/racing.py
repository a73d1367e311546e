"""Acts that fall at the same moment, each in a thread and a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.patience import wait_until

LONGEST = 30
Act = Callable[[], object]


def together(*acts: Act) -> list[Exception | None]:
    """What each raised, in order."""
    return _ended([_Running(act) for act in acts])


class Halt:
    """A place at which the first who comes there stands still until others have gone by."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self._taken, self._reached, self._go_on = threading.Lock(), threading.Event(), threading.Event()
        self._writing = False

    def before(self, where: object, name: str) -> None:
        """Put the place before what a module or a class calls so."""
        act = getattr(where, name)

        def halting(*args: Any, **kwargs: Any) -> Any:
            self._stand()
            return act(*args, **kwargs)

        self._monkeypatch.setattr(where, name, halting)

    def after(self, where: object, name: str) -> None:
        """Put the place behind it."""
        act = getattr(where, name)

        def halting(*args: Any, **kwargs: Any) -> Any:
            found = act(*args, **kwargs)
            self._stand()
            return found

        self._monkeypatch.setattr(where, name, halting)

    def overtaken(self, first: Act, *others: Act) -> list[Exception | None]:
        """What each raised. The others begin when the first stands here; it goes on when each of them has ended or
        waits for what it has locked."""
        running = [_Running(first)]
        try:
            wait_until(lambda: self._reached.is_set() or running[0].ended)
            assert self._reached.is_set(), f"the first never came by: {running[0].raised!r}"
            running += [_Running(act) for act in others]
            wait_until(lambda: self._nobody_moves(running[1:]))
        finally:
            self._go_on.set()
            raised = _ended(running)
        return raised

    def _stand(self) -> None:
        if self._taken.acquire(blocking=False):
            self._writing = connection.in_atomic_block
            self._reached.set()
            assert self._go_on.wait(2 * LONGEST), "nobody came by"

    def _nobody_moves(self, others: list[_Running]) -> bool:
        moving = sum(not one.ended for one in others)
        if not moving:
            return True
        if connection.vendor == "postgresql":
            return _waiting() >= moving
        return self._writing  # SQLite: who writes comes after the first, whether begun by now or not


def slowed(act: Callable[..., Any], *, before: float = 0.0, after: float = 0.0) -> Callable[..., Any]:
    """The same with pauses (seconds) in which another may come: to stand in its place with `monkeypatch`."""

    def slow(*args: Any, **kwargs: Any) -> Any:
        threading.Event().wait(before)
        found = act(*args, **kwargs)
        threading.Event().wait(after)
        return found

    return slow


class _Running:
    """An act under way."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self.raised: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def ended(self) -> bool:
        return not self._thread.is_alive()

    def join(self) -> None:
        self._thread.join(LONGEST)

    def _run(self) -> None:
        try:
            self._act()
        except Exception as error:
            self.raised = error
        finally:
            connection.close()


def _ended(running: list[_Running]) -> list[Exception | None]:
    for one in running:
        one.join()
    assert all(one.ended for one in running), "somebody waits for ever"
    return [one.raised for one in running]


def _waiting() -> int:
    """How many of this database's connections wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0"
        )
        return int(cursor.fetchone()[0])
