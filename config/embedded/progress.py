"""Tells the person in front of the terminal what is going on. Every long step has a line of its own."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

Say = Callable[[str], None]


def say(text: str, stream: TextIO | None = None) -> None:
    """Print one line at once. Standard output belongs to results, so the default stream is standard error."""
    print(text, file=stream or sys.stderr, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Print what begins, and how long it took when it is over."""
    started = time.monotonic()
    say(f"  {text} ...")
    yield
    say(f"  {text}: {time.monotonic() - started:.1f} s")
