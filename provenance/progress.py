"""How far a long work is, for who waits."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with how much is done and how much it is in all."""


def silent(done: int, total: int) -> None:
    """Progress that nobody watches."""
