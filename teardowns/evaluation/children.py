"""A fresh process that works through one call after the other, so that its memory is its own."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class ChildDied(Exception):
    """The process ended in the middle of a call: out of memory, or a crash in a library."""


class Child:
    """Runs functions of modules in one spawned process; `begin` is called there first. After a death the next call
    starts another one."""

    def __init__(self, begin: Callable[[], None]) -> None:
        self._begin = begin
        self._pool: ProcessPoolExecutor | None = None

    def call(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what the function returns there. Raises what it raises, and ChildDied."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                1, mp_context=get_context("spawn"), initializer=_first, initargs=(self._begin,)
            )
        try:
            return self._pool.submit(function, *args, **kwargs).result()
        except BrokenProcessPool as error:
            self.close()
            raise ChildDied from error

    def close(self) -> None:
        """End the process."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _first(begin: Callable[[], None]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin()


def _end_with_parent() -> None:
    """However the parent ends, its child holds no memory after it."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
