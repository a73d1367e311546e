"""What PostgreSQL need not do for work of which every step is done again when it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from django.db import Error, connection

SET: Final = "SET synchronous_commit = off; SET join_collapse_limit = 1"
RESET: Final = "RESET synchronous_commit; RESET join_collapse_limit"


@contextmanager
def cheap_statements() -> Iterator[None]:
    """Commit without waiting for the disk, and join tables in the order written, while the block runs.

    After a crash the last such transactions may be missing, whole and in order: none is ever half there. Never for
    the ledger. Looking for a better order took longer than reading what a trace asks for, by keys, in the given one.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(SET)
    try:
        yield
    finally:
        with suppress(Error), connection.cursor() as cursor:  # a connection that broke is replaced by a fresh one
            cursor.execute(RESET)
