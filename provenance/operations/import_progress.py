"""How far a long write is, told past its transaction: a row of the database would be seen only when all is done.

A cache that is away, whatever its error, costs the news and never the work.
"""

from contextlib import suppress
from dataclasses import dataclass

from django.core.cache import cache

_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Far:
    """So many rows of so many."""

    done: int
    total: int


def tell(import_id: str, done: int, total: int) -> None:
    """Leave the numbers where every process finds them."""
    with suppress(Exception):
        cache.set(_key(import_id), (done, total), _SECONDS)


def told(import_id: str) -> Far | None:
    """What was told last, if anything."""
    with suppress(Exception):
        found = cache.get(_key(import_id))
        return Far(*found) if found else None
    return None


def forget(import_id: str) -> None:
    """The work has ended."""
    with suppress(Exception):
        cache.delete(_key(import_id))


def _key(import_id: str) -> str:
    return f"import-progress:{import_id}"
