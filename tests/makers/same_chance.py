"""The same dice and the same clock in two worlds: what a step makes by chance, it makes alike in both."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID

import pytest

UUID_BYTES = 16
TICK = timedelta(seconds=1)


class Chance:
    """`next_turn` throws other dice and moves the clock on; both depend on the number of the turn alone."""

    def __init__(self, start: datetime) -> None:
        self.now = start
        self.minted: set[str] = set()
        self._turn, self._dice = 0, random.Random(0)

    def next_turn(self) -> None:
        """Before each step: what one step draws more or less changes nothing of the next."""
        self._turn += 1
        self.now += TICK
        self._dice = random.Random(self._turn)

    def draw(self, count: int) -> bytes:
        """In place of `os.urandom`; what may be an id is remembered."""
        drawn = self._dice.randbytes(count)
        if count == UUID_BYTES:
            self.minted.add(str(UUID(bytes=drawn, version=4)))
        return drawn


@contextmanager
def same_chance(start: datetime) -> Iterator[Chance]:
    """Inside, Python’s chance and Django’s clock are those of the yielded object."""
    chance = Chance(start)

    class Clock(datetime):
        """Stands still within a turn."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return chance.now.astimezone(tz) if tz else chance.now.replace(tzinfo=None)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.urandom", chance.draw)
        patch.setattr("random._urandom", chance.draw)
        for reader in ("django.utils.timezone", "django.contrib.auth.tokens"):
            patch.setattr(f"{reader}.datetime", Clock)
        yield chance
