"""Many values, some at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Value = TypeVar("Value")
AT_ONCE = 5000
"""SQLite takes 32,766 values a statement."""


def batches(values: Iterable[Value], size: int = AT_ONCE) -> Iterator[list[Value]]:
    """As many at a time as one statement takes, in their order; reads no further than it is asked."""
    left = iter(values)
    while some := list(islice(left, size)):
        yield some
